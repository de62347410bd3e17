"""Stripe's objects in the port's words. Pure: everything it needs was fetched before."""

from collections.abc import Sequence

import stripe
from stripe.checkout import Session

from app.adapters.payments.stripe.amounts import from_stripe
from app.adapters.payments.stripe.holds import card_of, keeps_card
from app.adapters.payments.stripe.words import number_of, word_of
from app.kernel.errors import PermanentError
from app.ports.payments import Charge, ChargeDispute, ChargeRefund, ChargeState, DisputeState, RefundState

WHOLE = ["payment_intent.latest_charge.refunds", "setup_intent.payment_method"]  # all but disputes

_INTENT = {
    "processing": ChargeState.PROCESSING,
    "requires_capture": ChargeState.AUTHORIZED,
    "succeeded": ChargeState.CAPTURED,
    "canceled": ChargeState.VOIDED,
}
_SESSION = {
    "open": ChargeState.OPEN,
    "expired": ChargeState.VOIDED,
    "complete": ChargeState.FAILED,  # with an intent that waits for another try: the method failed later
}
_REFUND = {"succeeded": RefundState.DONE, "failed": RefundState.FAILED, "canceled": RefundState.FAILED}
_DISPUTE = {
    "needs_response": DisputeState.OPEN,
    "under_review": DisputeState.OPEN,
    "won": DisputeState.WON,
    "lost": DisputeState.LOST,
}  # the others are inquiries: no money has moved


def charge_of(
    session: Session,
    intent: stripe.PaymentIntent | None,
    refunds: Sequence[stripe.Refund],
    disputes: Sequence[stripe.Dispute],
) -> Charge:
    """Refunds and disputes come as Stripe lists them, the newest first."""
    currency = (session.currency or "").upper()
    hold = keeps_card(session)
    state = _hold_state(session, intent) if hold else _state(session, intent)
    card = card_of(session) if hold and state is ChargeState.AUTHORIZED else None
    return Charge(
        reference=session.id,
        payment_id=_payment_id(session),
        state=state,
        amount_minor=from_stripe(amount_of(session), currency),
        currency=currency,
        captured_minor=from_stripe(intent.amount_received if intent else 0, currency),
        checkout_url=session.url if state is ChargeState.OPEN else None,
        card=card.id if card else None,
        refunds=_refunds(refunds, currency) if state is ChargeState.CAPTURED else (),
        disputes=_disputes(disputes, currency),
    )


def is_ours(session: Session) -> bool:
    return (word_of(session, "payment_id") or "").isdecimal()


def amount_of(session: Session) -> int:
    """What is to be paid, or the most that may be charged to a card that is kept."""
    return number_of(session, "amount") if keeps_card(session) else session.amount_total or 0


def intent_of(session: Session) -> stripe.PaymentIntent | None:
    """The session's payment, which Stripe makes when the client begins to pay."""
    return session.payment_intent if isinstance(session.payment_intent, stripe.PaymentIntent) else None


def latest_charge(intent: stripe.PaymentIntent | None) -> stripe.Charge | None:
    found = intent.latest_charge if intent else None
    return found if isinstance(found, stripe.Charge) else None


def _payment_id(session: Session) -> int:
    word = word_of(session, "payment_id") or ""
    if not word.isdecimal():
        raise PermanentError("Stripe: a checkout that is not ours")
    return int(word)


def _state(session: Session, intent: stripe.PaymentIntent | None) -> ChargeState:
    if intent is not None and intent.status in _INTENT:
        return _INTENT[intent.status]
    if intent is None and session.status == "complete":
        return ChargeState.PROCESSING  # the next look will see the payment
    return _SESSION.get(session.status or "", ChargeState.OPEN)


def _hold_state(session: Session, intent: stripe.PaymentIntent | None) -> ChargeState:
    """A card that is there can be charged once; a try that took nothing is its end."""
    if intent is not None:
        return _INTENT.get(intent.status, ChargeState.FAILED)
    if session.status != "complete":
        return _SESSION.get(session.status or "", ChargeState.OPEN)
    card = card_of(session)
    return ChargeState.AUTHORIZED if card is not None and card.customer else ChargeState.VOIDED


def _refunds(found: Sequence[stripe.Refund], currency: str) -> tuple[ChargeRefund, ...]:
    return tuple(_refund(one, currency) for one in reversed(found) if _moved_money(one))


def _moved_money(refund: stripe.Refund) -> bool:
    """Stripe also calls it a refund when the rest of an authorisation is let go: no balance knows of that."""
    return word_of(refund, "key") is not None or refund.balance_transaction is not None


def _refund(refund: stripe.Refund, currency: str) -> ChargeRefund:
    return ChargeRefund(
        reference=refund.id,
        key=word_of(refund, "key"),
        amount_minor=from_stripe(refund.amount, currency),
        state=_REFUND.get(refund.status or "", RefundState.PENDING),
    )


def _disputes(found: Sequence[stripe.Dispute], currency: str) -> tuple[ChargeDispute, ...]:
    return tuple(
        ChargeDispute(
            reference=one.id, amount_minor=from_stripe(one.amount, currency), state=_DISPUTE[one.status]
        )
        for one in reversed(found)
        if one.status in _DISPUTE
    )
