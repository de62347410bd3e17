"""Weekly hours and overrides as the API reads and writes them: HH:MM on the provider's wall clock."""

from datetime import date
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from app.accounts.fields import ZoneName
from app.availability.rules import Override, Span, WeeklyRule, span
from app.availability.rules.overlaps import overlapping_rule, overlapping_span
from app.availability.service.hours import DatedHours, Hours
from app.availability.service.schedules import NamedHours
from app.http.schemas import Schema
from app.kernel.errors import InvalidInput
from app.providers.schemas.words import Day, Text

DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
MOST_RULES, MOST_OVERRIDES, MOST_SPANS = 200, 400, 24
CLOCK = {"pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$"}


class SpanIn(Schema):
    """An end that is not after the start is the next day's; midnight at the end is 24:00."""

    start_time = fields.String(required=True, metadata=CLOCK)
    end_time = fields.String(required=True, metadata=CLOCK)

    @validates_schema
    def _readable(self, data: dict[str, Any], **_: Any) -> None:
        try:
            span(data["start_time"], data["end_time"])
        except InvalidInput as wrong:
            raise ValidationError({detail.field: [detail.message] for detail in wrong.details}) from wrong

    @post_load
    def _span(self, data: dict[str, Any], **_: Any) -> Any:
        return span(data["start_time"], data["end_time"])


class RuleIn(SpanIn):
    """Hours of one weekday, between two dates if they are given, both included."""

    day_of_week = fields.String(required=True, validate=validate.OneOf(DAYS))
    valid_from = Day(allow_none=True, load_default=None)
    valid_until = Day(allow_none=True, load_default=None)

    @validates_schema
    def _ordered(self, data: dict[str, Any], **_: Any) -> None:
        since, until = data["valid_from"], data["valid_until"]
        if since and until and until < since:
            raise ValidationError("It ends on or after the date it begins.", "validUntil")

    @post_load
    def _span(self, data: dict[str, Any], **_: Any) -> WeeklyRule:
        times: Span = span(data["start_time"], data["end_time"])
        weekday = DAYS.index(data["day_of_week"])
        return WeeklyRule(weekday, times.opens, times.closes, data["valid_from"], data["valid_until"])


class OverrideIn(Schema):
    """One date's hours instead of its weekly ones; without spans the date is closed."""

    date = Day(required=True)
    spans = fields.List(fields.Nested(SpanIn), required=True, validate=validate.Length(max=MOST_SPANS))
    reason = fields.String(load_default="", validate=validate.Length(max=200))

    @validates_schema
    def _each_minute_once(self, data: dict[str, Any], **_: Any) -> None:
        if (place := overlapping_span(data["spans"])) is not None:
            raise ValidationError({"spans": {place: {"startTime": ["It overlaps an earlier span."]}}})

    @post_load
    def _dated(self, data: dict[str, Any], **_: Any) -> DatedHours:
        return DatedHours(Override(data["date"], tuple(data["spans"])), data["reason"])


class WrittenHours(Schema):
    """Weekly hours, and dates that differ from them."""

    rules = fields.List(fields.Nested(RuleIn), required=True, validate=validate.Length(max=MOST_RULES))
    overrides = fields.List(
        fields.Nested(OverrideIn), load_default=list, validate=validate.Length(max=MOST_OVERRIDES)
    )

    @validates_schema
    def _each_minute_once(self, data: dict[str, Any], **_: Any) -> None:
        if (place := overlapping_rule(data["rules"])) is not None:
            raise ValidationError({"rules": {place: {"startTime": ["It overlaps an earlier rule."]}}})

    @validates_schema
    def _each_date_once(self, data: dict[str, Any], **_: Any) -> None:
        seen: set[date] = set()
        for place, dated in enumerate(data["overrides"]):
            day = dated.override.date
            if day in seen:
                raise ValidationError({"overrides": {place: {"date": ["This date stands here twice."]}}})
            seen.add(day)


class HoursIn(WrittenHours):
    """All hours at once: what stood before is replaced."""

    timezone = ZoneName(load_default=None)

    @post_load
    def _hours(self, data: dict[str, Any], **_: Any) -> Hours:
        return Hours(data["timezone"], tuple(data["rules"]), tuple(data["overrides"]))


class NamedHoursIn(WrittenHours):
    """A schedule with all of its hours. Its dates win over those that hold for every schedule."""

    name = Text(80, required=True)

    @post_load
    def _named(self, data: dict[str, Any], **_: Any) -> NamedHours:
        return NamedHours(data["name"], Hours(None, tuple(data["rules"]), tuple(data["overrides"])))
