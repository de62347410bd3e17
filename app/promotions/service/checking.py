"""Trying a promo code without booking anything."""

from dataclasses import dataclass
from decimal import Decimal

from app.db.session import reading
from app.kernel.errors import Detail, NotFound
from app.kernel.money import Money
from app.promotions.errors import PromoCodeRefused
from app.promotions.rules import MEANING, Reason
from app.promotions.service.redeem import Redeem, check
from app.providers import queries as providers


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    usable: bool
    price: Decimal
    discount: Decimal
    discounted_price: Decimal
    currency: str
    reason: Reason | None
    message: str | None


def check_code(*, provider_id: int, offering_id: int, code: str, client_id: int | None) -> Checked:
    """What the offering would cost with the code. A refused code leaves the price as it is.

    Raises:
        NotFound: no such provider or offering.
    """
    price = _price(provider_id, offering_id)
    asked = Redeem(
        provider_id=provider_id, offering_id=offering_id, client_id=client_id, code=code, price=price
    )
    try:
        return _checked(price, check(asked).discount_minor, None)
    except PromoCodeRefused as refusal:
        return _checked(price, 0, refusal.extra["reasons"][0])


def _price(provider_id: int, offering_id: int) -> Money:
    with reading() as session:
        if providers.visible(session, provider_id, viewer=None) is None:
            raise NotFound(details=[Detail("providerId", "There is no such provider.")])
        offering = providers.offering(session, provider_id, offering_id, hidden=False)
    if offering is None:
        raise NotFound(details=[Detail("offeringId", "The provider has no such offering.")])
    return Money(offering.price_minor, offering.currency)


def _checked(price: Money, off: int, reason: Reason | None) -> Checked:
    return Checked(
        usable=reason is None,
        price=price.major,
        discount=Money(off, price.currency).major,
        discounted_price=Money(price.minor - off, price.currency).major,
        currency=price.currency,
        reason=reason,
        message=MEANING[reason] if reason else None,
    )
