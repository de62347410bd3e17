"""Asking web addresses that strangers gave us: webhooks' endpoints, calendars to subscribe to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from app.kernel.errors import PermanentError
from app.kernel.urls import Place


class OutOfBounds(PermanentError):  # noqa: N818 - reads as what it is
    """It is no address that we ask, or it leads to one: into our own network, or nowhere public."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request. A GET alone follows `redirects`; of the answer at most `most` bytes are read."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    redirects: int = 0
    most: int = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the other side said, good or bad. Names of headers are in small letters; `cut`: there was more."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str
    cut: bool = False


class Web(Protocol):
    def place(self, url: str) -> Place:
        """Read an address, asking nobody. Raises `urls.NotAllowed`, whose words are for its writer."""
        ...

    def ask(self, ask: Ask) -> Answer:
        """Send one request; no transaction may be open around it.

        Raises:
            OutOfBounds: the address, or one that it leads to, is not asked.
            TransientError: nobody answered in time, or not in HTTP.
        """
        ...
