"""A provider whose account is suspended is not found or booked; bookings made stand."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.providers import events
from app.providers.models import Provider


def take_down(session: Session, user_id: int) -> None:
    """Unpublish the profile. Who is reinstated publishes it again by themselves."""
    down = session.scalars(
        update(Provider)
        .where(Provider.user_id == user_id, Provider.published)
        .values(
            published=False,
            timetable_version=Provider.timetable_version + 1,
            version=Provider.version + 1,
        )
        .returning(Provider.id)
    )
    for provider_id in down.all():
        events.times_changed(session, provider_id)
