"""Where a client walks from the booking to the checkout and back."""

import re
from dataclasses import dataclass, field

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.payments import service
from app.ports import ports
from tests.factories.payments import People, people


@dataclass
class Town:
    app: Flask
    people: People = field(default_factory=people)

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def open(self, payment_id: int) -> str:
        """Follow the payment link; the checkout's path."""
        answer = self.client.get(self.path(service.pay_link(payment_id)))
        assert answer.status_code == 303
        return self.path(answer.headers["Location"])

    def press(self, checkout: str, button: str) -> TestResponse:
        """Read the checkout and press one of its buttons."""
        found = re.search(r'name="token" value="([^"]+)"', self.client.get(checkout).text)
        assert found is not None
        return self.client.post(checkout, data={"token": found[1], "action": button})

    @staticmethod
    def path(address: str) -> str:
        assert address.startswith(ports().site.public_url)
        return address.removeprefix(ports().site.public_url)
