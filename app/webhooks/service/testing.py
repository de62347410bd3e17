"""The test button."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.ids import uuid7
from app.webhooks import payloads, rules
from app.webhooks.models import Message, WebhookDelivery
from app.webhooks.service.endpoints import endpoint
from app.webhooks.service.log import Logged, delivery
from app.webhooks.service.owing import owe_try


def send_test(session: Session, user_id: int, endpoint_id: int, *, now: datetime) -> Logged:
    """Owe a message that means nothing. Raises NotFound."""
    endpoint(session, user_id, endpoint_id)
    message = Message(
        id=f"msg_{uuid7().hex}", type=rules.TEST, payload=payloads.of_test(endpoint_id), occurred_at=now
    )
    session.add(message)
    session.flush()
    told = WebhookDelivery(message_id=message.id, endpoint_id=endpoint_id)
    session.add(told)
    session.flush()
    owe_try(session, told.id, round_=0, attempt=1)
    return delivery(session, user_id, endpoint_id, told.id)
