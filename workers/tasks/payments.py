"""Payments' talk with the company: what is owed, the call under a key of the row's own, what came of it.

A booking's row is locked before its payment's, here as in every service. While the company is asked, no
transaction is open.
"""

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bookings.models import Booking
from app.bookings.rules import Status, Step
from app.bookings.series import queries as series
from app.bookings.series.money import series_paid
from app.bookings.service import payment_changed
from app.db import ledger
from app.db.ledger import Task
from app.db.session import reading, statements, transaction
from app.kernel.errors import PermanentError, TransientError
from app.payments import asking, service
from app.payments.models import Payment, PaymentStatus
from app.payments.rules import ENDED, UNPAID
from app.payments.service import Owed
from app.ports import ports
from app.ports.payments import CardRefused, Charge, ChargeState, Payments
from app.promotions.service.purchases import hold_purchase, purchase_paid, waits_for_money
from workers.actor import actor

log = structlog.get_logger(__name__)


@actor("payments.apply_notice")
def apply_notice(task: Task, *, source: str, event_id: str) -> None:
    """Something changed, says a webhook. Twice is harmless: only what is news is written."""
    with reading() as session:
        reference = service.noticed(session, source=source, event_id=event_id)
    if reference is None:
        return _nothing_to_do(task)
    if (other := _not_a_payments(source, reference)) is not None:
        return _hand_on(task, other, reference)
    try:
        charge = ports().company(source).fetch(reference)
    except PermanentError as refusal:
        log.warning("notice about nothing of ours", source=source, event_id=event_id, reason=str(refusal))
        return _nothing_to_do(task)
    return _write_down(task, source, charge)


@actor("payments.check")
def check(task: Task, *, payment_id: int) -> None:
    """Ask how a payment stands. Twice is harmless, as with a webhook."""
    owed = _owed(payment_id)
    if owed is None or not owed.asked or (owed.reference is None and owed.status in ENDED):
        return _nothing_to_do(task)
    if owed.reference is None:
        return _write_down(task, owed.company, _opened(owed))
    return _write_down(task, owed.company, _company(owed).fetch(owed.reference))


@actor("payments.void")
def void(task: Task, *, payment_id: int) -> None:
    """See to it that nobody pays any more. Twice is harmless: a closed checkout stays closed."""
    owed = _owed(payment_id)
    if owed is None or owed.status in {PaymentStatus.VOIDED, PaymentStatus.FAILED}:
        return _nothing_to_do(task)
    if not owed.asked and _closed_unasked(task, owed):
        return None
    return _write_down(task, owed.company, _closed(owed))


@actor("payments.change_company")
def change_company(task: Task, *, payment_id: int, company: str) -> None:
    """Close one company's checkout, so that another's can be opened. Twice is harmless, as with a void."""
    owed = _owed(payment_id)
    if owed is None or not owed.asked or owed.status not in UNPAID | {PaymentStatus.VOIDED}:
        return _nothing_to_do(task)
    charge = _closed(owed)
    with transaction() as session:
        _turn_to(session, owed, charge, company)
        ledger.finish(session, task)
    return None


@actor("payments.release")
def release(task: Task, *, payment_id: int) -> None:
    """Let an authorised amount go. Twice is harmless: what was let go is gone."""
    owed = _owed(payment_id)
    if owed is None or owed.status != PaymentStatus.AUTHORIZED:
        return _nothing_to_do(task)
    charge = _company(owed).release(_reference(owed), key=f"release:{payment_id}")
    return _write_down(task, owed.company, charge)


@actor("payments.capture")
def capture(task: Task, *, payment_id: int) -> None:
    """Take the authorised amount. Twice is harmless: the key is the payment's."""
    owed = _owed(payment_id)
    if owed is None or owed.status != PaymentStatus.AUTHORIZED:
        return _nothing_to_do(task)
    try:
        charge = _company(owed).capture(_reference(owed), key=f"cap:{payment_id}")
    except PermanentError as refusal:
        log.warning("capture refused", payment_id=payment_id, reason=str(refusal))
        return _write_down_a_lost_capture(task, owed)
    return _write_down(task, owed.company, charge)


@actor("payments.claim")
def claim(task: Task, *, payment_id: int) -> None:
    """Take what the policy keeps of a hold. Twice is harmless: the key is the payment's."""
    owed = _owed(payment_id)
    if owed is None or owed.status != PaymentStatus.AUTHORIZED or owed.claimed_minor is None:
        return _nothing_to_do(task)
    key, amount = f"claim:{payment_id}", owed.claimed_minor
    try:
        charge = _company(owed).capture(_reference(owed), key=key, amount_minor=amount)
    except CardRefused as refusal:
        log.warning("card not charged", payment_id=payment_id, reason=str(refusal))
        return _write_down_a_refused_card(task, payment_id)
    except PermanentError as refusal:
        log.warning("hold not taken", payment_id=payment_id, reason=str(refusal))
        return _write_down_a_lost_capture(task, owed)
    return _write_down(task, owed.company, charge)


@actor("payments.forget_customer")
def forget_customer(task: Task, *, company: str, reference: str) -> None:
    """Have a company keep nothing of somebody who left. Twice is harmless: what is gone stays gone."""
    vault = ports().vault_of(company)
    if vault is not None:
        vault.forget(reference)
    _nothing_to_do(task)


@actor("payments.refund")
def refund(task: Task, *, refund_id: int) -> None:
    """Give money back. Twice is harmless: the key is the refund's."""
    with reading() as session:
        owed = service.owed_refund(session, refund_id)
    if owed is None:
        return _nothing_to_do(task)
    try:
        charge = ports().company(owed.company).refund(owed.reference, owed.amount_minor, key=owed.key)
    except PermanentError as refusal:
        log.warning("refund refused", refund_id=refund_id, reason=str(refusal))
        return _give_up(task, refund_id, payment_id=owed.payment_id)
    return _write_down(task, owed.company, charge)


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


