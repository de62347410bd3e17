"""Taking money through a payment company, shaped by what a booking needs. Amounts are minor units."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class ChargeState(StrEnum):
    """What the company says of one payment, in our words."""

    OPEN = "open"  # nobody has paid yet
    PROCESSING = "processing"  # the method needs time
    AUTHORIZED = "authorized"  # reserved on the card, not taken
    CAPTURED = "captured"
    VOIDED = "voided"  # can no longer be paid
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be paid. `key` makes repeats harmless; `payment_id` comes back in every charge."""

    key: str
    payment_id: int
    amount_minor: int
    currency: str
    description: str
    customer_email: str
    success_url: str
    cancel_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """The company's present truth of one payment."""

    reference: str
    payment_id: int
    state: ChargeState
    amount_minor: int
    currency: str
    captured_minor: int
    refunded_minor: int
    checkout_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundReceipt:
    reference: str
    amount_minor: int
    done: bool  # False: the company still works on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A verified webhook: only a hint that the object `reference` changed."""

    event_id: str
    kind: str
    reference: str


class BadSignature(Exception):  # noqa: N818 - reads as what it is
    """The webhook is forged, stale or damaged."""


class Payments(Protocol):
    """One payment company. Each call to it raises TransientError (same key again) or PermanentError."""

    name: str

    def open_checkout(self, order: Order) -> Charge:
        """Create the hosted checkout, or return the one that `order.key` created before."""
        ...

    def fetch(self, reference: str) -> Charge: ...

    def capture(self, reference: str, *, key: str) -> Charge:
        """Take an authorised amount. Repeats with the same key are harmless."""
        ...

    def void(self, reference: str, *, key: str) -> Charge:
        """Make sure that nobody can pay any more. If it was paid meanwhile, the charge says so: no error."""
        ...

    def refund(self, reference: str, amount_minor: int, *, key: str) -> RefundReceipt: ...

    def read_notice(self, headers: Mapping[str, str], body: bytes) -> Notice:
        """Verify a webhook. Raises BadSignature."""
        ...
