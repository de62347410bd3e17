"""That a person has seen a message."""

from datetime import datetime

from sqlalchemy import func, update
from sqlalchemy.orm import Session

from app.kernel.errors import NotFound
from app.notifications.models import Delivery


def mark_read(session: Session, user_id: int, delivery_id: int, *, now: datetime) -> None:
    """The first time counts. Raises NotFound where there is none, or it is somebody else's."""
    mine = (Delivery.id == delivery_id, Delivery.user_id == user_id)
    seen = update(Delivery).where(*mine).values(read_at=func.coalesce(Delivery.read_at, now))
    if session.scalar(seen.returning(Delivery.id)) is None:
        raise NotFound


def mark_all_read(session: Session, user_id: int, *, now: datetime) -> None:
    unread = (Delivery.user_id == user_id, Delivery.read_at.is_(None))
    session.execute(update(Delivery).where(*unread).values(read_at=now))
