"""One try to deliver: what is owed, the request, and what came back."""

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

import orjson
import structlog
from sqlalchemy.orm import Session

from app.db import ledger
from app.kernel.errors import OutsideError
from app.ports import ports
from app.ports.web import Ask
from app.webhooks import payloads, queries, rules, sealed
from app.webhooks.metrics import ATTEMPTS, PAUSED
from app.webhooks.models import DeliveryStatus, Endpoint, EndpointStatus, WebhookAttempt, WebhookDelivery
from app.webhooks.service.owing import owe_try

log = structlog.get_logger(__name__)

_ANSWER = 1000  # bytes; nobody reads more


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A signed request."""

    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What came of a request: the status of its answer, or why there was none."""

    answer: int | None = None
    error: str | None = None
    seconds: float = 0.0
    wish: timedelta | None = None

    @property
    def taken(self) -> bool:
        return self.answer is not None and HTTPStatus.OK <= self.answer < HTTPStatus.MULTIPLE_CHOICES


def due(session: Session, delivery_id: int, *, round_: int, attempt: int, now: datetime) -> Parcel | None:
    """The request of this try. None: it was made, or its endpoint is to be left alone for now."""
    found = queries.owed(session, delivery_id, round_, attempt)
    if found is None:
        return None
    delivery, message, endpoint = found
    if endpoint.status == EndpointStatus.PAUSED:
        delivery.status = DeliveryStatus.HELD
        return None
    body = orjson.dumps(payloads.body(message.type, message.occurred_at, message.payload))
    sent = int(now.timestamp())
    headers = {
        "Content-Type": "application/json",
        "webhook-id": message.id,
        "webhook-timestamp": str(sent),
        "webhook-signature": rules.signatures(sealed.live(endpoint, now=now), message.id, sent, body),
    }
    return Parcel(url=endpoint.url, headers=headers, body=body)


def breather(session: Session, delivery_id: int, *, now: datetime) -> datetime | None:
    """When to ask an endpoint again that has just failed for something else. None: now.

    So one that hangs holds one worker's thread at a time, and not all of them.
    """
    delivery = session.get(WebhookDelivery, delivery_id)
    endpoint = session.get(Endpoint, delivery.endpoint_id) if delivery is not None else None
    if endpoint is None or endpoint.failed_at is None or now - endpoint.failed_at >= rules.BREATHER:
        return None
    return endpoint.failed_at + rules.BREATHER * (1 + random.random())  # noqa: S311 - jitter, no secret


def post(parcel: Parcel) -> Posted:
    """Send it. Never raises for what the other side does; no transaction is open meanwhile."""
    began = time.monotonic()
    ask = Ask(url=parcel.url, method="POST", headers=parcel.headers, body=parcel.body, most=_ANSWER)
    try:
        answer = ports().web.ask(ask)
    except OutsideError as error:
        return Posted(error=str(error), seconds=time.monotonic() - began)
    wish = answer.headers.get("retry-after", "")
    return Posted(
        answer=answer.status,
        seconds=time.monotonic() - began,
        wish=timedelta(seconds=int(wish)) if wish.isdecimal() and len(wish) < 8 else None,  # noqa: PLR2004 - a year
    )


def record(
    session: Session, delivery_id: int, posted: Posted, *, round_: int, attempt: int, now: datetime
) -> None:
    """Note a try, and owe the next one if it failed."""
    found = queries.owed(session, delivery_id, round_, attempt)
    if found is None:
        return
    delivery, _, endpoint = found
    session.add(
        WebhookAttempt(
            delivery_id=delivery_id, at=now, answer=posted.answer, error=posted.error, seconds=posted.seconds
        )
    )
    delivery.attempts = attempt
    ATTEMPTS.labels("delivered" if posted.taken else "failed").inc()
    if posted.taken:
        delivery.status, delivery.delivered_at, delivery.next_at = DeliveryStatus.DELIVERED, now, None
        endpoint.failing_since = endpoint.failed_at = None
    else:
        _failed(session, delivery, endpoint, posted, now)


def _failed(
    session: Session, delivery: WebhookDelivery, endpoint: Endpoint, posted: Posted, now: datetime
) -> None:
    endpoint.failed_at = now
    endpoint.failing_since = endpoint.failing_since or now
    wait = rules.pause(delivery.attempts, chance=random.random(), wish=posted.wish)  # noqa: S311 - jitter
    if wait is None:
        delivery.status, delivery.next_at = DeliveryStatus.FAILED, None
    else:
        delivery.next_at = now + wait
        owe_try(
            session,
            delivery.id,
            round_=delivery.round,
            attempt=delivery.attempts + 1,
            run_at=delivery.next_at,
        )
    if posted.answer == HTTPStatus.GONE:
        _pause(session, endpoint, "it answered 410 Gone")
    elif rules.is_given_up(endpoint.failing_since, now):
        _pause(session, endpoint, "it took nothing for three days")


def _pause(session: Session, endpoint: Endpoint, why: str) -> None:
    """Tell it nothing more, and tell its owner."""
    if endpoint.status == EndpointStatus.PAUSED:
        return
    endpoint.status, endpoint.paused_why = EndpointStatus.PAUSED, why
    ledger.enqueue(session, "notifications.tell", kind="webhook_paused", user_id=endpoint.user_id)
    PAUSED.inc()
    log.warning("webhook endpoint paused", endpoint_id=endpoint.id, why=why)
