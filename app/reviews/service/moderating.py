"""Reports of reviews, and what administrators decide on them."""

from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.db import trail
from app.http.paging import Page, Paging
from app.kernel.errors import Conflict, NotFound
from app.reviews import queries
from app.reviews.models import ReviewReport
from app.reviews.service.figures import recount

log = structlog.get_logger(__name__)


def seen(session: Session, review_id: int) -> Any:
    """One review as anybody reads it."""
    shown = queries.shown(session, review_id)
    if shown is None:
        raise NotFound
    return shown


def mine(session: Session, booking_id: int, *, client_id: int) -> Any:
    """What a client said of one of their own appointments."""
    shown = queries.shown_of_booking(session, booking_id, client_id=client_id)
    if shown is None:
        raise NotFound
    return shown


def report(session: Session, review_id: int, reason: str, *, reporter_id: int) -> None:
    """Once each: a second report of the same person says nothing new."""
    seen(session, review_id)
    made = insert(ReviewReport).values(review_id=review_id, reporter_id=reporter_id, reason=reason)
    if session.scalar(made.on_conflict_do_nothing().returning(ReviewReport.id)) is None:
        raise Conflict("You have reported this review already.")
    log.info("review reported", review_id=review_id)


def queue(session: Session, paging: Paging) -> Page:
    """Reviews with reports nobody has decided on, the longest waiting first."""
    return Page(queries.reported(session, paging), queries.count_reported(session), paging)


def decide(session: Session, review_id: int, *, hide: bool, now: datetime) -> None:
    """Hide a review, or let it stand; either settles its reports. Hidden ones do not count."""
    review = queries.locked(session, review_id)
    if review is None:
        raise NotFound
    review.hidden_at = now if hide else None
    session.flush()
    session.execute(
        update(ReviewReport)
        .where(ReviewReport.review_id == review_id, ReviewReport.settled_at.is_(None))
        .values(settled_at=now)
    )
    recount(session, [review.provider_id])
    trail.record(session, "review.hidden" if hide else "review.kept", "review", review_id)
    log.info("review hidden" if hide else "review kept", review_id=review_id)
