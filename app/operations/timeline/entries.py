"""One line of a timeline. Pure."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class Type(StrEnum):
    EVENT = "EVENT"
    MESSAGE = "MESSAGE"
    PAYMENT = "PAYMENT"
    REFUND = "REFUND"
    WEBHOOK = "WEBHOOK"
    CALENDAR = "CALENDAR"
    TASK = "TASK"


class Side(StrEnum):
    """People are named by what they are to the booking, never by name or address."""

    CLIENT = "CLIENT"
    PROVIDER = "PROVIDER"
    HOUSE = "HOUSE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`at`: when it happened, or is due. `done_at`: when it was settled. `who` did it, or is told.

    `attempts` and `error` are for administrators.
    """

    type: Type
    name: str
    status: str
    at: datetime
    done_at: datetime | None = None
    who: Side | None = None
    channel: str | None = None
    version: int | None = None
    amount: Decimal | None = None
    currency: str | None = None
    attempts: int | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """Whose timeline it is: `side` is None for an administrator, who sees everything.

    `providers` are the users of the owner and, where it is a team's, of those who serve it.
    """

    client_id: int
    providers: frozenset[int]
    side: Side | None

    def side_of(self, user_id: int | None) -> Side | None:
        if user_id is None:
            return None
        if user_id == self.client_id:
            return Side.CLIENT
        return Side.PROVIDER if user_id in self.providers else Side.HOUSE

    def shows(self, side: Side | None) -> bool:
        """What concerns one person alone is shown to that person and to administrators."""
        return self.side is None or side in {None, self.side}
