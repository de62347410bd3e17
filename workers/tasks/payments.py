"""Payments' talk with the company: what is owed, the call under a key of the row's own, what came of it.

A booking's row is locked before its payment's, here as in every service. While the company is asked, no
transaction is open.
"""

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bookings.models import Booking
from app.bookings.rules import Status
from app.bookings.service import payment_changed
from app.db import ledger
from app.db.ledger import Task
from app.db.session import reading, statements, transaction
from app.kernel.errors import PermanentError, TransientError
from app.payments import service
from app.payments.models import Payment, PaymentStatus
from app.payments.service import Owed
from app.ports import ports
from app.ports.payments import Charge, ChargeState
from app.promotions.service.purchases import hold_purchase, purchase_paid
from workers.actor import actor

log = structlog.get_logger(__name__)


@actor("payments.apply_notice")
def apply_notice(task: Task, *, source: str, event_id: str) -> None:
    """Something changed, says a webhook. Twice is harmless: only what is news is written."""
    with reading() as session:
        reference = service.noticed(session, source=source, event_id=event_id)
    if reference is None:
        return _nothing_to_do(task)
    return _write_down(task, ports().payments.fetch(reference))


@actor("payments.check")
def check(task: Task, *, payment_id: int) -> None:
    """Ask how a payment stands. Twice is harmless, as with a webhook."""
    owed = _owed(payment_id)
    if owed is None or not owed.asked:
        return _nothing_to_do(task)
    if owed.reference is None:
        return _write_down(task, ports().payments.open_checkout(owed.order))
    return _write_down(task, ports().payments.fetch(owed.reference))


@actor("payments.void")
def void(task: Task, *, payment_id: int) -> None:
    """See to it that nobody pays any more. Twice is harmless: a closed checkout stays closed."""
    owed = _owed(payment_id)
    if owed is None or owed.status in {PaymentStatus.VOIDED, PaymentStatus.FAILED}:
        return _nothing_to_do(task)
    if not owed.asked and _closed_unasked(task, owed):
        return None
    charge = ports().payments.void(_reference(owed), key=f"void:{payment_id}")
    if charge.state is ChargeState.OPEN:
        raise TransientError("the checkout is still open")
    return _write_down(task, charge)


@actor("payments.release")
def release(task: Task, *, payment_id: int) -> None:
    """Let an authorised amount go. Twice is harmless: what was let go is gone."""
    owed = _owed(payment_id)
    if owed is None or owed.status != PaymentStatus.AUTHORIZED:
        return _nothing_to_do(task)
    return _write_down(task, ports().payments.release(_reference(owed), key=f"release:{payment_id}"))


@actor("payments.capture")
def capture(task: Task, *, payment_id: int) -> None:
    """Take the authorised amount. Twice is harmless: the key is the payment's."""
    owed = _owed(payment_id)
    if owed is None or owed.status != PaymentStatus.AUTHORIZED:
        return _nothing_to_do(task)
    try:
        charge = ports().payments.capture(_reference(owed), key=f"cap:{payment_id}")
    except PermanentError as refusal:
        log.warning("capture refused", payment_id=payment_id, reason=str(refusal))
        return _write_down_a_lost_capture(task, _reference(owed))
    return _write_down(task, charge)


@actor("payments.refund")
def refund(task: Task, *, refund_id: int) -> None:
    """Give money back. Twice is harmless: the key is the refund's."""
    with reading() as session:
        owed = service.owed_refund(session, refund_id)
    if owed is None:
        return _nothing_to_do(task)
    try:
        charge = ports().payments.refund(owed.reference, owed.amount_minor, key=owed.key)
    except PermanentError as refusal:
        log.warning("refund refused", refund_id=refund_id, reason=str(refusal))
        return _give_up(task, refund_id, payment_id=owed.payment_id)
    return _write_down(task, charge)


@actor("payments.reconcile")
def reconcile(task: Task) -> None:
    """Find every payment whose truth may have passed us by. Twice is harmless: each check is."""
    with transaction() as session:
        found = service.check_unsure(session, now=ports().clock.now())
        ledger.finish(session, task)
    log.info("payments to be checked", count=found)


def _owed(payment_id: int) -> Owed | None:
    with reading() as session:
        return service.owed(session, payment_id)


def _reference(owed: Owed) -> str:
    """The company's name for it. Where its answer was never heard, the same order gives the same checkout."""
    return owed.reference or ports().payments.open_checkout(owed.order).reference


def _write_down(task: Task, charge: Charge) -> None:
    with transaction() as session:
        learn(session, charge)
        ledger.finish(session, task)


def _write_down_a_lost_capture(task: Task, reference: str) -> None:
    charge = ports().payments.fetch(reference)
    with transaction() as session:
        learn(session, charge)
        if charge.state is ChargeState.AUTHORIZED and not _given_up(session, charge.payment_id):
            service.flag(session, charge.payment_id, "CAPTURE_FAILED")
        ledger.finish(session, task)


def _give_up(task: Task, refund_id: int, *, payment_id: int) -> None:
    with transaction() as session:
        _hold_paid_thing(session, payment_id)
        payment = service.refund_refused(session, refund_id)
        if payment is not None:
            _pass_on(session, payment)
        ledger.finish(session, task)


def _closed_unasked(task: Task, owed: Owed) -> bool:
    """Nobody was ever asked: our own row is all there is to close."""
    with transaction() as session:
        _hold_paid_thing(session, owed.payment_id)
        payment = service.close_one_unasked(session, owed.payment_id)
        if payment is None:
            return False
        _pass_on(session, payment)
        ledger.finish(session, task)
    return True


def learn(session: Session, charge: Charge) -> None:
    """Record the company's truth; what was paid for hears of news in the same transaction."""
    _hold_paid_thing(session, charge.payment_id)
    recorded = service.record(session, charge, now=ports().clock.now())
    if recorded is not None and recorded.changed:
        _pass_on(session, recorded.payment)


def _pass_on(session: Session, payment: Payment) -> None:
    """What a payment means for its booking, or for the package that was bought."""
    now = ports().clock.now()
    if payment.booking_id is None:
        purchase_paid(session, payment, now=now)
    else:
        payment_changed(session, payment, now=now)


def _hold_paid_thing(session: Session, payment_id: int) -> None:
    """The booking's or the purchase's row, which is locked before the payment's."""
    booking_id = service.booking_of(session, payment_id)
    if booking_id is not None:
        session.execute(select(Booking.id).where(Booking.id == booking_id).with_for_update())
    elif (purchase_id := service.purchase_of(session, payment_id)) is not None:
        hold_purchase(session, purchase_id)


def _given_up(session: Session, payment_id: int) -> bool:
    """Whether the booking came to nothing, so that its money was let go on purpose."""
    booking_id = service.booking_of(session, payment_id)
    if booking_id is None:
        return False
    status = session.scalar(select(Booking.status).where(Booking.id == booking_id))
    return status in {Status.CANCELLED, Status.EXPIRED, Status.REJECTED}


def _nothing_to_do(task: Task) -> None:
    with statements() as connection:
        ledger.finish(connection, task)
