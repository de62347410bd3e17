"""SELECTs of reviews. Hidden ones are seen by administrators alone."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.bookings.models import Booking
from app.http.paging import Paging
from app.providers.models import Provider
from app.reviews.models import Review, ReviewReport

SORTS: dict[str, tuple[Any, ...]] = {
    "newest": (Review.created_at.desc(), Review.id.desc()),
    "oldest": (Review.created_at, Review.id),
    "highest": (Review.rating.desc(), Review.created_at.desc(), Review.id.desc()),
    "lowest": (Review.rating, Review.created_at.desc(), Review.id.desc()),
}


def page(session: Session, provider_id: int, paging: Paging, *, sort: str) -> Sequence[Any]:
    wanted = _shown().where(Review.provider_id == provider_id).order_by(*SORTS[sort])
    return session.execute(wanted.offset(paging.offset).limit(paging.size)).all()


def shown(session: Session, review_id: int) -> Any:
    """One review as anybody reads it, or None."""
    return session.execute(_shown().where(Review.id == review_id)).one_or_none()


def shown_of_booking(session: Session, booking_id: int, *, client_id: int) -> Any:
    """The review of a booking, for the one who wrote it, or None."""
    wanted = _shown().where(Review.booking_id == booking_id, Review.client_id == client_id)
    return session.execute(wanted).one_or_none()


def histogram(session: Session, provider_id: int) -> dict[str, int]:
    """How often each number of stars was given."""
    counted = (
        select(Review.rating, func.count().label("number"))
        .where(Review.provider_id == provider_id, Review.hidden_at.is_(None))
        .group_by(Review.rating)
    )
    given = {row.rating: row.number for row in session.execute(counted)}
    return {str(stars): given.get(stars, 0) for stars in range(1, 6)}


def locked(session: Session, review_id: int) -> Review | None:
    return session.scalar(select(Review).where(Review.id == review_id).with_for_update())


def booking(session: Session, booking_id: int, *, client_id: int) -> Booking | None:
    return session.scalar(select(Booking).where(Booking.id == booking_id, Booking.client_id == client_id))


def owns(session: Session, provider_id: int, user_id: int) -> bool:
    wanted = select(Provider.id).where(Provider.id == provider_id, Provider.user_id == user_id)
    return session.scalar(wanted) is not None


def reported(session: Session, paging: Paging) -> Sequence[Any]:
    """Reviews with open reports: how many, the reasons, and since when."""
    wanted = (
        select(
            Review.id,
            Review.provider_id,
            Review.rating,
            Review.comment,
            Review.hidden_at,
            Review.created_at,
            func.count().label("reports"),
            func.array_agg(ReviewReport.reason).label("reasons"),
            func.min(ReviewReport.created_at).label("reported_at"),
        )
        .join(ReviewReport, ReviewReport.review_id == Review.id)
        .where(ReviewReport.settled_at.is_(None))
        .group_by(Review.id)
        .order_by(func.min(ReviewReport.created_at), Review.id)
    )
    return session.execute(wanted.offset(paging.offset).limit(paging.size)).all()


def count_reported(session: Session) -> int:
    counted = select(func.count(ReviewReport.review_id.distinct())).where(ReviewReport.settled_at.is_(None))
    return session.scalar(counted) or 0


def _shown() -> Select[Any]:
    """With the client's first name, which a deleted account takes along."""
    name = case((User.deleted_at.is_(None), User.first_name)).label("client_name")
    return (
        select(
            Review.id,
            Review.rating,
            Review.comment,
            Review.reply,
            Review.replied_at,
            Review.created_at,
            Review.edited_at,
            name,
        )
        .join(User, User.id == Review.client_id)
        .where(Review.hidden_at.is_(None))
    )
