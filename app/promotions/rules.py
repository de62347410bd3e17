"""What a promo code takes off a price, when a package pays, and when they do not. Pure."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.kernel.money import Money


class PurchaseStatus(StrEnum):
    UNPAID = "UNPAID"
    ACTIVE = "ACTIVE"
    CLOSED = "CLOSED"  # it was not paid, and nobody is asked for it any more
    REFUNDED = "REFUNDED"


class NoCredit(StrEnum):
    """Why a package pays for nothing. The names are part of the API as well."""

    UNKNOWN_PURCHASE = "UNKNOWN_PURCHASE"
    NOT_PAID = "NOT_PAID"
    REFUNDED = "REFUNDED"
    PACKAGE_EXPIRED = "PACKAGE_EXPIRED"
    OTHER_OFFERING = "OTHER_OFFERING"
    NO_CREDITS_LEFT = "NO_CREDITS_LEFT"


LACK = {
    NoCredit.UNKNOWN_PURCHASE: "You have bought no such package.",
    NoCredit.NOT_PAID: "This package has not been paid for.",
    NoCredit.REFUNDED: "This package was paid back.",
    NoCredit.PACKAGE_EXPIRED: "This package is no longer valid.",
    NoCredit.OTHER_OFFERING: "This package is for another offering.",
    NoCredit.NO_CREDITS_LEFT: "All appointments of this package are booked.",
}


class Reason(StrEnum):
    """Why a code takes nothing off. The names are part of the API: they may grow in number, never change."""

    UNKNOWN_CODE = "UNKNOWN_CODE"
    NOT_YET_VALID = "NOT_YET_VALID"
    CODE_EXPIRED = "CODE_EXPIRED"
    OTHER_OFFERING = "OTHER_OFFERING"
    OTHER_CURRENCY = "OTHER_CURRENCY"
    NOTHING_TO_DISCOUNT = "NOTHING_TO_DISCOUNT"
    USED_UP = "USED_UP"
    USED_UP_BY_YOU = "USED_UP_BY_YOU"


MEANING = {
    Reason.UNKNOWN_CODE: "The provider has no such promo code.",
    Reason.NOT_YET_VALID: "This promo code is not valid yet.",
    Reason.CODE_EXPIRED: "This promo code is no longer valid.",
    Reason.OTHER_OFFERING: "This promo code is for other offerings.",
    Reason.OTHER_CURRENCY: "This promo code is in another currency.",
    Reason.NOTHING_TO_DISCOUNT: "There is nothing to pay for this offering.",
    Reason.USED_UP: "This promo code has been used as often as it may be.",
    Reason.USED_UP_BY_YOU: "You have used this promo code as often as you may.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A promo code's terms. Either `percent` or `amount_minor` says what it takes off."""

    id: int
    percent: int | None
    amount_minor: int | None
    currency: str | None
    valid_from: datetime
    valid_until: datetime | None
    max_redemptions: int | None
    max_per_client: int | None
    offering_ids: Sequence[int] | None
    active: bool


@dataclass(frozen=True, slots=True)
class Used:
    """How many bookings stand on a code: of everybody, and of the client who asks."""

    by_all: int = 0
    by_client: int = 0


def discount(price_minor: int, *, percent: int | None = None, amount_minor: int | None = None) -> int:
    """Minor units off a price: never below 0, never above the price.

    A percentage is rounded half up to a whole minor unit, whatever the currency's minor unit is.
    """
    off = amount_minor or 0 if percent is None else (price_minor * percent * 2 + 100) // 200
    return max(0, min(off, price_minor))


def discount_of(code: Code, price: Money) -> int:
    return discount(price.minor, percent=code.percent, amount_minor=code.amount_minor)


def against(code: Code, price: Money, offering_id: int, *, now: datetime) -> Reason | None:
    """What stands against a code for this offering at this moment, however often it was used."""
    if not code.active:
        return Reason.UNKNOWN_CODE
    if now < code.valid_from:
        return Reason.NOT_YET_VALID
    if code.valid_until is not None and code.valid_until <= now:
        return Reason.CODE_EXPIRED
    if code.offering_ids is not None and offering_id not in code.offering_ids:
        return Reason.OTHER_OFFERING
    if code.currency not in {None, price.currency}:
        return Reason.OTHER_CURRENCY
    return Reason.NOTHING_TO_DISCOUNT if price.minor == 0 else None


def used_up(code: Code, used: Used) -> Reason | None:
    """Whether one more booking would be one too many."""
    if code.max_redemptions is not None and used.by_all >= code.max_redemptions:
        return Reason.USED_UP
    if code.max_per_client is not None and used.by_client >= code.max_per_client:
        return Reason.USED_UP_BY_YOU
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """A purchase as the one who spends a credit finds it; `spent` counts the bookings that stand on it."""

    status: str
    offering_id: int
    credits: int
    spent: int
    expires_at: datetime | None


def lacks(bought: Bought, offering_id: int, *, now: datetime) -> NoCredit | None:
    """Why no credit of this purchase pays for one more booking of this offering."""
    if bought.status == PurchaseStatus.REFUNDED:
        return NoCredit.REFUNDED
    if bought.status != PurchaseStatus.ACTIVE or bought.expires_at is None:
        return NoCredit.NOT_PAID
    if bought.expires_at <= now:
        return NoCredit.PACKAGE_EXPIRED
    if bought.offering_id != offering_id:
        return NoCredit.OTHER_OFFERING
    return NoCredit.NO_CREDITS_LEFT if bought.spent >= bought.credits else None


def months_later(at: datetime, months: int) -> datetime:
    """The same day and time so many months on; a month that is shorter ends with its last day."""
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    day = min(at.day, monthrange(year, month + 1)[1])
    return at.replace(year=year, month=month + 1, day=day)
