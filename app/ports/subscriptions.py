"""Providers who pay the site for a plan, through the payment company. Amounts are minor units."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class SubscriptionState(StrEnum):
    """What the company says of one subscription, in our words."""

    OPEN = "open"  # its checkout waits for the provider
    TRIAL = "trial"
    ACTIVE = "active"
    PAST_DUE = "past_due"  # a renewal could not be charged; the company tries again
    ENDED = "ended"  # for good, or it never began


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """A plan as the company sells it. `interval` is `month` or `year`."""

    code: str
    name: str
    price_minor: int
    currency: str
    interval: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A provider wants a plan. `key` makes repeats harmless; `price` is what `offer` answered."""

    key: str
    provider_id: int
    price: str
    trial_days: int
    success_url: str
    cancel_url: str
    customer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """The company's present truth. `reference` is its checkout's until there is more."""

    reference: str
    provider_id: int
    state: SubscriptionState
    price: str | None
    customer: str | None
    period_end: datetime | None
    ends_at_period_end: bool
    checkout_url: str | None = None


class Subscriptions(Protocol):
    """Each call raises TransientError or PermanentError, as those of payments do."""

    @property
    def name(self) -> str: ...

    def offer(self, terms: Terms, *, key: str) -> str:
        """Sell a plan; the company's name for its price. The same `key` gives the same price."""
        ...

    def subscribe(self, wish: Wish) -> Subscription:
        """Open the hosted checkout of a plan, or return the one that `wish.key` opened before."""
        ...

    def fetch(self, reference: str) -> Subscription:
        """The present truth, by a checkout's reference, a subscription's or a notice's."""
        ...

    def preview(self, reference: str, price: str) -> int:
        """What changing to this price would cost now: the rest of the time, less what was paid for it."""
        ...

    def change(self, reference: str, price: str, *, key: str) -> Subscription:
        """Change to another price at once; the rest of the time is settled in proportion."""
        ...

    def renew(self, reference: str, *, going_on: bool, key: str) -> Subscription:
        """Let it end with the time that is paid for, or go on after all."""
        ...

    def portal(self, customer: str, *, return_url: str) -> str:
        """Where the provider sees their bills and changes their card: good for one visit."""
        ...

    def owns(self, reference: str) -> bool:
        """Whether a notice with this reference is about a subscription."""
        ...
