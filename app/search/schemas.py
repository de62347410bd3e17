"""What people search providers by, and what they get."""

from datetime import date
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from app.http.paging import PagingQuery
from app.http.schemas import Instant, Pagination, Schema
from app.kernel import zones
from app.providers.rules import LANGUAGE, SPECIALIZATION
from app.providers.schemas.profile import MEETING, ProviderCard
from app.search.wanted import FreeOn, Place, Wanted

HIGHEST_PRICE = 10**8
SORTS = ("relevance", "rating", "price", "name", "distance", "nextAvailable")
LONGEST_QUERY = 200
_price = validate.Range(min=0, max=HIGHEST_PRICE)
_AFTER = r"^([01][0-9]|2[0-3]):[0-5][0-9]"


def _known_zone(name: str) -> None:
    if name not in zones.names():
        raise ValidationError("Not a time zone of the IANA database, such as Europe/London.")


def _sane(day: date) -> None:
    if not 1900 <= day.year <= 2999:  # noqa: PLR2004 - as with instants
        raise ValidationError("Must lie between the years 1900 and 2999.")


class SearchQuery(PagingQuery):
    """Prices are in major units of each provider's own currency; `currency` narrows to one.

    `freeOn` with `freeAfter` and `freeFor` asks for a time on that date, on the clock of `timezone`.
    """

    q = fields.String(validate=validate.Length(min=1, max=LONGEST_QUERY))
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
    meeting = fields.String(validate=validate.OneOf(MEETING[:2]))
    lat = fields.Float(validate=validate.Range(min=-90, max=90))
    lon = fields.Float(validate=validate.Range(min=-180, max=180))
    radius_km = fields.Float(validate=validate.Range(min=0.1, max=20_000))
    free_on = fields.Date(validate=_sane)
    free_after = fields.String(
        validate=validate.Regexp(rf"{_AFTER}\Z", error="Write a time as HH:MM, from 00:00 to 23:59."),
        metadata={"pattern": f"{_AFTER}$"},
    )
    free_for = fields.Integer(validate=validate.Range(min=5, max=1440))
    timezone = fields.String(validate=[validate.Length(max=64), _known_zone])
    sort = fields.String(validate=validate.OneOf(SORTS))

    @validates_schema
    def _span(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("price_min", 0) > data.get("price_max", HIGHEST_PRICE):
            raise ValidationError("It is below price_min.", "price_max")

    @validates_schema
    def _point(self, data: dict[str, Any], **_: Any) -> None:
        if ("lat" in data) != ("lon" in data):
            raise ValidationError("lat and lon belong together.", "lon" if "lat" in data else "lat")
        if "lat" not in data and "radius_km" in data:
            raise ValidationError("A radius needs a point: give lat and lon.", "radiusKm")
        if "lat" not in data and data.get("sort") == "distance":
            raise ValidationError("Distances need a point: give lat and lon.", "sort")

    @validates_schema
    def _date(self, data: dict[str, Any], **_: Any) -> None:
        for name, key in (("free_after", "freeAfter"), ("free_for", "freeFor"), ("timezone", "timezone")):
            if name in data and "free_on" not in data:
                raise ValidationError("It belongs to a date: give freeOn.", key)

    @post_load
    def _collect(self, data: dict[str, Any], **kwargs: Any) -> Any:
        data = super()._collect(data, **kwargs)
        point = data.pop("lat", None), data.pop("lon", None)
        radius = data.pop("radius_km", None)
        return Wanted(**data | _free(data), near=None if None in point else Place(*point, radius))


class AvailableSlot(Schema):
    offering_id = fields.Integer(required=True)
    start_time = Instant(required=True)
    end_time = Instant(required=True)


class AvailabilitySummary(Schema):
    """`nextAvailable` looks two weeks ahead, at the provider's first offering.

    `slots` are the first times that fit a `freeOn`, read from the database as the answer was made.
    """

    next_available = Instant(required=True, allow_none=True)
    timezone = fields.String(required=True)
    slots = fields.List(fields.Nested(AvailableSlot), required=True)


class FoundProvider(ProviderCard):
    """`highlights` are HTML: what was found stands in `<em>`, all else is escaped."""

    availability = fields.Nested(AvailabilitySummary, required=True)
    distance_km = fields.Float(required=True, allow_none=True)
    highlights = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


def _counts() -> fields.Dict:
    return fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class Facets(Schema):
    """How many of all that were found have each value; the twenty most frequent ones."""

    specializations = _counts()
    languages = _counts()
    meeting = _counts()


class SearchResults(Schema):
    """`degraded`: the search index is away, and the database answered by itself."""

    enveloped = False

    data = fields.List(fields.Nested(FoundProvider), required=True)
    pagination = fields.Nested(Pagination, required=True)
    facets = fields.Nested(Facets, required=True)
    degraded = fields.Boolean(required=True)


class SuggestQuery(Schema):
    q = fields.String(required=True, validate=validate.Length(min=1, max=100))
    size = fields.Integer(load_default=10, validate=validate.Range(min=1, max=20))


class SuggestionOut(Schema):
    """A specialization to search for, or a provider to look at."""

    text = fields.String(required=True)
    provider_id = fields.Integer(required=True, allow_none=True)


class SimilarQuery(Schema):
    size = fields.Integer(load_default=6, validate=validate.Range(min=1, max=20))


def _free(data: dict[str, Any]) -> dict[str, Any]:
    day, after = data.pop("free_on", None), data.pop("free_after", "00:00")
    minutes, zone = data.pop("free_for", 60), data.pop("timezone", "UTC")
    hours, rest = after.split(":")
    return {"free": None if day is None else FreeOn(day, int(hours) * 60 + int(rest), minutes, zone)}
