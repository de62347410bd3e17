"""What a change of its payment means for a booking."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.bookings import queries, rules
from app.bookings.models import Booking
from app.bookings.rules import Status, Step
from app.bookings.service import fees, occupying, transitions
from app.bookings.service.claims import RULES, claim_of
from app.bookings.service.offered import schedule_for
from app.bookings.service.refunds import give_back, return_all
from app.db.fast import within
from app.payments import service as payments
from app.payments.models import Payment, PaymentStatus
from app.payments.rules import ENDED, Purpose

PAID = frozenset(
    {
        PaymentStatus.AUTHORIZED,
        PaymentStatus.CAPTURED,
        PaymentStatus.PARTIALLY_REFUNDED,
        PaymentStatus.DISPUTED,
    }
)
# Money that went back whole, before we heard of it, keeps no time.
DEAD = ENDED | {PaymentStatus.REFUNDED}


def payment_changed(session: Session, payment: Payment, *, now: datetime) -> None:
    """Move the booking by what is known of its payment now. Twice is harmless: each step fits one state."""
    booking = queries.locked(session, payment.booking_id) if payment.booking_id else None
    if booking is None:
        return
    if payment.purpose == Purpose.CARD_HOLD and payment.captured_minor and payment.claimed_minor is None:
        return  # taken past us, and on its way back: it secures nothing and pays for nothing
    if payment.status in PAID:
        _paid(session, booking, payment, now)
    elif payment.status in DEAD:
        _dead(session, booking, payment, now)
    elif payment.status == PaymentStatus.LOST and booking.status == Status.CONFIRMED:
        _mark(session, booking, rules.PAYMENT_LOST)


def _paid(session: Session, booking: Booking, payment: Payment, now: datetime) -> None:
    if booking.status == Status.PENDING and booking.step in {Step.HELD, Step.PAYING, Step.EXPIRING}:
        _settle(session, booking, now)
    elif booking.status == Status.PENDING and booking.step == Step.CANCELLING:
        return_all(session, booking, payment)
        if payment.captured_minor:
            transitions.close(session, booking)
    elif booking.status == Status.EXPIRED and _taken_again(session, booking, now):
        _settle(session, booking, now)
    elif booking.status in {Status.EXPIRED, Status.REJECTED}:
        return_all(session, booking, payment)
    elif booking.status in {Status.CANCELLED, Status.NO_SHOW}:
        _settle_what_ended(session, booking, payment)
    elif booking.status == Status.CONFIRMED and booking.attention == rules.PAYMENT_DUE:
        _renew(session, booking)


def _settle_what_ended(session: Session, booking: Booking, payment: Payment) -> None:
    """By the policy; but all of it where nothing had been paid when the booking ended."""
    if payment.purpose == Purpose.FEE:
        fees.paid(session, booking, payment)
    elif booking.refund_due_minor is None:
        return_all(session, booking, payment)
    else:
        give_back(session, booking, payment)


def _settle(session: Session, booking: Booking, now: datetime) -> None:
    """Paid in time, for the time was never freed."""
    agreed = booking.reason == "PAYMENT_LAPSED"  # it was confirmed before its money was lost
    if not agreed and queries.needs_approval(session, booking):
        transitions.await_approval(session, booking, rules.approval_deadline(now, booking.start_time))
    else:
        transitions.confirm(session, booking)


def _dead(session: Session, booking: Booking, payment: Payment, now: datetime) -> None:
    alive = payments.alive(session, booking.id)
    if alive is not None and alive.id != payment.id:
        return  # an earlier try: what counts is the one that followed it
    if booking.status in {Status.CONFIRMED, Status.COMPLETED}:
        _lost(session, booking, payment, now)
    elif booking.status in {Status.CANCELLED, Status.NO_SHOW}:
        _ask_for_fee(session, booking, payment)
    if booking.status != Status.PENDING:
        return
    if booking.step in {Step.EXPIRING, Step.CANCELLING}:
        transitions.close(session, booking)
    elif booking.step == Step.APPROVAL:
        booking.reason = "PAYMENT_LAPSED"
        transitions.close(session, booking)
    elif payment.status == PaymentStatus.FAILED and booking.payment_required:
        _offer_another_try(session, booking, payment)


def _lost(session: Session, booking: Booking, payment: Payment, now: datetime) -> None:
    """The promise stands without its money: the client is asked to pay again. A refund is on purpose."""
    if payment.status not in ENDED or not booking.payment_required:
        return
    if booking.status == Status.COMPLETED:
        _lost_after_all(session, booking)
    elif booking.attention == rules.PAYMENT_DUE:
        payments.charge_again(session, payment)
    elif booking.attention is None and booking.start_time <= now:
        _mark(session, booking, rules.PAYMENT_LOST)
    elif booking.attention is None:
        booking.hold_expires_at = rules.payment_deadline(now, booking.start_time)
        payments.charge_again(session, payment)
        _mark(session, booking, rules.PAYMENT_DUE)
        transitions.tell(session, booking, "payment_due")
        transitions.wake_at_deadline(session, booking)


def _lost_after_all(session: Session, booking: Booking) -> None:
    """It took place before its money could be taken: a person has to know. A hold has done its duty."""
    if booking.attention is None and not booking.card_hold:
        _mark(session, booking, rules.PAYMENT_LOST)


def _ask_for_fee(session: Session, booking: Booking, payment: Payment) -> None:
    """What the policy keeps could not be charged to the card: the client is asked, by a link."""
    fee = payment.amount_minor if payment.purpose == Purpose.FEE else payment.claimed_minor
    if fee is not None and payment.purpose != Purpose.PAYMENT and payment.status in ENDED:
        fees.ask(session, booking, payment, fee)


def _mark(session: Session, booking: Booking, attention: str) -> None:
    """Name what a booking lacks that was or is confirmed."""
    if booking.attention != attention:
        booking.attention = attention
        transitions.advance(session, booking, Status(booking.status), kind=attention.lower())


def _renew(session: Session, booking: Booking) -> None:
    """The client has paid again: all is as it was."""
    booking.attention = booking.hold_expires_at = None
    transitions.advance(session, booking, Status.CONFIRMED, kind="payment_renewed")
    payments.order_capture(session, booking.id)


def _offer_another_try(session: Session, booking: Booking, failed: Payment) -> None:
    """The hold still runs."""
    payments.charge_again(session, failed)
    transitions.advance(session, booking, Status.PENDING, Step.HELD, kind="payment_failed")


def _taken_again(session: Session, booking: Booking, now: datetime) -> bool:
    """Whether the freed time of an expired booking could be had once more."""
    if booking.start_time <= now:
        return False
    schedule = schedule_for(session, booking, booking.start_time, besides=booking.id, retired=True)
    if schedule is None:
        return False
    claim = claim_of(booking, booking.start_time, tolerates=RULES)
    return occupying.occupy(within(session), schedule, claim) is None
