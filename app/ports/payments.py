"""Taking money through a payment company, shaped by what a booking needs. Amounts are minor units."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class ChargeState(StrEnum):
    """What the company says of one payment, in our words. What was given back afterwards is told apart."""

    OPEN = "open"  # nobody has paid yet
    PROCESSING = "processing"  # the method needs time
    AUTHORIZED = "authorized"  # reserved on the card, not taken
    CAPTURED = "captured"
    VOIDED = "voided"  # can no longer be paid, or the reservation was let go
    FAILED = "failed"  # can no longer be paid: the company gave it up


class RefundState(StrEnum):
    PENDING = "pending"  # the company still works on it
    DONE = "done"
    FAILED = "failed"  # the money stayed with, or came back to, the provider


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be paid. `payment_id` comes back in every charge.

    `key` makes repeats harmless; the amount, the currency and the description never change under it.
    `merchant` is for show, and may be another word the second time.
    """

    key: str
    payment_id: int
    amount_minor: int
    currency: str
    merchant: str
    description: str
    success_url: str
    cancel_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeRefund:
    """Money given back out of one charge. `key` is the one we asked with; None: made at the company."""

    reference: str
    key: str | None
    amount_minor: int
    state: RefundState


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """The company's present truth of one payment."""

    reference: str
    payment_id: int
    state: ChargeState
    amount_minor: int
    currency: str
    captured_minor: int
    checkout_url: str | None
    refunds: tuple[ChargeRefund, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A verified webhook: only a hint that something about `reference` changed. `fetch` understands it."""

    event_id: str
    kind: str
    reference: str


class BadSignature(Exception):  # noqa: N818 - reads as what it is
    """The webhook is forged, stale or damaged."""


class Payments(Protocol):
    """One payment company. It authorises first; taking the money is a step of its own.

    Each call that goes outside answers with the charge as it stands afterwards, and raises TransientError
    (the outcome may be unknown: the same call with the same key again) or PermanentError. No transaction may
    be open around it.
    """

    @property
    def name(self) -> str:
        """Stands in `payments.company` and in the webhook's address."""
        ...

    def open_checkout(self, order: Order) -> Charge:
        """Create the hosted checkout, or return the one that `order.key` created before."""
        ...

    def fetch(self, reference: str) -> Charge:
        """The present truth, by a charge's reference or by a notice's."""
        ...

    def capture(self, reference: str, *, key: str) -> Charge:
        """Take an authorised amount. PermanentError: the reservation is gone, or never was."""
        ...

    def void(self, reference: str, *, key: str) -> Charge:
        """Close an unpaid checkout. If somebody paid meanwhile it stays paid, and the charge says so."""
        ...

    def release(self, reference: str, *, key: str) -> Charge:
        """Let an authorised amount go, untaken. If it was captured meanwhile, the charge says so."""
        ...

    def refund(self, reference: str, amount_minor: int, *, key: str) -> Charge:
        """Give captured money back. PermanentError: more than is left, or never to be had."""
        ...

    def read_notice(self, headers: Mapping[str, str], body: bytes) -> Notice:
        """Verify a webhook, without asking anybody. Raises BadSignature."""
        ...
