"""A payment company of our own that takes no money: hosted checkout, signed webhooks, bad days on request."""

from app.adapters.payments.sandbox.adapter import SandboxPayments
from app.adapters.payments.sandbox.cards import SandboxCards
from app.adapters.payments.sandbox.subscriptions import SandboxSubscriptions

__all__ = ["SandboxCards", "SandboxPayments", "SandboxSubscriptions"]
