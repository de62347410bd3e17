"""What people did to our events and what became of it; their feeds; a provider's rules."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.availability.models import Resource
from app.bookings.models import Booking
from app.calendars.models import Feed, Rules, Wish
from app.calendars.rules.words import WishState
from app.http.paging import Paging
from app.providers.models import Provider


def mine(session: Session, user_id: int, paging: Paging) -> Sequence[Wish]:
    """The latest first."""
    wanted = select(Wish).where(Wish.user_id == user_id).order_by(Wish.id.desc())
    return session.scalars(wanted.offset(paging.offset).limit(paging.size)).all()


def count_mine(session: Session, user_id: int) -> int:
    return session.scalar(select(func.count()).select_from(Wish).where(Wish.user_id == user_id)) or 0


def owned(session: Session, wish_id: int, *, owner: int) -> Wish | None:
    return session.scalar(select(Wish).where(Wish.id == wish_id, Wish.user_id == owner))


def open_one(session: Session, booking_id: int, calendar_id: int) -> Wish | None:
    wanted = select(Wish).where(
        Wish.booking_id == booking_id, Wish.calendar_id == calendar_id, Wish.state == WishState.OPEN
    )
    return session.scalar(wanted)


def rules_of_booking(session: Session, booking_id: int) -> Rules | None:
    """Those of the booking's provider."""
    wanted = select(Rules).join(Booking, Booking.provider_id == Rules.provider_id)
    return session.scalar(wanted.where(Booking.id == booking_id))


def rules_of(session: Session, provider_id: int) -> Rules | None:
    return session.get(Rules, provider_id)


def resource_of(session: Session, user_id: int) -> tuple[int, int, str] | None:
    """The provider that this person is: its id, the resource of its time, its zone. None: a client."""
    wanted = (
        select(Provider.id, Resource.id, Provider.timezone)
        .join(Resource, Resource.provider_id == Provider.id)
        .where(Provider.user_id == user_id, Provider.deleted_at.is_(None), Resource.kind == "time")
    )
    row = session.execute(wanted).one_or_none()
    return None if row is None else (row[0], row[1], row[2])


def feeds(session: Session, user_id: int) -> Sequence[Feed]:
    return session.scalars(select(Feed).where(Feed.user_id == user_id).order_by(Feed.id)).all()


def feed(session: Session, feed_id: int, *, owner: int) -> Feed | None:
    return session.scalar(select(Feed).where(Feed.id == feed_id, Feed.user_id == owner))


def feed_by(session: Session, token_hash: bytes) -> Feed | None:
    return session.scalar(select(Feed).where(Feed.token_hash == token_hash))


def note_feed_read(session: Session, feed_id: int, now: datetime) -> None:
    session.execute(update(Feed).where(Feed.id == feed_id).values(read_at=now))
