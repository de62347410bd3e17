"""Taking a promo code's discount off a price, for one booking that is accepted in the same transaction."""

from dataclasses import dataclass

from app.db.fast import Row, Run, fetch_one
from app.kernel.money import Money
from app.promotions import queries, rules
from app.promotions.errors import PromoCodeRefused
from app.promotions.rules import Code, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Redeem:
    """Somebody wants a code's discount on an offering. Of a stranger nobody knows how often they used it."""

    provider_id: int
    offering_id: int
    client_id: int | None
    code: str
    price: Money


@dataclass(frozen=True, slots=True)
class Redeemed:
    promo_code_id: int
    discount_minor: int


def redeem(run: Run, asked: Redeem) -> Redeemed:
    """The discount for a booking that this transaction is about to accept.

    The code is held until the end of the transaction, so that each count sees every booking before it.

    Raises:
        PromoCodeRefused: with the reason.
    """
    row = queries.code_of(run, asked.provider_id, asked.code, hold=True)
    return _judged(run, row, asked)


def check(asked: Redeem) -> Redeemed:
    """The same question without consequences.

    Raises:
        PromoCodeRefused: with the reason.
    """
    return _judged(fetch_one, queries.code_of(fetch_one, asked.provider_id, asked.code, hold=False), asked)


def _judged(run: Run, row: Row | None, asked: Redeem) -> Redeemed:
    if row is None:
        raise PromoCodeRefused.because(Reason.UNKNOWN_CODE)
    now = row.pop("now")
    code = Code(**row)
    reason = rules.against(code, asked.price, asked.offering_id, now=now)
    reason = reason or rules.used_up(code, queries.used(run, code, asked.client_id))
    if reason is not None:
        raise PromoCodeRefused.because(reason)
    return Redeemed(code.id, rules.discount_of(code, asked.price))
