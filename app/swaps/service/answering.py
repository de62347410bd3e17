"""Yes, no, or silence: the exchange happens in one transaction or not at all."""

from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from app.availability import shifting
from app.bookings import queries as bookings
from app.bookings.models import Booking
from app.bookings.rules import Status
from app.bookings.service import transitions
from app.bookings.service.change import follow
from app.kernel.errors import Forbidden, NotFound
from app.swaps import queries, rules
from app.swaps.errors import SwapEnded
from app.swaps.models import Swap
from app.swaps.rules import SwapStatus
from app.swaps.service.proposing import place

log = structlog.get_logger(__name__)


def accept(session: Session, swap_id: int, *, client_id: int, now: datetime) -> Swap:
    """Exchange the two times, if both bookings still stand as they did.

    Raises:
        NotFound.
        Forbidden: one cannot accept one's own proposal.
        SwapEnded: it was answered, it lapsed, or one of the bookings was moved or cancelled.
    """
    swap = queries.swap(session, swap_id, viewer=client_id)
    if swap is None:
        raise NotFound
    if swap.other_client_id != client_id:
        raise Forbidden("Only the one who was asked can accept.")
    mine, theirs = _both(session, swap)
    swap = _open(session, swap_id, now=now)
    unchanged = (mine.version, theirs.version) == (swap.booking_version, swap.other_version)
    if not unchanged or not (rules.firm(place(mine), now) and rules.firm(place(theirs), now)):
        raise SwapEnded
    _exchange(session, mine, theirs, actor_id=client_id)
    swap.status = SwapStatus.DONE
    swap.version += 1
    log.info("times exchanged", swap_id=swap.id)
    return swap


def decline(session: Session, swap_id: int, *, client_id: int) -> Swap:
    """Say no: both keep their times, and the one who asked hears of it. Twice is harmless.

    Raises:
        NotFound, Forbidden, SwapEnded.
    """
    swap = queries.locked(session, swap_id)
    if swap is None or client_id not in {swap.client_id, swap.other_client_id}:
        raise NotFound
    if swap.other_client_id != client_id:
        raise Forbidden("Only the one who was asked can decline.")
    if swap.status not in {SwapStatus.PROPOSED, SwapStatus.DECLINED}:
        raise SwapEnded
    if swap.status == SwapStatus.PROPOSED:
        _end(session, swap, SwapStatus.DECLINED)
    return swap


def lapse(session: Session, swap_id: int, *, now: datetime) -> None:
    """Nobody answered. Too early or answered meanwhile: nothing happens."""
    swap = queries.locked(session, swap_id)
    if swap is not None and swap.status == SwapStatus.PROPOSED and swap.expires_at <= now:
        _end(session, swap, SwapStatus.LAPSED)


def _both(session: Session, swap: Swap) -> tuple[Booking, Booking]:
    """Both bookings, locked in the order of their ids: two swaps at once never wait for each other."""
    found = {key: bookings.locked(session, key) for key in sorted((swap.booking_id, swap.other_booking_id))}
    mine, theirs = found[swap.booking_id], found[swap.other_booking_id]
    if mine is None or theirs is None:
        raise NotFound
    return mine, theirs


def _open(session: Session, swap_id: int, *, now: datetime) -> Swap:
    swap = queries.locked(session, swap_id)
    if swap is None or swap.status != SwapStatus.PROPOSED or swap.expires_at <= now:
        raise SwapEnded
    return swap


def _exchange(session: Session, mine: Booking, theirs: Booking, *, actor_id: int) -> None:
    """What the one held the other holds, buffers and all; prices and policies stay with their bookings."""
    shifting.exchange(session, mine.id, theirs.id)
    before = {booking.id: booking.start_time.isoformat() for booking in (mine, theirs)}
    for name in ("start_time", "end_time", "wall_start", "zone", "tz_version", "video_call_link"):
        value = getattr(mine, name)
        setattr(mine, name, getattr(theirs, name))
        setattr(theirs, name, value)
    for booking in (mine, theirs):
        transitions.advance(
            session,
            booking,
            Status.CONFIRMED,
            kind="swapped",
            actor_id=actor_id,
            **{"from": before[booking.id]},
        )
        follow(session, booking)


def _end(session: Session, swap: Swap, status: SwapStatus) -> None:
    swap.status = status
    swap.version += 1
    session.flush()
    booking = bookings.booking(session, swap.booking_id)
    if booking is not None:
        transitions.tell(session, booking, "swap_refused")
