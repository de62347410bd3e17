"""Taking money through a payment company, shaped by what a booking needs. Amounts are minor units."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from app.kernel.errors import PermanentError


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


class DisputeState(StrEnum):
    OPEN = "open"  # the money is gone for now; evidence may be sent
    WON = "won"  # it came back
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be paid. `payment_id` comes back in every charge.

    `key` makes repeats harmless; the amount, the currency and the description never change under it.
    `merchant` is for show, and may be another word the second time. `destination` is the provider's own
    account at the company, which receives the money less `fee_minor`; None: the money is the site's.

    `customer` is whose card is kept, by the company's name for them. `keeps_card`: nothing is taken now, and
    AUTHORIZED means that the card is there, of which `capture` takes what is claimed. `saves_card`: the card
    that pays is kept for later.
    """

    key: str
    payment_id: int
    amount_minor: int
    currency: str
    merchant: str
    description: str
    success_url: str
    cancel_url: str
    destination: str | None = None
    fee_minor: int = 0
    customer: str | None = None
    keeps_card: bool = False
    saves_card: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeRefund:
    """Money given back out of one charge. `key` is the one we asked with; None: made at the company."""

    reference: str
    key: str | None
    amount_minor: int
    state: RefundState


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeDispute:
    """The client's bank asks for the money back. What it takes, it takes without asking us."""

    reference: str
    amount_minor: int
    state: DisputeState


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
    card: str | None = None  # the company's name of the card that is kept for this
    refunds: tuple[ChargeRefund, ...] = ()
    disputes: tuple[ChargeDispute, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A verified webhook: only a hint that something about `reference` changed. `fetch` understands it."""

    event_id: str
    kind: str
    reference: str


class CardRefused(PermanentError):  # noqa: N818 - reads as what it is
    """A kept card was not charged: declined, or its bank wants the client themselves to agree."""


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

    @property
    def listed_within(self) -> timedelta:
        """How long after it was paid a charge may be missing in `recent`."""
        ...

    def open_checkout(self, order: Order) -> Charge:
        """Create the hosted checkout, or return the one that `order.key` created before."""
        ...

    def fetch(self, reference: str) -> Charge:
        """The present truth, by a charge's reference or by a notice's."""
        ...

    def capture(self, reference: str, *, key: str, amount_minor: int | None = None) -> Charge:
        """Take an authorised amount, or a part of it: the rest is let go.

        PermanentError: the reservation is gone or never was, or is smaller.
        CardRefused: the card that was kept; the charge is FAILED, and takes nothing any more.
        """
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

    def recent(self, since: datetime) -> Iterator[Charge]:
        """Every charge of ours that was made since, as it stands now: for reconciliation."""
        ...

    def read_notice(self, headers: Mapping[str, str], body: bytes) -> Notice:
        """Verify a webhook, without asking anybody. Raises BadSignature."""
        ...
