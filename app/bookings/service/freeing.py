"""Giving back a booking's time: to everybody, or first of all to those who wait for it.

Wishes stand above this feature: that there are some is asked by name alone.
"""

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.availability import aside
from app.bookings import queries
from app.bookings.models import Booking
from app.bookings.service.occupying import release
from app.db import ledger

_WAITING = text("""
    SELECT EXISTS (SELECT FROM wishes
                   WHERE provider_id = :provider_id AND status = 'WAITING' AND expires_at > now())
""")


def let_go(session: Session, booking: Booking) -> None:
    """The booking has ended: what it held is free, or goes on without a gap to those who wait.

    Seats of a group go back to everybody at once, and those who wait are offered what is left of them.
    """
    for provider_id in queries.whose_time(session, booking):
        if somebody_waits(session, provider_id):
            aside.set_aside(session, booking.id, provider_id)
            pass_on(session, provider_id)
    release(session, booking.id)


def somebody_waits(session: Session, provider_id: int) -> bool:
    return bool(session.scalar(_WAITING, {"provider_id": provider_id}))


def pass_on(session: Session, provider_id: int) -> None:
    """Have the queue served."""
    ledger.enqueue(session, "waitlist.offer", provider_id=provider_id)


def tell_wish(session: Session, booking: Booking) -> None:
    """An offer came to an end, whichever: the wish it was made for moves on."""
    if booking.wish_id is not None:
        ledger.enqueue(session, "waitlist.settle", booking_id=booking.id)
