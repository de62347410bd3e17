"""PayPal: Orders v2 over plain HTTP. How, and why so, stands in docs/adr/0013-paypal.md."""

from app.adapters.payments.paypal.account import Account
from app.adapters.payments.paypal.adapter import PayPalPayments

__all__ = ["Account", "PayPalPayments"]
