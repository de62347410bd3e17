"""A provider whose program listens, and what a worker does for it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select, update

from app.bookings.models import BookingEvent
from app.db.ledger.models import TaskRow
from app.db.session import reading, transaction
from app.webhooks import service
from app.webhooks.models import Endpoint, Message, WebhookAttempt, WebhookDelivery
from app.webhooks.service import AddEndpoint, Posted, Shown
from tests.factories.bookings_rows import Booked


def listens(user_id: int, *, events: Sequence[str] = (), url: str | None = None) -> Shown:
    address = url or f"https://hooks.example.com/{uuid4().hex}"
    with transaction() as session:
        shown = service.add_endpoint(session, user_id, AddEndpoint(url=address, events=events))
        session.expunge_all()
        return shown


def happens(booked: Booked, kind: str, *, status: str = "CONFIRMED", version: int = 2, **more: Any) -> int:
    """A line in the history of a booking, a moment from now: later than the endpoint came."""
    with transaction() as session:
        event = BookingEvent(
            booking_id=booked.booking, kind=kind, status=status, version=version, at=datetime.now(UTC), **more
        )
        session.add(event)
        session.flush()
        return event.id


def relayed() -> int:
    with transaction() as session:
        return service.relay(session)


def told(endpoint_id: int) -> list[tuple[WebhookDelivery, Message]]:
    """In order."""
    with reading() as session:
        query = (
            select(WebhookDelivery, Message)
            .join(Message, Message.id == WebhookDelivery.message_id)
            .where(WebhookDelivery.endpoint_id == endpoint_id)
            .order_by(WebhookDelivery.id)
        )
        return [(delivery, message) for delivery, message in session.execute(query)]


def endpoint_of(endpoint_id: int) -> Endpoint:
    with reading() as session:
        return session.get_one(Endpoint, endpoint_id)


def changes(endpoint_id: int, **values: Any) -> None:
    with transaction() as session:
        session.execute(update(Endpoint).where(Endpoint.id == endpoint_id).values(**values))


def attempts(delivery_id: int) -> Sequence[WebhookAttempt]:
    with reading() as session:
        query = select(WebhookAttempt).where(WebhookAttempt.delivery_id == delivery_id)
        return session.scalars(query.order_by(WebhookAttempt.id)).all()


def owed_tries(delivery_id: int) -> list[tuple[int, int, datetime]]:
    """Round, number and time of every try that was ever owed."""
    with reading() as session:
        rows = session.scalars(
            select(TaskRow)
            .where(
                TaskRow.actor == "webhooks.deliver", TaskRow.args["delivery_id"].as_integer() == delivery_id
            )
            .order_by(TaskRow.id)
        )
        return [(row.args["round"], row.args["attempt"], row.run_at) for row in rows]


def tried(delivery: WebhookDelivery, *, ahead: timedelta = timedelta()) -> Posted | None:
    """The next try, as the actor makes it."""
    now = datetime.now(UTC) + ahead
    with reading() as session:
        delivery = session.get_one(WebhookDelivery, delivery.id)
    attempt = delivery.attempts + 1
    with transaction() as session:
        parcel = service.due(session, delivery.id, round_=delivery.round, attempt=attempt, now=now)
    if parcel is None:
        return None
    posted = service.post(parcel)
    with transaction() as session:
        service.record(session, delivery.id, posted, round_=delivery.round, attempt=attempt, now=now)
    return posted
