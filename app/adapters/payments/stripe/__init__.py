"""Stripe behind the payments port: hosted Checkout, authorised first, taken later (docs/adr/0012)."""

from app.adapters.payments.stripe.adapter import StripePayments
from app.adapters.payments.stripe.cards import StripeCards
from app.adapters.payments.stripe.client import Access
from app.adapters.payments.stripe.payouts import StripePayouts
from app.adapters.payments.stripe.subscriptions import StripeSubscriptions

__all__ = ["Access", "StripeCards", "StripePayments", "StripePayouts", "StripeSubscriptions"]