def _company(owed: Owed) -> Payments:
    return ports().company(owed.company)


def _opened(owed: Owed) -> Charge:
    """The checkout, by its order's own key. What the company will never open, nobody will ever pay."""
    try:
        return asking.open_checkout(owed.company, owed.order)
    except PermanentError as refusal:
        log.warning("checkout refused", payment_id=owed.payment_id, reason=str(refusal))
    return Charge(
        reference="",
        payment_id=owed.payment_id,
        state=ChargeState.FAILED,
        amount_minor=owed.order.amount_minor,
        currency=owed.order.currency,
        captured_minor=0,
        checkout_url=None,
    )


def _closed(owed: Owed) -> Charge:
    """Raises TransientError: somebody could still pay."""
    reference = owed.reference
    if reference is None:
        opened = _opened(owed)
        if opened.state is ChargeState.FAILED:
            return opened
        reference = opened.reference
    charge = _company(owed).void(reference, key=f"void:{owed.payment_id}")
    if charge.state is ChargeState.OPEN:
        raise TransientError("the checkout is still open")
    return charge


def _reference(owed: Owed) -> str:
    """The company's name for it. Where its answer was never heard, the same order gives the same checkout."""
    return owed.reference or asking.open_checkout(owed.company, owed.order).reference


def _write_down(task: Task, company: str, charge: Charge) -> None:
    with transaction() as session:
        learn(session, company, charge)
        ledger.finish(session, task)


def _write_down_a_lost_capture(task: Task, owed: Owed) -> None:
    charge = _company(owed).fetch(_reference(owed))
    with transaction() as session:
        learn(session, owed.company, charge)
        if charge.state is ChargeState.AUTHORIZED and not _given_up(session, charge.payment_id):
            service.flag(session, charge.payment_id, "CAPTURE_FAILED")
        ledger.finish(session, task)


def _write_down_a_refused_card(task: Task, payment_id: int) -> None:
    with transaction() as session:
        _hold_paid_thing(session, payment_id)
        payment = service.claim_refused(session, payment_id)
        if payment is not None:
            _pass_on(session, payment)
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


def learn(session: Session, company: str, charge: Charge) -> None:
    """Record the company's truth; what was paid for hears of news in the same transaction."""
    _hold_paid_thing(session, charge.payment_id)
    recorded = service.record(session, charge, company=company, now=ports().clock.now())
    if recorded is not None and recorded.changed:
        _pass_on(session, recorded.payment)


def _turn_to(session: Session, owed: Owed, charge: Charge, company: str) -> None:
    """While it is waited for another payment stands ready, and the end of this one is no news."""
    _hold_paid_thing(session, owed.payment_id)
    recorded = service.record(session, charge, company=owed.company, now=ports().clock.now())
    if recorded is None:
        return
    if _waited_for(session, recorded.payment) and service.pay_elsewhere(session, recorded.payment, company):
        return
    if recorded.changed:
        _pass_on(session, recorded.payment)


def _waited_for(session: Session, payment: Payment) -> bool:
    if payment.series_id is not None:
        return any(one.step == Step.HELD for one in series.held(session, payment.series_id))
    if payment.booking_id is None:
        return waits_for_money(session, payment)
    booking = session.get_one(Booking, payment.booking_id, populate_existing=True)
    return booking.status == Status.PENDING and booking.step in {Step.HELD, Step.PAYING}


def _pass_on(session: Session, payment: Payment) -> None:
    """What a payment means for its booking, for its series, or for the package that was bought."""
    now = ports().clock.now()
    if payment.series_id is not None:
        series_paid(session, payment, now=now)
    elif payment.booking_id is None:
        purchase_paid(session, payment, now=now)
    else:
        payment_changed(session, payment, now=now)


def _hold_paid_thing(session: Session, payment_id: int) -> None:
    """The rows of the booking, the series or the purchase, which are locked before the payment's."""
    booking_id = service.booking_of(session, payment_id)
    if booking_id is not None:
        session.execute(select(Booking.id).where(Booking.id == booking_id).with_for_update())
    elif (series_id := service.series_of(session, payment_id)) is not None:
        series.held_by_payment(session, series_id)
    elif (purchase_id := service.purchase_of(session, payment_id)) is not None:
        hold_purchase(session, purchase_id)


def _given_up(session: Session, payment_id: int) -> bool:
    """Whether the booking came to nothing, so that its money was let go on purpose."""
    booking_id = service.booking_of(session, payment_id)
    if booking_id is None:
        return False
    status = session.scalar(select(Booking.status).where(Booking.id == booking_id))
    return status in {Status.CANCELLED, Status.EXPIRED, Status.REJECTED}


def _not_a_payments(source: str, reference: str) -> str | None:
    """The task that looks into what is no payment: a provider's account, or their plan."""
    payouts, subscriptions = ports().payouts, ports().subscriptions
    if payouts is not None and payouts.name == source and payouts.owns(reference):
        return "payouts.check"
    if subscriptions is not None and subscriptions.name == source and subscriptions.owns(reference):
        return "plans.check"
    return None


def _hand_on(task: Task, name: str, reference: str) -> None:
    with transaction() as session:
        ledger.enqueue(session, name, reference=reference)
        ledger.finish(session, task)


def _nothing_to_do(task: Task) -> None:
    with statements() as connection:
        ledger.finish(connection, task)
