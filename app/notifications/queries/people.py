"""Who wants to be told what, and when."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.notifications.models import Preferences
from app.notifications.quiet import Quiet
from app.notifications.wishes import Wishes, wishes


def wishes_of(session: Session, user_id: int, *, zone: str | None = None) -> Wishes:
    """By the account's zone, where no other is named."""
    query = (
        select(Preferences, User.timezone)
        .join(User, User.id == Preferences.user_id)
        .where(Preferences.user_id == user_id)
    )
    row = session.execute(query).first()
    if row is None:
        return Wishes()
    kept, home = row
    return wishes(kept.muted, quiet_of(kept, zone or home))


def preferences(session: Session, user_id: int) -> Preferences | None:
    return session.get(Preferences, user_id)


def quiet_of(kept: Preferences | None, zone: str) -> Quiet | None:
    if kept is None or kept.quiet_from is None or kept.quiet_until is None:
        return None
    return Quiet(kept.quiet_from, kept.quiet_until, zone)
