"""The SELECTs of a timeline. Each row becomes an entry that says nothing private."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bookings.models import BookingEvent
from app.db.ledger.models import TaskRow
from app.kernel.money import Money
from app.kernel.tasks import Queue
from app.notifications.models import Delivery
from app.operations.timeline.entries import Entry, Side, Type, View
from app.payments.models import Payment, Refund
from app.webhooks import queries as told

MOST = 500  # of each type: a booking that has more is a case for the database


def events(session: Session, booking_id: int, view: View) -> Iterator[Entry]:
    query = select(BookingEvent).where(BookingEvent.booking_id == booking_id).order_by(BookingEvent.id)
    for row in session.scalars(query.limit(MOST)):
        yield Entry(
            type=Type.EVENT,
            name=row.kind,
            status=row.status,
            at=row.at,
            done_at=row.at,
            who=view.side_of(row.actor_id),
            version=row.version,
        )


def messages(session: Session, booking_id: int, view: View) -> Iterator[Entry]:
    query = select(Delivery).where(Delivery.booking_id == booking_id).order_by(Delivery.id)
    for row in session.scalars(query.limit(MOST)):
        if view.shows(side := view.side_of(row.user_id)):
            yield Entry(
                type=Type.MESSAGE,
                name=row.kind,
                status=row.status,
                at=row.created_at,
                done_at=row.delivered_at or row.sent_at,
                who=side,
                channel=row.channel,
                version=row.data.get("version"),
                error=row.last_error,
            )


def payments(session: Session, booking_id: int) -> Iterator[Entry]:
    query = select(Payment).where(Payment.booking_id == booking_id).order_by(Payment.created_at)
    for row in session.scalars(query.limit(MOST)):
        yield Entry(
            type=Type.PAYMENT,
            name=row.company,
            status=row.status,
            at=row.created_at,
            done_at=row.paid_at,
            who=Side.CLIENT,
            amount=Money(row.amount_minor, row.currency).major,
            currency=row.currency,
            error=row.attention,
        )


def refunds(session: Session, booking_id: int) -> Iterator[Entry]:
    query = select(Refund, Payment.currency).join(Payment, Payment.id == Refund.payment_id)
    query = query.where(Payment.booking_id == booking_id).order_by(Refund.created_at)
    for row, currency in session.execute(query.limit(MOST)):
        yield Entry(
            type=Type.REFUND,
            name="refund",
            status=row.status,
            at=row.created_at,
            done_at=row.updated_at if row.status in {"DONE", "FAILED"} else None,
            who=Side.CLIENT,
            amount=Money(row.amount_minor, currency).major,
            currency=currency,
        )


def webhooks(session: Session, booking_id: int, view: View) -> Iterator[Entry]:
    """What the provider's programs were told; nobody else's business."""
    if not view.shows(Side.PROVIDER):
        return
    for delivery, message in told.of_booking(session, booking_id, limit=MOST):
        yield Entry(
            type=Type.WEBHOOK,
            name=message.type,
            status=delivery.status,
            at=delivery.created_at,
            done_at=delivery.delivered_at,
            who=Side.PROVIDER,
            version=message.sequence,
            attempts=delivery.attempts,
        )


def tasks(session: Session, booking_id: int, view: View) -> Iterator[Entry]:
    """Work of the last days that names this booking: what is done is forgotten after a week."""
    mine = (TaskRow.args["booking_id"].astext == str(booking_id), TaskRow.args.has_key("booking_id"))
    for row in session.scalars(select(TaskRow).where(*mine).order_by(TaskRow.id).limit(MOST)):
        side = Side(row.args["role"].upper()) if "role" in row.args else None
        if view.shows(side):
            yield Entry(
                type=Type.CALENDAR if row.queue == Queue.CALENDARS else Type.TASK,
                name=row.actor,
                status=row.state.upper(),
                at=row.run_at,
                done_at=row.done_at,
                who=side,
                version=row.args.get("version"),
                attempts=row.attempts,
                error=row.last_error,
            )
