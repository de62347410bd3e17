"""A provider's pace as the API reads and writes it."""

from typing import Any

from marshmallow import fields, post_load

from app.availability.service.pace import Pace
from app.http.schemas import Schema
from app.providers.schemas.limits import Limit, Limits
from app.providers.schemas.words import Whole


class PaceIn(Schema):
    """The whole pace at once: what stood before is replaced."""

    rest_minutes = Whole(0, 1440, required=True)
    limits = Limits(required=True)

    @post_load
    def _pace(self, data: dict[str, Any], **_: Any) -> Pace:
        return Pace(rest_minutes=data["rest_minutes"], limits=data["limits"])


class PaceOut(Schema):
    """The least number of minutes between two bookings, and how much is taken on over all offerings."""

    rest_minutes = fields.Integer(required=True)
    limits = fields.List(fields.Nested(Limit), required=True)
