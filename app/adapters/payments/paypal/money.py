"""Amounts as PayPal writes them: decimal text, for the currencies that it knows."""

from collections.abc import Mapping
from typing import Any

from app.kernel.errors import PermanentError
from app.kernel.money import BadMoney, Money, from_major

# https://developer.paypal.com/docs/api/reference/currency-codes/
WITHOUT_DECIMALS = frozenset({"HUF", "JPY", "TWD"})
KNOWN = WITHOUT_DECIMALS | frozenset(
    {"AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "ILS", "MXN"}
    | {"MYR", "NOK", "NZD", "PHP", "PLN", "RUB", "SEK", "SGD", "THB", "USD"}
)


def amount(minor: int, currency: str) -> dict[str, str]:
    """PayPal's `money`. Raises PermanentError where PayPal would: forints, by ISO 4217, have fillér."""
    if currency not in KNOWN:
        raise PermanentError(f"PayPal does not take {currency}")
    if minor <= 0:
        raise PermanentError("an amount must be more than 0")
    major = Money(minor, currency).major
    if currency not in WITHOUT_DECIMALS:
        return {"currency_code": currency, "value": str(major)}
    if major != major.to_integral_value():
        raise PermanentError(f"PayPal takes {currency} without decimals")
    return {"currency_code": currency, "value": str(int(major))}


def minor(told: Mapping[str, Any]) -> int:
    """The same, read back."""
    try:
        return from_major(str(told["value"]), str(told["currency_code"])).minor
    except BadMoney as error:
        raise PermanentError(f"PayPal told an amount that cannot be: {error}") from error
