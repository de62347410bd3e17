"""A site whose payment company is the imitation of Stripe, and a client with a browser."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from flask import Flask
from urllib3 import PoolManager
from urllib3.response import BaseHTTPResponse
from werkzeug.test import TestResponse

from app.db.session import transaction
from app.http import tokens
from app.payments import service
from app.ports import ports
from tests.adapters.payments.stripe.till import Till
from tests.factories.payments import People, payment, people, row
from tests.payments.stage import work

ADDRESS = "/v1/webhooks/stripe"


@dataclass
class Shop:
    """`heard` is every byte that our side answered with."""

    app: Flask
    till: Till
    people: People = field(default_factory=people)
    heard: list[bytes] = field(default_factory=list)

    def owed(self, **more: object) -> int:
        return payment(self.people, **more)  # type: ignore[arg-type]

    def open(self, payment_id: int) -> str:
        """Follow our pay link; the address of Stripe's page."""
        answer = self.call("GET", service.pay_link(payment_id).removeprefix(ports().site.public_url))
        assert answer.status_code == 303
        return answer.headers["Location"]

    def pay(self, payment_id: int, card: str) -> BaseHTTPResponse:
        """Type a card's number into Stripe's page."""
        return self.press(self.open(payment_id), action="pay", number=card)

    def press(self, address: str, **form: str) -> BaseHTTPResponse:
        return browse("POST", address, urlencode(form).encode())

    def mail(self, *, hurry: bool = False) -> list[int]:
        """Stripe's webhooks reach our door; our answers' statuses."""
        return self.till.imitation.messenger.carry(self.post, hurry=hurry)

    def post(self, headers: dict[str, str], body: bytes) -> int:
        return self.call("POST", ADDRESS, headers=headers, data=body).status_code

    def call(self, method: str, path: str, **more: object) -> TestResponse:
        answer = self.app.test_client().open(path, method=method, **more)  # type: ignore[arg-type]
        self.heard.append(answer.data + str(answer.headers).encode())
        return answer

    def as_provider(self, method: str, user_id: int, **more: object) -> TestResponse:
        """One call of /v1/payouts/account."""
        facts = {"email": "x@example.com", "role": "PROVIDER", "sign_in": "test"}
        token = tokens.mint(user_id=user_id, now=ports().clock.now(), **facts)
        return self.call(method, "/v1/payouts/account", headers={"Authorization": f"Bearer {token}"}, **more)

    @property
    def now(self) -> datetime:
        return ports().clock.now()

    def signed_in(self, user_id: int) -> dict[str, str]:
        facts = {"email": "x@example.com", "role": "CLIENT", "sign_in": "test"}
        return {"Authorization": f"Bearer {tokens.mint(user_id=user_id, now=self.now, **facts)}"}

    def authorised(self, **more: object) -> int:
        """A payment that its client has made, and of which we heard."""
        owed = self.owed(**more)
        self.till.imitation.buttons.pay(self.reference(owed))
        self.mail()
        work()
        return owed

    def captured(self) -> int:
        owed = self.authorised()
        with transaction() as session:
            service.order_capture(session, row(owed).booking_id)
        work()
        return owed

    def refund(self, payment_id: int, amount_minor: int) -> None:
        with transaction() as session:
            service.order_refund(session, row(payment_id).booking_id, amount_minor, reason="Rain.")
        work()

    def reference(self, payment_id: int) -> str:
        """Stripe's name for a payment of ours, opened if need be."""
        found = re.search(r"cs_test_\w+", self.open(payment_id))
        assert found is not None
        return found[0]


def browse(method: str, address: str, body: bytes | None = None) -> BaseHTTPResponse:
    with PoolManager(retries=False) as pool:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return pool.request(method, address, body=body, headers=kind, redirect=False)
