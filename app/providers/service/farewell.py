"""A provider whose account is deleted is no longer found, shown or booked."""

from sqlalchemy import func, update
from sqlalchemy.orm import Session

from app.providers import events, queries
from app.providers.models import Provider


def leave_the_market(session: Session, user_id: int) -> None:
    """Take the profile of a deleted account down. The version rises, so that nobody books by memory."""
    gone = session.scalars(
        update(Provider)
        .where(Provider.user_id == user_id, Provider.deleted_at.is_(None))
        .values(
            deleted_at=func.now(),
            published=False,
            timetable_version=Provider.timetable_version + 1,
            version=Provider.version + 1,
        )
        .returning(Provider.id)
    )
    left = gone.all()
    for provider_id in [*left, *queries.owners_served(session, left)]:
        events.times_changed(session, provider_id)
