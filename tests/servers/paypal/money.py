"""PayPal's rules for amounts."""

from decimal import Decimal, InvalidOperation
from typing import Any

from tests.servers.paypal.refusal import Refusal, unless

_WHOLE = {"HUF", "JPY", "TWD"}
_OTHERS = {"AUD", "BRL", "CAD", "CHF", "CZK", "DKK", "EUR", "GBP", "HKD", "ILS", "MXN", "MYR", "NOK", "NZD"}
_CODES = _WHOLE | _OTHERS | {"PHP", "PLN", "SEK", "SGD", "THB", "USD"}


def value_of(amount: Any) -> Decimal:
    try:
        value, currency = Decimal(amount["value"]), amount["currency_code"]
    except (KeyError, TypeError, InvalidOperation) as error:
        raise Refusal(400, "INVALID_PARAMETER_SYNTAX") from error
    unless(currency in _CODES, "INVALID_CURRENCY_CODE")
    unless(value > 0, "CANNOT_BE_ZERO_OR_NEGATIVE")
    places = -int(value.as_tuple().exponent)
    unless(currency not in _WHOLE or places <= 0, "DECIMALS_NOT_SUPPORTED")
    unless(places <= 2, "DECIMAL_PRECISION")
    return value
