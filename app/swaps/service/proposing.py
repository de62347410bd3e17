"""Asking another client, whose name nobody learns, to exchange times."""

from datetime import datetime

import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.bookings import queries as bookings
from app.bookings.errors import WrongState
from app.bookings.models import Booking
from app.bookings.service import transitions
from app.db import ledger
from app.kernel.errors import Forbidden, NotFound
from app.swaps import queries, rules
from app.swaps.errors import AlreadyProposed, NothingToSwap, SwapEnded
from app.swaps.models import Swap
from app.swaps.rules import Place, SwapStatus

log = structlog.get_logger(__name__)


def propose(session: Session, booking_id: int, wanted: datetime, *, client_id: int, now: datetime) -> Swap:
    """Propose to exchange my booking's time with the one who has the wanted time.

    Raises:
        NotFound, Forbidden.
        WrongState: mine is not firm, or its provider has the last word on each time.
        NothingToSwap, AlreadyProposed.
    """
    mine, _ = bookings.owned(session, booking_id, by=client_id)
    if mine.client_id != client_id:
        raise Forbidden("Only a client exchanges their time.")
    if not rules.firm(place(mine), now):
        raise WrongState("Only a confirmed booking ahead can be exchanged.")
    if queries.needs_approval(session, mine.offering_id):
        raise WrongState("The provider has the last word on each time: ask to move instead.")
    other = queries.counterpart(session, mine, wanted)
    if other is None or not (rules.firm(place(other), now) and rules.alike(place(mine), place(other))):
        raise NothingToSwap
    if not _served_alike(session, mine, other):
        raise NothingToSwap
    return _write(session, mine, other, now=now)


def _served_alike(session: Session, mine: Booking, other: Booking) -> bool:
    """Nothing but the time is exchanged: of a team's both are served by the same people."""
    if not (mine.joint or other.joint):
        return True
    return bookings.hosts_of(session, mine.id) == bookings.hosts_of(session, other.id)


def withdraw(session: Session, swap_id: int, *, client_id: int) -> None:
    """Take a proposal back. Twice is harmless.

    Raises:
        NotFound.
        SwapEnded: it was answered meanwhile.
    """
    swap = queries.locked(session, swap_id)
    if swap is None or swap.client_id != client_id:
        raise NotFound
    if swap.status == SwapStatus.WITHDRAWN:
        return
    if swap.status != SwapStatus.PROPOSED:
        raise SwapEnded
    swap.status = SwapStatus.WITHDRAWN
    swap.version += 1


def place(booking: Booking) -> Place:
    return Place(
        client_id=booking.client_id,
        offering_id=booking.offering_id,
        status=booking.status,
        attention=booking.attention,
        version=booking.version,
        start=booking.start_time,
        end=booking.end_time,
    )


def _write(session: Session, mine: Booking, other: Booking, *, now: datetime) -> Swap:
    swap = Swap(
        booking_id=mine.id,
        other_booking_id=other.id,
        client_id=mine.client_id,
        other_client_id=other.client_id,
        booking_version=mine.version,
        other_version=other.version,
        start_time=mine.start_time,
        other_start_time=other.start_time,
        expires_at=rules.deadline(now, mine.start_time, other.start_time),
    )
    session.add(swap)
    try:
        session.flush()
    except IntegrityError as error:
        raise AlreadyProposed from error
    session.refresh(swap)
    transitions.tell(session, other, "swap_proposed")
    ledger.enqueue(session, "swaps.lapse", run_at=swap.expires_at, swap_id=swap.id)
    log.info("swap proposed", swap_id=swap.id, booking_id=mine.id)
    return swap
