"""Requests to one CalDAV server. What is no good answer becomes one of the port's errors, here alone."""

import base64
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from app.kernel.errors import OutsideError, PermanentError, TransientError
from app.ports.calendars import Busy, CalendarGone, ChangedMeanwhile, ConsentLost, Credentials
from app.ports.web import Answer, Ask, Web

MOST = 20_000_000
REDIRECTS = 3
PAUSE = timedelta(minutes=1)
_MOVED = frozenset({301, 302, 307, 308})
_LATER = frozenset({408, 423, 425, 500, 502, 503, 504, 507})

_REFUSALS: Mapping[int, type[OutsideError]] = {
    HTTPStatus.UNAUTHORIZED: ConsentLost,
    HTTPStatus.NOT_FOUND: CalendarGone,
    HTTPStatus.GONE: CalendarGone,
    HTTPStatus.PRECONDITION_FAILED: ChangedMeanwhile,
}


class Line:
    """Speaks to the server of these credentials, and to no other one with them."""

    def __init__(self, web: Web, credentials: Credentials) -> None:
        self._web = web
        self._home = credentials["url"]
        name_and_password = f"{credentials['username']}:{credentials['password']}".encode()
        self._secret = "Basic " + base64.b64encode(name_and_password).decode()

    def ask(
        self, method: str, url: str, body: str | None = None, *, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Whatever the server says, after its redirections."""
        sent = {"Authorization": self._secret, **(headers or {})}
        address = urljoin(self._home, url)
        for _ in range(REDIRECTS):
            self._demand_same_house(address)
            content = body.encode() if body is not None else None
            answer = self._web.ask(Ask(url=address, method=method, headers=sent, body=content, most=MOST))
            if answer.status not in _MOVED or "location" not in answer.headers:
                return answer
            address = urljoin(address, answer.headers["location"])
        raise PermanentError("the server sends us in circles")

    def good(
        self, method: str, url: str, body: str | None = None, *, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """The same, and an error where the answer is not 2xx."""
        answer = self.ask(method, url, body, headers=headers)
        if not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
            raise refusal(answer)
        if answer.cut:
            raise PermanentError("the answer is too large")
        return answer

    def xml(self, method: str, url: str, body: str, *, depth: int) -> Answer:
        """A question in XML, answered in XML."""
        headers = {"Content-Type": "application/xml; charset=utf-8", "Depth": str(depth)}
        return self.good(method, url, body, headers=headers)

    def _demand_same_house(self, address: str) -> None:
        """A password goes to its own host, or to one beside it: large hosts spread people over several."""
        given, asked = (urlsplit(url).hostname or "" for url in (self._home, address))
        beside = given.partition(".")[2]
        if asked != given and not ("." in beside and asked.endswith(f".{beside}")):
            raise PermanentError("the server sends us to another one")


def refusal(answer: Answer) -> OutsideError:
    status = answer.status
    if status == HTTPStatus.TOO_MANY_REQUESTS or "retry-after" in answer.headers:
        return Busy(f"the server answered {status}", pause(answer.headers))
    if status in _LATER:
        return TransientError(f"the server answered {status}")
    return _REFUSALS.get(status, PermanentError)(f"the server answered {status}")


def pause(headers: Mapping[str, str]) -> timedelta:
    """What Retry-After asks for in seconds; its other form, a date, is rare and counts as a minute."""
    asked = headers.get("retry-after", "")
    return timedelta(seconds=min(int(asked), 3600)) if asked.isascii() and asked.isdigit() else PAUSE
