"""The server, and what a test holds of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, jsonify, request

from app.adapters.calendars.google import GoogleCalendars
from app.ports.clock import Clock
from tests.servers.google.town import Town
from tests.servers.google.web import Refusal, api
from tests.servers.oauth import CLIENT_ID, CLIENT_SECRET
from tests.servers.serving import faulty, serving

__all__ = ["Google", "google_server"]


class Google(Town):
    def calendars(self, clock: Clock) -> GoogleCalendars:
        """Our adapter, led here."""
        return GoogleCalendars(CLIENT_ID, CLIENT_SECRET, clock, elsewhere=self.url)


@contextmanager
def google_server() -> Iterator[Google]:
    town = Google()
    with serving(application(town)) as town.url:
        yield town


def application(town: Google) -> Flask:
    app = Flask(__name__)
    faulty(app, town.faults, town.asked)
    app.register_blueprint(api(town))
    app.register_error_handler(Refusal, lambda refusal: (jsonify(refusal.body()), refusal.status))
    app.add_url_rule("/token", "token", lambda: town.desk.token(request), methods=["POST"])
    revoke = lambda: town.desk.revoke(request.form["token"])  # noqa: E731 - as short as the other
    app.add_url_rule("/revoke", "revoke", revoke, methods=["POST"])
    return app
