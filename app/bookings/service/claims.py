"""What a booking wants to keep, and how little may stand against it."""

from dataclasses import dataclass
from datetime import datetime

from app.availability import occupancy, seats
from app.availability.rules import OTHERS, Grid, Reason
from app.availability.schedule import Schedule
from app.bookings.models import Booking
from app.bookings.rules import Status

# Why a booking could not have its time, as its `reason` says.
Denial = str
TAKEN, NOT_OFFERED = "SLOT_TAKEN", "NOT_OFFERED"

# What a provider's rules say about a time; what was promised, or agreed to before, is not asked again.
RULES = frozenset(Reason) - OTHERS
# All but what cannot be: the provider's own word goes over their rules, and over their rest and limits.
OWN_WORD = RULES | {Reason.REST, Reason.LIMIT_REACHED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A booking, its start, for how many. A firm one has no date on which it expires.

    `tolerates`: what may stand against the start, and it is taken nevertheless.
    """

    booking_id: int
    start: datetime
    party: int
    firm: bool
    expires_at: datetime | None = None
    tolerates: frozenset[Reason] = frozenset()


def claim_of(booking: Booking, start: datetime, *, tolerates: frozenset[Reason] = frozenset()) -> Claim:
    """What a booking that has been decided on wants to keep at this start."""
    firm = booking.status == Status.CONFIRMED
    return Claim(booking_id=booking.id, start=start, party=booking.seats, firm=firm, tolerates=tolerates)


def waited(grid: Grid) -> frozenset[Reason]:
    """What the time in the queue may bring about, and is not the client's fault.

    What was early enough when it was asked for is early enough now, and what fitted beside a neighbour still
    does when that one has left.
    """
    return frozenset({Reason.TOO_SOON, Reason.OFF_GRID} if grid is Grid.FIT else {Reason.TOO_SOON})


def holder(schedule: Schedule, claim: Claim) -> occupancy.Holder:
    return occupancy.Holder(
        booking_id=claim.booking_id,
        offering_id=schedule.offering_id,
        starts_at=claim.start,
        kind="booking" if claim.firm else "hold",
        expires_at=claim.expires_at,
    )


def party(schedule: Schedule, claim: Claim) -> seats.Party:
    """What was sold once has its seats, also where the offering has fewer by now."""
    return seats.Party(
        booking_id=claim.booking_id,
        offering_id=schedule.offering_id,
        starts_at=claim.start,
        ends_at=claim.start + schedule.duration,
        party=claim.party,
        seats=max(schedule.seats, claim.party),
    )
