"""Money: an integer of minor units and an ISO 4217 code. Only here it becomes a decimal, and back."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from babel.core import get_global
from babel.numbers import format_currency

EXPONENT = 2  # of every currency that CLDR does not list with another


class BadMoney(ValueError):  # noqa: N818 - reads as what it is
    """Unknown currency, or more decimals than the currency has."""


@cache
def exponent(currency: str) -> int:
    """Decimals of a currency by ISO 4217 as CLDR lists them: JPY 0, USD 2, KWD 3."""
    if currency not in get_global("all_currencies"):
        raise BadMoney(f"{currency} is not an ISO 4217 currency")
    fractions = get_global("currency_fractions")
    return int(fractions.get(currency, fractions["DEFAULT"])[0])


def uncommon_exponents() -> dict[str, int]:
    """The currencies that have other than two decimals."""
    fractions = get_global("currency_fractions")
    return {currency: int(digits[0]) for currency, digits in fractions.items() if digits[0] != EXPONENT}


@dataclass(frozen=True, slots=True)
class Money:
    minor: int
    currency: str

    @property
    def major(self) -> Decimal:
        """Exact amount in major units, with the currency's number of decimals."""
        places = exponent(self.currency)
        return Decimal(self.minor).scaleb(-places)

    def words(self, locale: str = "en") -> str:
        """For people, by CLDR: `$45.00`, `45,00 €`."""
        return format_currency(self.major, self.currency, locale=locale)


def share(minor: int, percent: int) -> int:
    """So many percent of an amount, rounded down to a whole minor unit."""
    return minor * percent // 100


def share_up(minor: int, percent: int) -> int:
    """So many percent of an amount, rounded up: of anything at least one minor unit."""
    return -share(-minor, percent)


def from_major(amount: Decimal | float | str, currency: str) -> Money:
    """Exact or not at all: `45.001` USD raises BadMoney instead of being rounded."""
    try:
        shifted = Decimal(str(amount)).scaleb(exponent(currency))
    except InvalidOperation as error:
        raise BadMoney(f"{amount!r} is not an amount") from error
    if not shifted.is_finite() or shifted != shifted.to_integral_value():
        raise BadMoney(f"{currency} has {exponent(currency)} decimals")
    return Money(int(shifted), currency)
