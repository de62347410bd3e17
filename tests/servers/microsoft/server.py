"""The server, and what a test holds of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, jsonify, request

from app.adapters.calendars.microsoft import MicrosoftCalendars
from app.ports.clock import Clock
from tests.servers.microsoft.town import Town
from tests.servers.microsoft.web import Refusal, api
from tests.servers.oauth import CLIENT_ID, CLIENT_SECRET
from tests.servers.serving import faulty, serving

__all__ = ["Microsoft", "microsoft_server"]


class Microsoft(Town):
    def calendars(self, clock: Clock) -> MicrosoftCalendars:
        """Our adapter, led here."""
        return MicrosoftCalendars(CLIENT_ID, CLIENT_SECRET, clock, elsewhere=self.url)


@contextmanager
def microsoft_server() -> Iterator[Microsoft]:
    town = Microsoft()
    app = Flask(__name__)
    faulty(app, town.faults, town.asked)
    app.register_blueprint(api(town))
    app.register_error_handler(Refusal, lambda refusal: (jsonify(refusal.body()), refusal.status))
    app.add_url_rule("/common/oauth2/v2.0/token", "token", lambda: town.desk.token(request), methods=["POST"])
    with serving(app) as town.url:
        yield town
