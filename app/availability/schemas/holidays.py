"""Public holidays as the API reads and writes them."""

from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from app.availability.rules.holidays import countries
from app.availability.schemas.hours_out import BookingInTheWay
from app.availability.service.holidays import Choice
from app.http.schemas import Schema
from app.providers.schemas.words import Text

MOST_WORKED = 100


class HolidaysIn(Schema):
    """Of which country, and on which of its holidays you work: their dates or their names."""

    country = fields.String(required=True, allow_none=True, validate=validate.Length(min=2, max=2))
    subdivision = fields.String(load_default=None, allow_none=True, validate=validate.Length(min=1, max=40))
    worked = fields.List(Text(200), load_default=list, validate=validate.Length(max=MOST_WORKED))

    @validates_schema
    def _known(self, data: dict[str, Any], **_: Any) -> None:
        country, part = data["country"], data["subdivision"]
        if country is not None and country not in countries():
            raise ValidationError(
                "Not a country whose holidays are known, by ISO 3166, such as DE.", "country"
            )
        if part is not None and part not in countries().get(country or "", ()):
            parts = ", ".join(countries().get(country or "", ())) or "none"
            raise ValidationError(
                f"Not a part of this country with holidays of its own: {parts}.", "subdivision"
            )

    @post_load
    def _choice(self, data: dict[str, Any], **_: Any) -> Choice:
        return Choice(**data)


class HolidayOut(Schema):
    date = fields.Date(required=True)
    name = fields.String(required=True)
    worked = fields.Boolean(required=True)


class HolidaysOut(Schema):
    """`coming` are those of a year from today. An override of the same date wins over a holiday."""

    country = fields.String(required=True, allow_none=True)
    subdivision = fields.String(required=True, allow_none=True)
    worked = fields.List(fields.String(), required=True)
    coming = fields.List(fields.Nested(HolidayOut), required=True)
    conflicts = fields.List(fields.Nested(BookingInTheWay), required=True)
