"""From the history of bookings to messages: read on from where the last reading ended.

The history is written in the transaction of each change, so nothing is told that did not happen, and nothing
that happened is left out. Its numbers are given before their transactions commit, so a smaller one can appear
after a larger one. Therefore everything above `low` is looked at again each time, and `low` moves on to what
was the end of the history once every transaction that was open then has ended. No booking pays for any of it.
"""

from typing import Any

import orjson
import structlog
from sqlalchemy import RowMapping, text
from sqlalchemy.orm import Session

from app.kernel.ids import uuid7
from app.webhooks import payloads, queries, rules
from app.webhooks.metrics import MESSAGES
from app.webhooks.models import DeliveryStatus, EndpointStatus
from app.webhooks.service.owing import owe_try

AT_ONCE = 500

log = structlog.get_logger(__name__)

_CURSOR = text("SELECT low, next_low, next_xid FROM webhook_cursor WHERE id = 1 FOR UPDATE SKIP LOCKED")
_OPEN_SINCE = text("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
_END = text("""
SELECT (SELECT coalesce(max(id), 0) FROM booking_events) AS last,
  pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS xid
""")
_MOVE = text("UPDATE webhook_cursor SET low = :low, next_low = :next_low, next_xid = :next_xid WHERE id = 1")
_NEWS = text("""
SELECT ev.id AS event_id, ev.booking_id, ev.version, ev.kind, ev.status, ev.step, ev.at,
  coalesce(known.type, :changed) AS type, b.provider_id, b.offering_id, b.client_id, b.start_time, b.end_time,
  b.amount_minor, b.currency, b.version AS current_version, e.id AS endpoint_id, e.status AS endpoint_status
FROM booking_events ev
JOIN bookings b ON b.id = ev.booking_id
JOIN providers p ON p.id = b.provider_id
JOIN webhook_endpoints e ON e.user_id = p.user_id AND ev.at >= e.created_at
LEFT JOIN unnest(cast(:kinds AS text[]), cast(:types AS text[])) AS known(kind, type) ON known.kind = ev.kind
WHERE ev.id > :low AND (e.events = '{}' OR coalesce(known.type, :changed) = ANY(e.events))
  AND NOT EXISTS (SELECT FROM webhook_messages m JOIN webhook_deliveries d ON d.message_id = m.id
    WHERE m.event_id = ev.id AND d.endpoint_id = e.id)
ORDER BY ev.id, e.id LIMIT :limit
""")
_MESSAGE = text("""
INSERT INTO webhook_messages (id, event_id, booking_id, sequence, type, payload, occurred_at)
VALUES (:id, :event_id, :booking_id, :sequence, :type, cast(:payload AS jsonb), :at)
ON CONFLICT (event_id) DO UPDATE SET event_id = excluded.event_id RETURNING id
""")
_DELIVERY = text("""
INSERT INTO webhook_deliveries (message_id, endpoint_id, status)
VALUES (:message_id, :endpoint_id, :status) ON CONFLICT DO NOTHING RETURNING id
""")


def relay(session: Session) -> int:
    """Make messages of what has happened since. How many deliveries that were; 0 where another one reads."""
    cursor = session.execute(_CURSOR).first()
    if cursor is None:
        return 0
    ended: int = session.execute(_OPEN_SINCE).scalar_one()
    asked = queries.any_endpoint(session)
    news = session.execute(_NEWS, _asked(cursor.low)).mappings().all() if asked else []
    for row in news:
        _tell(session, row)
    if len(news) < AT_ONCE and ended >= cursor.next_xid:
        _move(session, cursor.low, cursor.next_low)
    if news:
        log.info("webhooks owed", deliveries=len(news))
    return len(news)


def _asked(low: int) -> dict[str, Any]:
    return {
        "low": low,
        "limit": AT_ONCE,
        "changed": rules.CHANGED,
        "kinds": list(rules.EVENTS),
        "types": list(rules.EVENTS.values()),
    }


def _move(session: Session, low: int, next_low: int) -> None:
    """Everything up to `next_low` has been seen: whoever could still have added to it has ended."""
    end = session.execute(_END).one()
    if next_low != low or end.last != next_low:
        session.execute(_MOVE, {"low": next_low, "next_low": end.last, "next_xid": end.xid})


def _tell(session: Session, row: RowMapping) -> None:
    message = {
        "id": f"msg_{uuid7().hex}",
        "event_id": row["event_id"],
        "booking_id": row["booking_id"],
        "sequence": row["version"],
        "type": row["type"],
        "payload": orjson.dumps(payloads.of_booking(row)).decode(),
        "at": row["at"],
    }
    message_id: str = session.execute(_MESSAGE, message).scalar_one()
    paused = row["endpoint_status"] == EndpointStatus.PAUSED
    values: dict[str, Any] = {
        "message_id": message_id,
        "endpoint_id": row["endpoint_id"],
        "status": DeliveryStatus.HELD if paused else DeliveryStatus.OWED,
    }
    delivery_id = session.execute(_DELIVERY, values).scalar_one_or_none()
    if delivery_id is not None and not paused:
        MESSAGES.labels(row["type"]).inc()
        owe_try(session, delivery_id, round_=0, attempt=1)
