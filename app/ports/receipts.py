"""What handing a message over comes to, whatever the channel."""

from dataclasses import dataclass
from enum import StrEnum

from app.kernel.errors import PermanentError


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the other system calls the message."""

    reference: str


class Why(StrEnum):
    """Why nothing more is sent to an address."""

    BOUNCED = "BOUNCED"  # there is nobody
    COMPLAINED = "COMPLAINED"  # its reader called our mail spam
    STOPPED = "STOPPED"  # its owner wants no texts


class Unreachable(PermanentError):  # noqa: N818 - reads as what it is
    """Not this message alone: nothing will ever arrive at this address."""

    def __init__(self, reason: str, *, why: Why = Why.BOUNCED) -> None:
        super().__init__(reason)
        self.why = why
