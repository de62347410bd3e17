"""The imitation as a whole: hears a request, checks it as Stripe does, works, answers, writes it down."""

import json
from typing import Any
from urllib.parse import urlsplit

from tests.servers.stripe import faults as days
from tests.servers.stripe import page, spec
from tests.servers.stripe.api import Room, Route, route
from tests.servers.stripe.books import Books, Call
from tests.servers.stripe.buttons import Buttons
from tests.servers.stripe.events import Chronicle
from tests.servers.stripe.faults import Fault, Faults
from tests.servers.stripe.forms import nested
from tests.servers.stripe.idempotency import Answer, Keys
from tests.servers.stripe.messenger import Messenger
from tests.servers.stripe.refusals import Refused

SECRET_KEY, WEBHOOK_SECRET = "sk_test_imitation", "whsec_imitation"
CARD_ERROR = 402
_PAGE, _FORM = "/c/pay/", "/setup/"


class Imitation:
    """`books` to look into, `buttons` to press, `faults` to order, `messenger` to send on its way."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.books = Books()
        self.messenger = Messenger(WEBHOOK_SECRET)
        self.faults = Faults()
        self.quote = ""  # what refusals of cards say besides: Stripe's texts may quote what somebody typed
        self.answers: list[tuple[Call, dict[str, Any]]] = []
        self.keys = Keys()
        self.chronicle = Chronicle(self.books, self.messenger)
        self.buttons = Buttons(self.books, self.chronicle)

    def hear(
        self, method: str, url: str, headers: dict[str, str], body: bytes
    ) -> tuple[Answer, Fault | None]:
        """One call of the API. The fault that is left is the line's: it comes after the work."""
        path, key = urlsplit(url).path, headers.get("idempotency-key")
        given = nested(body.decode() if method == "POST" else urlsplit(url).query)
        with self.books.lock:
            fault = None if self.keys.knows(key) else self.faults.next_for(method, path)
            try:
                answer = self._answer(method, path, headers, given, fault)
            except Refused as refused:
                answer = Answer(refused.status, refused.body)
            if answer.status == CARD_ERROR and self.quote:
                error = {**answer.body["error"], "message": f"Your card {self.quote} was declined."}
                answer = answer._replace(body={"error": error})
            call = Call(method, path, given, key, answer.status)
            self.books.calls.append(call)
            self.answers.append((call, answer.body))
        return answer, fault

    def visit(self, method: str, path: str, body: bytes) -> tuple[int, str]:
        """The checkout's page: a status, and HTML or where to go."""
        with self.books.lock:
            if path.startswith(_FORM):
                return page.set_up(self.books, self.chronicle, path.removeprefix(_FORM), method)
            session = self.books.things["checkout.session"].get(path.removeprefix(_PAGE))
            if session is None:
                return 404, "<!doctype html><p>There is no such checkout.</p>"
            if method == "POST":
                return page.press(self.buttons, session, nested(body.decode()))
            return 200, page.show(session)

    def _answer(
        self,
        method: str,
        path: str,
        headers: dict[str, str],
        given: dict[str, Any],
        fault: Fault | None,
    ) -> Answer:
        found = _allowed(method, path, headers)
        asked = spec.accepted(found.call, given)
        days.before(fault)
        room = Room(self.books, self.chronicle, self.site)

        def work() -> tuple[int, dict[str, Any]]:
            days.instead(fault)
            return 200, json.loads(json.dumps(found.work(room, asked, found.name)))

        key = headers.get("idempotency-key") if method == "POST" else None
        return self.keys.once(key, (method, path, json.dumps(given, sort_keys=True)), work)


def is_page(path: str) -> bool:
    return path.startswith((_PAGE, _FORM))


def _allowed(method: str, path: str, headers: dict[str, str]) -> Route:
    if headers.get("authorization") != f"Bearer {SECRET_KEY}":
        raise Refused("Invalid API Key provided", status=401, kept=False)
    found = route(method, path)
    if found is None:
        raise Refused(f"Unrecognized request URL ({method}: {path})", status=404, kept=False)
    return found
