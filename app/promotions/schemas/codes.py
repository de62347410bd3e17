"""Promo codes as JSON."""

from decimal import Decimal
from typing import Any

from marshmallow import ValidationError, fields, pre_load, validate, validates_schema

from app.http.paging import PagingQuery
from app.http.schemas import Amount, Flag, Id, Instant, Schema
from app.promotions.rules import Reason
from app.providers.schemas.words import Whole

MOST_OFFERINGS = 100
_MOST_USES = 1_000_000
_SPELLING = r"^[A-Za-z0-9_-]{3,40}\Z"


class CodeName(fields.String):
    """3 to 40 letters, digits, `_` and `-`; upper and lower case are the same."""

    def __init__(self, **kwargs: Any) -> None:
        spelling = validate.Regexp(_SPELLING, error="Write 3 to 40 letters, digits, '_' or '-'.")
        super().__init__(validate=spelling, metadata={"pattern": "^[A-Za-z0-9_-]{3,40}$"}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return str(super()._deserialize(value, attr, data, **kwargs)).upper()


class PromoCodeChange(Schema):
    """What is left out stays as it is; null lifts a limit. `percent` or `amount` replaces the other."""

    percent = Whole(1, 100)
    amount = Amount(metadata={"description": "In major units of `currency`."})
    currency = fields.String(validate=validate.Regexp(r"^[A-Z]{3}\Z"), metadata={"pattern": "^[A-Z]{3}$"})
    valid_from = Instant()
    valid_until = Instant(allow_none=True)
    max_redemptions = Whole(1, _MOST_USES, allow_none=True)
    max_per_client = Whole(1, _MOST_USES, allow_none=True)
    offering_ids = fields.List(Id(), allow_none=True, validate=validate.Length(min=1, max=MOST_OFFERINGS))
    active = Flag()

    @validates_schema
    def _percent_or_amount(self, data: dict[str, Any], **_: Any) -> None:
        if "percent" in data and "amount" in data:
            raise ValidationError("Send percent or amount, not both.", "amount")
        if "currency" in data and "amount" not in data:
            raise ValidationError("A currency belongs to an amount.", "currency")
        if data.get("amount") == Decimal(0):
            raise ValidationError("Must be more than 0.", "amount")


class NewPromoCode(PromoCodeChange):
    """Valid from now on unless `validFrom` says otherwise; the currency is by default the provider's."""

    code = CodeName(required=True)

    @pre_load
    def _something_off(self, data: Any, **_: Any) -> Any:
        if isinstance(data, dict) and "percent" not in data and "amount" not in data:
            raise ValidationError({"percent": ["Send percent or amount."]})
        return data


class PromoCodeQuery(PagingQuery):
    """Pages of a provider's promo codes."""


class PromoCodeOut(Schema):
    """`redemptions` counts the bookings that stand on the code."""

    id = fields.Integer(required=True, attribute="code.id")
    provider_id = fields.Integer(required=True, attribute="code.provider_id")
    code = fields.String(required=True, attribute="code.code")
    percent = fields.Integer(required=True, allow_none=True, attribute="code.percent")
    amount = Amount(required=True, allow_none=True, attribute="code.amount")
    currency = fields.String(required=True, allow_none=True, attribute="code.currency")
    valid_from = Instant(required=True, attribute="code.valid_from")
    valid_until = Instant(required=True, allow_none=True, attribute="code.valid_until")
    max_redemptions = fields.Integer(required=True, allow_none=True, attribute="code.max_redemptions")
    max_per_client = fields.Integer(required=True, allow_none=True, attribute="code.max_per_client")
    offering_ids = fields.List(
        fields.Integer(), required=True, allow_none=True, attribute="code.offering_ids"
    )
    active = fields.Boolean(required=True, attribute="code.active")
    redemptions = fields.Integer(required=True)
    created_at = Instant(required=True, attribute="code.created_at")
    updated_at = Instant(required=True, attribute="code.updated_at")


class CodeCheck(Schema):
    """Would this code take something off this offering's price?"""

    provider_id = Id(required=True)
    offering_id = Id(required=True)
    code = CodeName(required=True)


class CodeChecked(Schema):
    """`discountedPrice` is what a booking with the code costs; `reason` says why that is the price."""

    usable = fields.Boolean(required=True)
    reason = fields.String(required=True, allow_none=True, validate=validate.OneOf([*Reason, None]))
    message = fields.String(required=True, allow_none=True)
    price = Amount(required=True)
    discount = Amount(required=True)
    discounted_price = Amount(required=True)
    currency = fields.String(required=True)
