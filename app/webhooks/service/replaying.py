"""Telling something again: one message, or a range after an outage."""

from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from app.kernel.errors import Conflict
from app.webhooks import queries
from app.webhooks.models import DeliveryStatus
from app.webhooks.service.endpoints import endpoint
from app.webhooks.service.log import Logged, delivery
from app.webhooks.service.owing import owe_anew

AT_ONCE = 1000
_SETTLED = (DeliveryStatus.DELIVERED, DeliveryStatus.FAILED)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayRange:
    """What was owed from `since` until before `until`; of that all, or what failed alone."""

    since: datetime
    until: datetime
    failed_only: bool = True


def replay(session: Session, user_id: int, endpoint_id: int, delivery_id: int) -> Logged:
    """Tell it again, under the same id. Raises NotFound, Conflict: it is being told."""
    found = delivery(session, user_id, endpoint_id, delivery_id)
    if found.delivery.status not in _SETTLED:
        raise Conflict("It has not come to an end yet.")
    owe_anew(session, [delivery_id])
    session.expire_all()
    return delivery(session, user_id, endpoint_id, delivery_id)


def replay_range(session: Session, user_id: int, endpoint_id: int, command: ReplayRange) -> int:
    """Tell a range again, the oldest thousand at a time. How many. Raises NotFound."""
    endpoint(session, user_id, endpoint_id)
    statuses = (DeliveryStatus.FAILED,) if command.failed_only else _SETTLED
    found = queries.settled_between(
        session, endpoint_id, command.since, command.until, statuses, limit=AT_ONCE
    )
    count = owe_anew(session, found)
    log.info("webhooks replayed", endpoint_id=endpoint_id, count=count)
    return count
