"""Where a time that is kept goes next: money first, then the provider's word, then it stands."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.availability import occupancy
from app.bookings import rules
from app.bookings.models import Booking
from app.bookings.rules import Status, Step
from app.bookings.service import transitions
from app.bookings.service.freeing import tell_wish
from app.kernel.money import Money
from app.payments import service as payments


def proceed(
    session: Session,
    booking: Booking,
    *,
    needs_approval: bool,
    pay_until: datetime,
    now: datetime,
    actor_id: int | None = None,
) -> None:
    """Take the first step that a reserved booking takes; `pay_until` is when unpaid time is let go."""
    tell_wish(session, booking)
    status, step = rules.first_step(payment_due=booking.payment_required, needs_approval=needs_approval)
    if step is Step.HELD:
        _await_payment(session, booking, pay_until, actor_id)
    elif status is Status.PENDING:
        deadline = rules.approval_deadline(now, booking.start_time)
        transitions.await_approval(session, booking, deadline, actor_id=actor_id)
        occupancy.hold_until(session, booking.id, deadline)
    else:
        transitions.confirm(session, booking, actor_id=actor_id)


def _await_payment(session: Session, booking: Booking, until: datetime, actor_id: int | None) -> None:
    due = booking.at_stake_minor if booking.card_hold else booking.due_minor
    payments.charge_booking(
        session,
        booking_id=booking.id,
        provider_id=booking.provider_id,
        client_id=booking.client_id,
        due=Money(due, booking.currency),
        secures_until=booking.end_time if booking.card_hold else None,
    )
    booking.hold_expires_at = until
    transitions.advance(session, booking, Status.PENDING, Step.HELD, kind="held", actor_id=actor_id)
    occupancy.hold_until(session, booking.id, until)
    transitions.wake_at_deadline(session, booking)
