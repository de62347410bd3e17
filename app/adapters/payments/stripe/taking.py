"""The terms on which money is taken and given back, those of a provider's own account included."""

import stripe
from stripe.checkout import Session
from stripe.params import PaymentIntentCaptureParams, RefundCreateParams

from app.adapters.payments.stripe.amounts import step_of, to_stripe
from app.adapters.payments.stripe.charges import intent_of


def taking(session: Session, amount_minor: int | None) -> PaymentIntentCaptureParams:
    """All of it, or a part, of which the site's fee is the same part, rounded down."""
    if amount_minor is None:
        return {}
    currency = (session.currency or "").upper()
    amount = to_stripe(amount_minor, currency)
    terms: PaymentIntentCaptureParams = {"amount_to_capture": amount}
    intent = intent_of(session)
    if intent is not None and intent.application_fee_amount:
        fee = intent.application_fee_amount * amount // intent.amount
        terms["application_fee_amount"] = fee - fee % step_of(currency)
    return terms


def refund_terms(intent: stripe.PaymentIntent, amount: int, key: str) -> RefundCreateParams:
    """Where the provider has the money, they give it back, and the site its part of the fee."""
    terms: RefundCreateParams = {"payment_intent": intent.id, "amount": amount, "metadata": {"key": key}}
    if intent.transfer_data is not None:
        terms["reverse_transfer"] = True
        if intent.application_fee_amount:
            terms["refund_application_fee"] = True
    return terms
