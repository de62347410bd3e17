"""A provider's profile as the API reads and writes it."""

from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from app.accounts.fields import ZoneName
from app.http.schemas import Amount, Flag, Instant, Schema
from app.providers.rules import LANGUAGE, SPECIALIZATION
from app.providers.schemas.offering import OfferingOut
from app.providers.schemas.words import Coordinate, Details, Link, Text, Whole, Words

PLACE = ("address", "city", "country", "latitude", "longitude")
MEETING = ("ONLINE", "IN_PERSON", "BOTH")


class Location(Schema):
    """An address, a point, or both; a point needs both of its numbers."""

    address = Text(300, allow_none=True, load_default=None)
    city = Text(100, allow_none=True, load_default=None)
    country = fields.String(
        allow_none=True,
        load_default=None,
        validate=validate.Regexp(r"^[A-Z]{2}\Z", error="Write an ISO 3166 code such as DE."),
        metadata={"pattern": "^[A-Z]{2}$"},
    )
    latitude = Coordinate(90, allow_none=True, load_default=None)
    longitude = Coordinate(180, allow_none=True, load_default=None)

    @validates_schema
    def _whole_point(self, data: dict[str, Any], **_: Any) -> None:
        if (data["latitude"] is None) != (data["longitude"] is None):
            missing = "latitude" if data["latitude"] is None else "longitude"
            raise ValidationError("Latitude and longitude belong together.", missing)


class CancellationPolicy(Schema):
    """Free until `freeHours` before the start; later, `latePercent` of the price is kept."""

    free_hours = Whole(0, 8760, required=True)
    late_percent = Whole(0, 100, required=True)


class ProviderChange(Schema):
    """What is left out stays as it is."""

    name = Text(120)
    bio = fields.String(validate=validate.Length(max=5000))
    specializations = Words(SPECIALIZATION, "Lower-case words joined by _, such as language_tutor.")
    languages = Words(LANGUAGE, "Lower-case words, such as english.")
    hourly_rate = Amount()
    currency = fields.String(
        validate=validate.Regexp(r"^[A-Z]{3}\Z", error="Write an ISO 4217 code such as EUR."),
        metadata={"pattern": "^[A-Z]{3}$"},
    )
    location = fields.Nested(Location, allow_none=True)
    meeting = fields.String(validate=validate.OneOf(MEETING))
    photo_url = Link(allow_none=True)
    video_link = Link(allow_none=True)
    timezone = ZoneName()
    metadata = Details(attribute="details")
    cancellation_policy = fields.Nested(CancellationPolicy)
    published = Flag()

    @post_load
    def _columns(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Name everything as the table does; money waits until its currency is known."""
        if "location" in data:
            data.update(data.pop("location") or dict.fromkeys(PLACE))
        if "cancellation_policy" in data:
            policy = data.pop("cancellation_policy")
            data["cancel_free_hours"] = policy["free_hours"]
            data["cancel_late_percent"] = policy["late_percent"]
        return data


class NewProvider(ProviderChange):
    """Name and time zone are by default those of the account."""

    hourly_rate = Amount(required=True)
    currency = fields.String(
        required=True,
        validate=validate.Regexp(r"^[A-Z]{3}\Z", error="Write an ISO 4217 code such as EUR."),
        metadata={"pattern": "^[A-Z]{3}$"},
    )


class LocationOut(Schema):
    address = fields.String(required=True, allow_none=True)
    city = fields.String(required=True, allow_none=True)
    country = fields.String(required=True, allow_none=True)
    latitude = fields.Float(required=True, allow_none=True)
    longitude = fields.Float(required=True, allow_none=True)


class CancellationPolicyOut(Schema):
    free_hours = fields.Integer(required=True)
    late_percent = fields.Integer(required=True)


class ProviderCard(Schema):
    """What a list shows of a provider, and every profile begins with."""

    id = fields.Integer(required=True)
    user_id = fields.Integer(required=True)
    name = fields.String(required=True)
    bio = fields.String(required=True)
    specializations = fields.List(fields.String(), required=True)
    languages = fields.List(fields.String(), required=True)
    hourly_rate = Amount(required=True)
    currency = fields.String(required=True)
    rating = fields.Float(required=True, allow_none=True)
    total_reviews = fields.Integer(required=True)
    location = fields.Nested(LocationOut, required=True, allow_none=True)
    meeting = fields.String(required=True)
    photo_url = fields.String(required=True, allow_none=True)


class ProviderOut(ProviderCard):
    """`videoLink` and offerings that are not active show to their provider alone."""

    timezone = fields.String(required=True)
    metadata = fields.Dict(required=True, attribute="details")
    cancellation_policy = fields.Nested(CancellationPolicyOut, required=True)
    video_link = fields.String(required=True, allow_none=True)
    published = fields.Boolean(required=True)
    offerings = fields.List(fields.Nested(OfferingOut), required=True)
    created_at = Instant(required=True)
    updated_at = Instant(required=True)
