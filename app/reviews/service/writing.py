"""Saying something of an appointment that took place, once each; and answering it."""

from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.bookings.errors import WrongState
from app.bookings.rules import Status
from app.kernel.errors import Conflict, NotFound
from app.reviews import queries, rules
from app.reviews.models import Review
from app.reviews.service.figures import recount

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    rating: int
    comment: str


def write_review(session: Session, booking_id: int, opinion: Opinion, *, client_id: int) -> int:
    """Write it down; the id.

    Raises:
        NotFound: it is somebody else's booking.
        WrongState: it has not taken place.
        Conflict: it was reviewed already.
    """
    booking = queries.booking(session, booking_id, client_id=client_id)
    if booking is None:
        raise NotFound
    if booking.status != Status.COMPLETED:
        raise WrongState("Only an appointment that took place can be reviewed.")
    written = insert(Review).values(
        booking_id=booking_id,
        provider_id=booking.provider_id,
        client_id=client_id,
        rating=opinion.rating,
        comment=opinion.comment,
        created_by=client_id,
    )
    review_id: int | None = session.scalar(written.on_conflict_do_nothing().returning(Review.id))
    if review_id is None:
        raise Conflict("You have reviewed this appointment already.")
    recount(session, [booking.provider_id])
    log.info("review written", review_id=review_id, booking_id=booking_id)
    return review_id


def change_review(
    session: Session, review_id: int, opinion: Opinion, *, client_id: int, now: datetime
) -> None:
    """Say it otherwise. What was answered to it stays; a hidden one stays hidden."""
    review = queries.locked(session, review_id)
    if review is None or review.client_id != client_id:
        raise NotFound
    rules.may_edit(review.created_at, now=now)
    review.rating, review.comment, review.edited_at = opinion.rating, opinion.comment, now
    session.flush()
    recount(session, [review.provider_id])
    log.info("review changed", review_id=review_id)


def reply(
    session: Session, review_id: int, words: str | None, *, provider_user_id: int, now: datetime
) -> None:
    """The provider's answer, or none any more."""
    review = queries.locked(session, review_id)
    if review is None or not queries.owns(session, review.provider_id, provider_user_id):
        raise NotFound
    review.reply, review.replied_at = words, None if words is None else now
    log.info("review answered", review_id=review_id)
