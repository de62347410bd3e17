"""Stripe's minor units, which are not everywhere ISO 4217's: https://docs.stripe.com/currencies."""

from app.kernel.errors import PermanentError
from app.kernel.money import EXPONENT, BadMoney, exponent

_THREE = ("BHD", "JOD", "KWD", "OMR", "TND")
_NONE = (
    *("BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA"),
    *("PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"),
)
_STEP = {**dict.fromkeys(_THREE, 10), **dict.fromkeys(("ISK", "UGX"), 100)}


def to_stripe(minor: int, currency: str) -> int:
    """Our minor units as Stripe counts them. PermanentError: Stripe cannot take this amount exactly."""
    amount = _scaled(minor, _their_exponent(currency) - _exponent(currency), currency)
    if amount <= 0:
        raise PermanentError("an amount is more than 0")
    if amount % step_of(currency):
        raise PermanentError(f"Stripe takes {currency} in steps of {step_of(currency)} of its minor units")
    return amount


def step_of(currency: str) -> int:
    """Stripe's amounts of a currency are multiples of it."""
    return _STEP.get(currency, 1)


def from_stripe(amount: int, currency: str) -> int:
    """Stripe's figure in our minor units."""
    return _scaled(amount, _exponent(currency) - _their_exponent(currency), currency)


def _scaled(amount: int, places: int, currency: str) -> int:
    if places >= 0:
        factor: int = 10**places
        return amount * factor
    step: int = 10**-places
    whole, rest = divmod(amount, step)
    if rest:
        raise PermanentError(f"an amount of {currency} that the other side cannot write down")
    return whole


def _their_exponent(currency: str) -> int:
    if currency in _NONE:
        return 0
    return 3 if currency in _THREE else EXPONENT


def _exponent(currency: str) -> int:
    try:
        return exponent(currency)
    except BadMoney as error:
        raise PermanentError(str(error)) from error
