"""Taking a profile off the market and putting it up again, for those who decide that from above."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.providers import events
from app.providers.models import Provider


def take_down(session: Session, provider_id: int) -> None:
    """Show it no longer. The version rises, so that nobody books by memory; what is booked stands."""
    _publish(session, provider_id, shown=False)


def put_up(session: Session, provider_id: int) -> None:
    _publish(session, provider_id, shown=True)


def _publish(session: Session, provider_id: int, *, shown: bool) -> None:
    alive = Provider.id == provider_id, Provider.deleted_at.is_(None)
    versions = {
        "timetable_version": Provider.timetable_version + 1,
        "version": Provider.version + 1,
    }
    session.execute(update(Provider).where(*alive).values(published=shown, **versions))
    events.looks_changed(session, provider_id)
    events.times_changed(session, provider_id)
