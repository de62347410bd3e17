"""What may become of a booking in the demo world, told as the states that it really goes through. Pure."""

from dataclasses import dataclass
from enum import Enum

from app.bookings.rules import Status, Step
from app.payments.rules import PaymentStatus


class Fate(Enum):
    COMPLETED = "took place"
    MISSED = "the client did not come"
    CONFIRMED = "will take place"
    CANCELLED = "the client cancelled"
    WAITING = "waits for the provider's word"
    DECLINED = "the provider declined"
    UNPAID = "was not paid in time"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One line of a booking's history."""

    kind: str
    status: Status
    step: Step | None = None


REQUESTED = Chapter("requested", Status.REQUESTED)
HELD = Chapter("held", Status.PENDING, Step.HELD)
APPROVAL = Chapter("approval", Status.PENDING, Step.APPROVAL)
CONFIRMED = Chapter("confirmed", Status.CONFIRMED)

_ENDINGS: dict[Fate, tuple[Chapter, ...]] = {
    Fate.COMPLETED: (CONFIRMED, Chapter("completed", Status.COMPLETED)),
    Fate.MISSED: (CONFIRMED, Chapter("no_show", Status.NO_SHOW)),
    Fate.CONFIRMED: (CONFIRMED,),
    Fate.CANCELLED: (CONFIRMED, Chapter("cancelled", Status.CANCELLED)),
    Fate.WAITING: (),
    Fate.DECLINED: (Chapter("rejected", Status.REJECTED),),
    Fate.UNPAID: (Chapter("expired", Status.EXPIRED),),
}
_PAID: dict[Fate, PaymentStatus] = {
    Fate.WAITING: PaymentStatus.AUTHORIZED,
    Fate.DECLINED: PaymentStatus.VOIDED,
    Fate.UNPAID: PaymentStatus.VOIDED,
}
REASONS = {Fate.CANCELLED: "CANCELLED", Fate.DECLINED: "DECLINED", Fate.UNPAID: "NOT_PAID"}
OCCUPIES = frozenset({Fate.COMPLETED, Fate.MISSED, Fate.CONFIRMED, Fate.WAITING})
NEEDS_APPROVAL = frozenset({Fate.WAITING, Fate.DECLINED})

PAST = {Fate.COMPLETED: 112, Fate.MISSED: 6, Fate.CANCELLED: 12, Fate.DECLINED: 3, Fate.UNPAID: 3}
FUTURE = {Fate.CONFIRMED: 52, Fate.WAITING: 5, Fate.CANCELLED: 5, Fate.UNPAID: 2}


def fits(fate: Fate, *, due: bool, needs_approval: bool) -> bool:
    """Whether this can become of a booking of such an offering."""
    return (due or fate is not Fate.UNPAID) and (needs_approval or fate not in NEEDS_APPROVAL)


def history(fate: Fate, *, due: bool, needs_approval: bool) -> tuple[Chapter, ...]:
    """From the request to the end, or to now."""
    begun = (REQUESTED, *((HELD,) if due else ()))
    answered = needs_approval and fate is not Fate.UNPAID
    return (*begun, *((APPROVAL,) if answered else ()), *_ENDINGS[fate])


def payment_status(fate: Fate) -> PaymentStatus:
    """Where the payment stands, before anything is given back."""
    return _PAID.get(fate, PaymentStatus.CAPTURED)
