"""Weekly hours and overrides as the API answers them."""

from collections.abc import Sequence
from typing import Any

from marshmallow import fields, pre_dump, validate

from app.availability.rules import clock
from app.availability.schemas.hours import CLOCK, DAYS
from app.http.schemas import Instant, Schema


class Clock(fields.String):
    """A minute of the day as HH:MM."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str:
        del attr, obj, kwargs
        return clock(value)


class Weekday(fields.String):
    """An ISO day of the week by its name."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str:
        del attr, obj, kwargs
        return DAYS[value - 1]


class RuleOut(Schema):
    day_of_week = Weekday(required=True, validate=validate.OneOf(DAYS))
    start_time = Clock(required=True, attribute="start_minute", metadata=CLOCK)
    end_time = Clock(required=True, attribute="end_minute", metadata=CLOCK)
    valid_from = fields.Date(required=True, allow_none=True)
    valid_until = fields.Date(required=True, allow_none=True)


class SpanOut(Schema):
    start_time = Clock(required=True, attribute="start_minute", metadata=CLOCK)
    end_time = Clock(required=True, attribute="end_minute", metadata=CLOCK)

    @pre_dump
    def _named(self, pair: Sequence[int], **_: Any) -> dict[str, int]:
        return {"start_minute": pair[0], "end_minute": pair[1]}


class OverrideOut(Schema):
    """`reason` shows to its provider alone; for all others it is empty."""

    date = fields.Date(required=True)
    spans = fields.List(fields.Nested(SpanOut), required=True)
    reason = fields.String(required=True)


class AvailabilityOut(Schema):
    provider_id = fields.Integer(required=True)
    timezone = fields.String(required=True)
    rules = fields.List(fields.Nested(RuleOut), required=True)
    overrides = fields.List(fields.Nested(OverrideOut), required=True)


class BookingInTheWay(Schema):
    """A booking that stands although the new hours have no room for it."""

    booking_id = fields.Integer(required=True)
    start_time = Instant(required=True, attribute="starts_at")


class ReplacedAvailabilityOut(AvailabilityOut):
    conflicts = fields.List(fields.Nested(BookingInTheWay), required=True)


class ScheduleOut(Schema):
    """Hours of some offerings. `conflicts` are named by the answer to a change."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    rules = fields.List(fields.Nested(RuleOut), required=True)
    overrides = fields.List(fields.Nested(OverrideOut), required=True)
    conflicts = fields.List(fields.Nested(BookingInTheWay), required=True)


class SchedulesOut(Schema):
    schedules = fields.List(fields.Nested(ScheduleOut), required=True)
