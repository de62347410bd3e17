"""Owing a try to deliver."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.db import ledger
from app.webhooks import queries
from app.webhooks.models import DeliveryStatus, WebhookDelivery


def owe_try(
    session: Session, delivery_id: int, *, round_: int, attempt: int, run_at: datetime | None = None
) -> None:
    """The dedupe key makes a second order of one try harmless."""
    ledger.enqueue(
        session,
        "webhooks.deliver",
        run_at=run_at,
        dedupe_key=f"webhook:{delivery_id}:{round_}:{attempt}",
        delivery_id=delivery_id,
        round=round_,
        attempt=attempt,
    )


def owe_anew(session: Session, delivery_ids: Sequence[int]) -> int:
    """All tries again for these, from now on. How many that were."""
    anew = (
        update(WebhookDelivery)
        .where(WebhookDelivery.id.in_(delivery_ids))
        .values(
            status=DeliveryStatus.OWED,
            round=WebhookDelivery.round + 1,
            attempts=0,
            next_at=None,
            delivered_at=None,
        )
        .returning(WebhookDelivery.id, WebhookDelivery.round)
    )
    owed = session.execute(anew).all() if delivery_ids else []
    for delivery_id, round_ in sorted(owed):
        owe_try(session, delivery_id, round_=round_, attempt=1)
    return len(owed)


def owe_held(session: Session, endpoint_id: int) -> int:
    """What was held while an endpoint was paused."""
    return owe_anew(session, queries.held(session, endpoint_id))
