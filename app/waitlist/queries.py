"""Every SELECT of the waitlist: a client sees their wishes, a provider their queue."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.orm import Session, aliased

from app.availability.models import Occupancy
from app.bookings.models import Booking
from app.db.fast import Row
from app.http.paging import Page, Paging
from app.providers.models import Resource
from app.waitlist.models import Wish
from app.waitlist.rules import OPEN, WishStatus

_TURN = text("SELECT pg_advisory_xact_lock(411773, CAST(:provider_id AS int))")


def take_turns(session: Session, provider_id: int) -> None:
    """One at a time serves a provider's queue, so that nobody is passed over. Held until the end."""
    session.execute(_TURN, {"provider_id": provider_id % 2**31})


def waiting(session: Session, provider_id: int, *, now: datetime) -> Sequence[Wish]:
    """The queue, the longest waiting first, each held for a change."""
    theirs = (Wish.provider_id == provider_id, Wish.status == WishStatus.WAITING, Wish.expires_at > now)
    ordered = select(Wish).where(*theirs).order_by(Wish.queued_at, Wish.id)
    return session.scalars(ordered.with_for_update(skip_locked=True)).all()


def offered_before(session: Session, wish_ids: Sequence[int]) -> dict[int, list[datetime]]:
    """The starts that were offered for each of these wishes already."""
    found: dict[int, list[datetime]] = {}
    rows = select(Booking.wish_id, Booking.start_time).where(Booking.wish_id.in_(wish_ids))
    for wish_id, start in session.execute(rows):
        found.setdefault(int(wish_id or 0), []).append(start)
    return found


def of_client(session: Session, wish_id: int, client_id: int) -> Wish | None:
    """One's own wish."""
    mine = select(Wish).where(Wish.id == wish_id, Wish.client_id == client_id)
    return session.scalars(mine).one_or_none()


def locked(session: Session, wish_id: int) -> Wish | None:
    return session.scalars(select(Wish).where(Wish.id == wish_id).with_for_update()).one_or_none()


def open_of(session: Session, client_id: int, *, now: datetime) -> int:
    """How much somebody waits for. Counted under the lock of their row."""
    mine = (Wish.client_id == client_id, Wish.status.in_(OPEN), Wish.expires_at > now)
    return session.scalar(select(func.count()).select_from(Wish).where(*mine)) or 0


def offer_of(session: Session, wish_id: int) -> int | None:
    """The booking that is offered for a wish at this moment."""
    theirs = (Booking.wish_id == wish_id, Booking.status == "PENDING", Booking.step == "OFFERED")
    return session.scalar(select(Booking.id).where(*theirs))


def page_of_client(session: Session, client_id: int, paging: Paging) -> Page:
    return _page(session, paging, Wish.client_id == client_id)


def page_of_provider(session: Session, provider_id: int, paging: Paging) -> Page:
    return _page(session, paging, Wish.provider_id == provider_id)


def stirred(session: Session, *, now: datetime, late: datetime) -> Sequence[int]:
    """Providers for whom somebody waits, or of whose time something was set aside and forgotten."""
    queues = select(Wish.provider_id).where(Wish.status == WishStatus.WAITING, Wish.expires_at > now)
    forgotten = (
        select(Resource.provider_id)
        .join(Occupancy, Occupancy.resource_id == Resource.id)
        .where(Occupancy.kind == "waitlist", Occupancy.expires_at < late)
    )
    return session.scalars(queues.union(forgotten)).all()


def unsettled(session: Session) -> Sequence[int]:
    """Offers that came to an end which their wish never heard of: the latest of each."""
    offers = aliased(Booking)
    latest = select(func.max(offers.created_at)).where(offers.wish_id == Wish.id).scalar_subquery()
    ended = (Wish.status == WishStatus.OFFERED, Booking.step.is_distinct_from("OFFERED"))
    found = select(Booking.id).join(Wish, Wish.id == Booking.wish_id)
    return session.scalars(found.where(*ended, Booking.created_at == latest)).all()


def _page(session: Session, paging: Paging, whose: ColumnElement[bool]) -> Page:
    offer = (
        select(Booking.id)
        .where(Booking.wish_id == Wish.id, Booking.status == "PENDING", Booking.step == "OFFERED")
        .scalar_subquery()
    )
    total = session.scalar(select(func.count()).select_from(Wish).where(whose)) or 0
    wanted = select(Wish, offer).where(whose).order_by(Wish.created_at.desc(), Wish.id.desc())
    rows = session.execute(wanted.limit(paging.size).offset(paging.offset)).all()
    return Page([shown(wish, offered) for wish, offered in rows], total, paging)


def shown(wish: Wish, offer: int | None) -> Row:
    """A wish as the API shows it."""
    return {
        "id": wish.id,
        "provider_id": wish.provider_id,
        "client_id": wish.client_id,
        "offering_id": wish.offering_id,
        "booking_id": wish.booking_id,
        "first_date": wish.first_date,
        "last_date": wish.last_date,
        "weekdays": wish.weekdays,
        "opens": wish.opens_minute,
        "closes": wish.closes_minute,
        "timezone": wish.zone,
        "seats": wish.seats,
        "status": wish.status,
        "reason": wish.reason,
        "offer_id": offer,
        "expires_at": wish.expires_at,
        "created_at": wish.created_at,
    }
