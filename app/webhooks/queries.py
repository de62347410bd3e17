"""Every SELECT of webhooks, scoped by who owns the endpoint."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, exists, func, select
from sqlalchemy.orm import Session

from app.http.paging import Page, Paging
from app.webhooks.models import DeliveryStatus, Endpoint, Message, WebhookAttempt, WebhookDelivery


def endpoints(session: Session, user_id: int) -> Sequence[Endpoint]:
    return session.scalars(select(Endpoint).where(Endpoint.user_id == user_id).order_by(Endpoint.id)).all()


def endpoint(session: Session, endpoint_id: int, *, user_id: int) -> Endpoint | None:
    mine = (Endpoint.id == endpoint_id, Endpoint.user_id == user_id)
    return session.scalars(select(Endpoint).where(*mine)).first()


def locked_endpoint(session: Session, endpoint_id: int, *, user_id: int) -> Endpoint | None:
    mine = (Endpoint.id == endpoint_id, Endpoint.user_id == user_id)
    return session.scalars(select(Endpoint).where(*mine).with_for_update()).first()


def count_endpoints(session: Session, user_id: int) -> int:
    return session.scalar(select(func.count()).where(Endpoint.user_id == user_id)) or 0


def any_endpoint(session: Session) -> bool:
    return bool(session.scalar(select(exists().where(Endpoint.id.is_not(None)))))


def deliveries(session: Session, endpoint_id: int, status: DeliveryStatus | None, paging: Paging) -> Page:
    """The newest first, each with its message."""
    wanted = [WebhookDelivery.endpoint_id == endpoint_id]
    if status is not None:
        wanted.append(WebhookDelivery.status == status)
    total = session.scalar(select(func.count()).select_from(WebhookDelivery).where(*wanted)) or 0
    query = (
        select(WebhookDelivery, Message)
        .join(Message, Message.id == WebhookDelivery.message_id)
        .where(*wanted)
        .order_by(WebhookDelivery.id.desc())
        .limit(paging.size)
        .offset(paging.offset)
    )
    return Page(session.execute(query).all(), total, paging)


def delivery(session: Session, delivery_id: int, endpoint_id: int) -> Row[WebhookDelivery, Message] | None:
    query = (
        select(WebhookDelivery, Message)
        .join(Message, Message.id == WebhookDelivery.message_id)
        .where(WebhookDelivery.id == delivery_id, WebhookDelivery.endpoint_id == endpoint_id)
    )
    return session.execute(query).first()


def attempts(session: Session, delivery_id: int) -> Sequence[WebhookAttempt]:
    """The latest hundred, in order."""
    latest = select(WebhookAttempt).where(WebhookAttempt.delivery_id == delivery_id)
    rows = session.scalars(latest.order_by(WebhookAttempt.id.desc()).limit(100)).all()
    return rows[::-1]


def settled_between(
    session: Session,
    endpoint_id: int,
    since: datetime,
    until: datetime,
    statuses: Sequence[DeliveryStatus],
    *,
    limit: int,
) -> Sequence[int]:
    """The deliveries of a range that have come to an end, the oldest first."""
    query = (
        select(WebhookDelivery.id)
        .where(
            WebhookDelivery.endpoint_id == endpoint_id,
            WebhookDelivery.created_at >= since,
            WebhookDelivery.created_at < until,
            WebhookDelivery.status.in_(statuses),
        )
        .order_by(WebhookDelivery.id)
        .limit(limit)
    )
    return session.scalars(query).all()


def held(session: Session, endpoint_id: int) -> Sequence[int]:
    query = select(WebhookDelivery.id).where(
        WebhookDelivery.endpoint_id == endpoint_id, WebhookDelivery.status == DeliveryStatus.HELD
    )
    return session.scalars(query.order_by(WebhookDelivery.id)).all()


def owed(
    session: Session, delivery_id: int, round_: int, attempt: int
) -> Row[WebhookDelivery, Message, Endpoint] | None:
    """A delivery that still waits for exactly this try."""
    query = (
        select(WebhookDelivery, Message, Endpoint)
        .join(Message, Message.id == WebhookDelivery.message_id)
        .join(Endpoint, Endpoint.id == WebhookDelivery.endpoint_id)
        .where(
            WebhookDelivery.id == delivery_id,
            WebhookDelivery.round == round_,
            WebhookDelivery.attempts == attempt - 1,
            WebhookDelivery.status == DeliveryStatus.OWED,
        )
    )
    return session.execute(query).first()


def of_booking(session: Session, booking_id: int, *, limit: int) -> Sequence[Row[WebhookDelivery, Message]]:
    query = (
        select(WebhookDelivery, Message)
        .join(Message, Message.id == WebhookDelivery.message_id)
        .where(Message.booking_id == booking_id)
        .order_by(WebhookDelivery.id)
        .limit(limit)
    )
    return session.execute(query).all()
