"""Who can be paid, and what the site keeps. Pure."""

from decimal import Decimal
from enum import StrEnum

from app.kernel.money import exponent

_THOUSANDTHS = 3


class PayoutStatus(StrEnum):
    ASKED = "ASKED"  # the company is being asked for an account
    PENDING = "PENDING"
    READY = "READY"
    BLOCKED = "BLOCKED"


def fee(amount_minor: int, currency: str, percent: Decimal) -> int:
    """The site's share, rounded down; of thousandths to tens, since cards know no single ones."""
    whole = int(amount_minor * percent / 100)
    return whole - whole % 10 if exponent(currency) == _THOUSANDTHS else whole
