"""The log of deliveries, as an endpoint's owner sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.http.paging import Page, Paging
from app.kernel.errors import NotFound
from app.webhooks import payloads, queries
from app.webhooks.models import DeliveryStatus, Message, WebhookAttempt, WebhookDelivery
from app.webhooks.service.endpoints import endpoint


@dataclass(frozen=True, slots=True)
class Logged:
    """A delivery with its message, and with its tries where one alone is looked at."""

    delivery: WebhookDelivery
    message: Message
    attempts: Sequence[WebhookAttempt] = ()

    @property
    def body(self) -> dict[str, Any]:
        return payloads.body(self.message.type, self.message.occurred_at, self.message.payload)


def deliveries(
    session: Session, user_id: int, endpoint_id: int, status: DeliveryStatus | None, paging: Paging
) -> Page:
    """The newest first. Raises NotFound."""
    endpoint(session, user_id, endpoint_id)
    page = queries.deliveries(session, endpoint_id, status, paging)
    return Page([Logged(delivery, message) for delivery, message in page.items], page.total, paging)


def delivery(session: Session, user_id: int, endpoint_id: int, delivery_id: int) -> Logged:
    """With all its tries. Raises NotFound."""
    endpoint(session, user_id, endpoint_id)
    found = queries.delivery(session, delivery_id, endpoint_id)
    if found is None:
        raise NotFound
    return Logged(found[0], found[1], queries.attempts(session, delivery_id))
