"""Time off as the API reads and writes it."""

from typing import Any

from marshmallow import fields, post_load, validate

from app.availability.schemas.hours_out import BookingInTheWay
from app.availability.service.time_off import TakeTimeOff
from app.http.paging import PagingQuery
from app.http.schemas import Id, Instant, Schema


class TimeOffIn(Schema):
    start_time = Instant(required=True)
    end_time = Instant(required=True)
    note = fields.String(load_default="", validate=validate.Length(max=500))
    colleague_provider_id = Id(
        load_default=None,
        allow_none=True,
        metadata={"description": "Whom clients may turn to; they are told with the free times of then."},
    )

    @post_load
    def _command(self, data: dict[str, Any], **_: Any) -> TakeTimeOff:
        return TakeTimeOff(data["start_time"], data["end_time"], data["note"], data["colleague_provider_id"])


class TimeOffQuery(PagingQuery):
    """Pages of a provider's times off, the latest first."""


class TimeOffOut(Schema):
    """`bookings` are those that stand in the way: they stay until somebody decides about them."""

    id = fields.Integer(required=True)
    start_time = Instant(required=True)
    end_time = Instant(required=True)
    note = fields.String(required=True)
    colleague_provider_id = fields.Integer(required=True, allow_none=True)
    bookings = fields.List(fields.Nested(BookingInTheWay), required=True)
