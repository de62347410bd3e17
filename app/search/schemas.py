"""What people search providers by, and what they get."""

from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from app.http.paging import PagingQuery
from app.http.schemas import Instant, Schema
from app.providers.rules import LANGUAGE, SPECIALIZATION
from app.providers.schemas.profile import ProviderCard
from app.search.queries import Wanted

HIGHEST_PRICE = 10**8
_price = validate.Range(min=0, max=HIGHEST_PRICE)


class SearchQuery(PagingQuery):
    """Prices are in major units of each provider's own currency; `currency` narrows to one."""

    q = fields.String(validate=validate.Length(min=1, max=200))
    specialization = fields.String(
        validate=[validate.Length(max=40), validate.Regexp(rf"^{SPECIALIZATION}\Z")],
        metadata={"pattern": f"^{SPECIALIZATION}$"},
    )
    language = fields.String(
        validate=[validate.Length(max=40), validate.Regexp(rf"^{LANGUAGE}\Z")],
        metadata={"pattern": f"^{LANGUAGE}$"},
    )
    rating_min = fields.Float(data_key="rating_min", validate=validate.Range(min=0, max=5))
    price_min = fields.Float(data_key="price_min", validate=_price)
    price_max = fields.Float(data_key="price_max", validate=_price)
    currency = fields.String(
        validate=validate.Regexp(r"^[A-Z]{3}\Z", error="Write an ISO 4217 code such as EUR."),
        metadata={"pattern": "^[A-Z]{3}$"},
    )
    sort = fields.String(load_default="rating", validate=validate.OneOf(["rating", "price", "name"]))

    @validates_schema
    def _span(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("price_min", 0) > data.get("price_max", HIGHEST_PRICE):
            raise ValidationError("It is below price_min.", "price_max")

    @post_load
    def _collect(self, data: dict[str, Any], **kwargs: Any) -> Any:
        return Wanted(**super()._collect(data, **kwargs))


class AvailabilitySummary(Schema):
    """`nextAvailable` looks two weeks ahead, at the provider's first offering."""

    next_available = Instant(required=True, allow_none=True)
    timezone = fields.String(required=True)


class FoundProvider(ProviderCard):
    availability = fields.Nested(AvailabilitySummary, required=True)
