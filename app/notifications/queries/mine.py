"""What a person was told."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.http.paging import Page, Paging
from app.notifications.kinds import Channel
from app.notifications.models import Delivery, DeliveryStatus

# What was dropped never reached its reader, who so has not missed it.
_TOLD = Delivery.status != DeliveryStatus.DROPPED
# A text and a notification repeat what the mail says.
_MESSAGES = Delivery.channel.in_((Channel.EMAIL, Channel.IN_APP))


def mine(session: Session, user_id: int, paging: Paging, *, unread_alone: bool = False) -> Page:
    """Newest first."""
    wanted = [Delivery.user_id == user_id, _MESSAGES]
    if unread_alone:
        wanted += [Delivery.read_at.is_(None), _TOLD]
    total = session.scalar(select(func.count()).select_from(Delivery).where(*wanted)) or 0
    query = select(Delivery).where(*wanted).order_by(Delivery.created_at.desc(), Delivery.id.desc())
    return Page(session.scalars(query.limit(paging.size).offset(paging.offset)).all(), total, paging)


def unread(session: Session, user_id: int) -> int:
    wanted = (Delivery.user_id == user_id, Delivery.read_at.is_(None), _TOLD, _MESSAGES)
    return session.scalar(select(func.count()).select_from(Delivery).where(*wanted)) or 0
