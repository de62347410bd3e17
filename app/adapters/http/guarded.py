"""HTTP to addresses of strangers: read strictly, looked up once, judged, and asked at the place judged."""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from http.client import HTTPException, HTTPResponse
from urllib.parse import urljoin

from app.adapters.http.pinned import PinnedConnection
from app.kernel import urls
from app.kernel.errors import TransientError
from app.kernel.urls import IpAddress, Place, Reach
from app.ports.web import Answer, Ask, OutOfBounds

Lookup = Callable[[str, int], Sequence[str]]

TRIES = 3  # of a host's addresses
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SECRETS = frozenset({"authorization", "cookie"})
_AGENT = "BookMyTime"


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Seconds for a connection, for each read, and for everything together, redirects included."""

    connect: float = 3.0
    read: float = 5.0
    whole: float = 15.0


def look_up(host: str, port: int) -> Sequence[str]:
    """Every address of a host, in the system's order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class GuardedWeb:
    def __init__(
        self,
        reach: Reach = urls.OUTSIDE,
        *,
        lookup: Lookup = look_up,
        trust: ssl.SSLContext | None = None,
        times: Times | None = None,
    ) -> None:
        self._reach = reach
        self._lookup = lookup
        self._trust = trust or ssl.create_default_context()
        self._times = times or Times()

    def place(self, url: str) -> Place:
        return urls.place_of(url, self._reach)

    def ask(self, ask: Ask) -> Answer:
        until = time.monotonic() + self._times.whole
        answer = self._asked(ask, until)
        for _ in range(ask.redirects):
            location = answer.headers.get("location")
            if ask.method != "GET" or answer.status not in REDIRECTS or not location:
                break
            ask = _following(ask, urljoin(answer.url, location))
            answer = self._asked(ask, until)
        return answer

    def _asked(self, ask: Ask, until: float) -> Answer:
        """One request to one place; the next address of the host is tried only where nobody was reached."""
        place = self._place(ask.url)
        for address in self._addresses(place)[:TRIES]:
            connection = PinnedConnection(place, address, self._trust, patience=self._times.connect)
            with connection.at_most(max(0.001, until - time.monotonic())):
                if (answer := self._exchange(connection, place, ask)) is not None:
                    return answer
        raise TransientError("nobody answers there")

    def _place(self, url: str) -> Place:
        try:
            return self.place(url)
        except urls.NotAllowed as error:
            raise OutOfBounds(str(error)) from error

    def _addresses(self, place: Place) -> Sequence[IpAddress]:
        """What the host stands for now. One bad address among good ones condemns them all."""
        try:
            found = [ipaddress.ip_address(each) for each in self._lookup(place.host, place.port)]
        except (OSError, UnicodeError) as error:
            raise TransientError("there is no such host") from error
        if not all(map(self._reach.admits, found)):
            raise OutOfBounds("it leads to an address that is not of the public internet")
        return found

    def _exchange(self, connection: PinnedConnection, place: Place, ask: Ask) -> Answer | None:
        """None: nobody took the call."""
        try:
            connection.connect()
            connection.sock.settimeout(self._times.read)
            connection.request(ask.method, place.path, ask.body, _headers(ask, place))
            answer = _answer(connection.getresponse(), place, ask.most)
        except (OSError, HTTPException) as error:
            if not connection.reached:
                return None
            raise _broken(connection, type(error).__name__) from error
        if connection.late:  # what was read is not the whole
            raise _broken(connection, "cut")
        return answer


def _broken(connection: PinnedConnection, what: str) -> TransientError:
    return TransientError("it took too long" if connection.late else f"the connection failed: {what}")


def _headers(ask: Ask, place: Place) -> Mapping[str, str]:
    return {"Host": place.authority, "User-Agent": _AGENT, "Connection": "close", **ask.headers}


def _answer(response: HTTPResponse, place: Place, most: int) -> Answer:
    body = response.read(most + 1)
    return Answer(
        status=response.status,
        headers={name.lower(): value for name, value in response.getheaders()},
        body=body[:most],
        url=place.url,
        cut=len(body) > most,
    )


def _following(ask: Ask, url: str) -> Ask:
    """The next request. What was meant for one host alone is not told to another."""
    same = url.split("/", 3)[:3] == ask.url.split("/", 3)[:3]
    kept = {name: value for name, value in ask.headers.items() if same or name.lower() not in _SECRETS}
    return replace(ask, url=url, headers=kept)
