"""Trips as the API reads and writes them."""

from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from app.accounts.fields import ZoneName
from app.availability.rules import Trip
from app.availability.schemas.hours_out import BookingInTheWay
from app.http.schemas import Schema
from app.providers.schemas.words import Day

MOST_TRIPS = 50


class TripIn(Schema):
    """Dates, both included, on which the hours are read on the clock of this zone."""

    first_date = Day(required=True)
    last_date = Day(required=True)
    timezone = ZoneName(required=True)

    @validates_schema
    def _ordered(self, data: dict[str, Any], **_: Any) -> None:
        if data["last_date"] < data["first_date"]:
            raise ValidationError("A trip ends on or after the date it begins.", "lastDate")

    @post_load
    def _trip(self, data: dict[str, Any], **_: Any) -> Trip:
        return Trip(data["first_date"], data["last_date"], data["timezone"])


class TripsIn(Schema):
    """All trips at once: what stood before is replaced."""

    trips = fields.List(fields.Nested(TripIn), required=True, validate=validate.Length(max=MOST_TRIPS))

    @validates_schema
    def _one_place_a_date(self, data: dict[str, Any], **_: Any) -> None:
        trips = data["trips"]
        for place, trip in enumerate(trips):
            if any(trip.first <= other.last and other.first <= trip.last for other in trips[:place]):
                raise ValidationError(
                    {"trips": {place: {"firstDate": ["Its dates overlap another trip's."]}}}
                )


class TripOut(Schema):
    first_date = fields.Date(required=True)
    last_date = fields.Date(required=True)
    timezone = fields.String(required=True)


class TripsOut(Schema):
    """`conflicts` are named by the answer to a change: bookings that lie outside of the hours now."""

    trips = fields.List(fields.Nested(TripOut), required=True)
    conflicts = fields.List(fields.Nested(BookingInTheWay), required=True)
