"""Who books with a provider: one row a client, with what there was and what is to come."""

from datetime import datetime
from typing import Any

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.rules import public_name
from app.bookings.models import Booking
from app.bookings.rules import Status
from app.http.paging import Page, Paging
from app.kernel.errors import NotFound
from app.providers import queries as providers

# What came to nothing before it was firm makes nobody a client.
_PROMISED = (Status.PENDING, Status.CONFIRMED, Status.COMPLETED, Status.NO_SHOW, Status.CANCELLED)


def clients(
    session: Session, provider_id: int, paging: Paging, *, owner: int, words: str | None, now: datetime
) -> Page:
    """The owner's clients, those seen last first.

    Raises:
        NotFound: it is somebody else's profile.
    """
    if providers.owned(session, provider_id, owner=owner) is None:
        raise NotFound
    grouped = _grouped(provider_id, now)
    if words:
        grouped = grouped.where(_named(words))
    total = session.scalar(select(func.count()).select_from(grouped.subquery())) or 0
    ordered = grouped.order_by(func.max(Booking.start_time).desc(), User.id)
    rows = session.execute(ordered.offset(paging.offset).limit(paging.size)).all()
    return Page([_shown(row) for row in rows], total, paging)


def _grouped(provider_id: int, now: datetime) -> Any:
    ahead = Booking.status.in_((Status.PENDING, Status.CONFIRMED)) & (Booking.start_time > now)
    return (
        select(
            User.id,
            User.role,
            User.first_name,
            User.last_name,
            User.deleted_at,
            func.count().label("bookings"),
            func.count().filter(Booking.status == Status.COMPLETED).label("completed"),
            func.count().filter(Booking.status == Status.CANCELLED).label("cancelled"),
            func.count().filter(Booking.status == Status.NO_SHOW).label("no_shows"),
            func.max(case((Booking.start_time <= now, Booking.start_time))).label("last_at"),
            func.min(case((ahead, Booking.start_time))).label("next_at"),
        )
        .join(Booking, Booking.client_id == User.id)
        .where(Booking.provider_id == provider_id, Booking.status.in_(_PROMISED))
        .group_by(User.id)
    )


def _named(words: str) -> Any:
    pattern = "".join(f"\\{letter}" if letter in "%_\\" else letter for letter in words) + "%"
    return or_(User.first_name.ilike(pattern), User.last_name.ilike(pattern)) & User.deleted_at.is_(None)


def _shown(row: Any) -> dict[str, Any]:
    name = None if row.deleted_at else public_name(row.role, row.first_name, row.last_name)
    figures = row._asdict()
    return {**figures, "client_id": row.id, "name": name}
