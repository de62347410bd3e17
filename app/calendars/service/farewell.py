"""Who goes leaves no calendar connected, and no address that still opens."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.calendars.models import Feed
from app.calendars.service import disconnecting


def leave_calendars(session: Session, user_id: int) -> None:
    """Disconnect a deleted account's calendars and drop its feeds."""
    disconnecting.leave_all(session, user_id)
    session.execute(delete(Feed).where(Feed.user_id == user_id))
