"""What became of a message that was handed over."""

from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.notifications.models import Delivery, DeliveryStatus
from app.ports.mail import Receipt

log = structlog.get_logger(__name__)


def mark_sent(session: Session, delivery_id: int, receipt: Receipt, *, now: datetime) -> None:
    sent = {"sent_at": now, "reference": receipt.reference, "last_error": None}
    if _settle(session, delivery_id, DeliveryStatus.SENT, sent):
        log.info("message sent", delivery_id=delivery_id)


def mark_refused(session: Session, delivery_id: int, reason: str) -> None:
    """The address or the letter will never be accepted: nobody tries again."""
    if _settle(session, delivery_id, DeliveryStatus.REFUSED, {"last_error": reason}):
        log.warning("message refused", delivery_id=delivery_id, why=reason)


def _settle(session: Session, delivery_id: int, status: DeliveryStatus, values: dict[str, Any]) -> bool:
    """Whether it was still owed."""
    still_owed = (Delivery.id == delivery_id, Delivery.status == DeliveryStatus.OWED)
    change = update(Delivery).where(*still_owed).values(status=status, **values).returning(Delivery.id)
    return session.scalar(change) is not None
