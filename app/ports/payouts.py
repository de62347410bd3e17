"""Paying providers through the payment company: each has an account of their own there."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class PayeeState(StrEnum):
    """What the company says of an account, in our words."""

    PENDING = "pending"  # its owner has not filled in everything
    READY = "ready"  # money can be sent there
    BLOCKED = "blocked"  # the company checks, or wants to know more


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """The company's present truth of one account."""

    reference: str
    provider_id: int
    state: PayeeState


class Payouts(Protocol):
    """Each call that goes outside raises TransientError or PermanentError, as those of payments do."""

    @property
    def name(self) -> str: ...

    def open_account(self, provider_id: int, *, key: str) -> Payee:
        """Make an account for a provider, or return the one that `key` made before."""
        ...

    def onboarding(self, reference: str, *, return_url: str, refresh_url: str) -> str:
        """Where its owner fills in what the company wants to know: good for one visit within minutes."""
        ...

    def fetch(self, reference: str) -> Payee:
        """The present truth."""
        ...

    def owns(self, reference: str) -> bool:
        """Whether a notice with this reference is about an account, and not about a payment."""
        ...
