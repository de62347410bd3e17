"""What comes in and goes out of the series API."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from app.accounts.fields import ZoneName
from app.availability.rules import Reason
from app.bookings.schemas import LONGEST_NOTES, BookingOut, words
from app.bookings.series.events import Scope
from app.bookings.series.recurrence import LONGEST_RULE, MOST
from app.http.schemas import Amount, ErrorBody, ErrorEnvelope, Id, Instant, Schema
from app.providers.rules import MOST_SEATS
from app.providers.schemas.words import Whole

_RULE = {"example": "FREQ=WEEKLY;BYDAY=TU;COUNT=10", "description": "RFC 5545; it ends by COUNT or UNTIL."}


class SeriesWish(Schema):
    """Appointments that recur, from the first one on; each keeps its time on the provider's clock."""

    provider_id = Id(required=True)
    offering_id = Id(required=True)
    start_time = Instant(required=True)
    rrule = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST_RULE), metadata=_RULE)
    seats = Whole(1, MOST_SEATS, load_default=1)


class Decision(Schema):
    """What becomes of an appointment that is not free, or is not wanted: left out, or at another start."""

    number = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=MOST))
    action = fields.String(required=True, validate=validate.OneOf(["SKIP", "SHIFT"]))
    start_time = Instant(load_default=None)

    @validates_schema
    def _where_to(self, data: dict[str, Any], **_: Any) -> None:
        if (data["action"] == "SHIFT") != (data["start_time"] is not None):
            raise ValidationError("It goes with SHIFT, and only with that.", "startTime")


class SeriesRequest(SeriesWish):
    """What is not free, the client decides about: nothing is left out or shifted in silence."""

    timezone = ZoneName(load_default=None)
    notes = words()
    decisions = fields.List(fields.Nested(Decision), load_default=list, validate=validate.Length(max=MOST))

    @validates_schema
    def _once_each(self, data: dict[str, Any], **_: Any) -> None:
        numbers = [decision["number"] for decision in data["decisions"]]
        if len(set(numbers)) < len(numbers):
            raise ValidationError("Decide once about each appointment.", "decisions")


class PlannedOut(Schema):
    """`startTime` is null where the clock jumps over that time. `nearestSlots` are free starts around it."""

    number = fields.Integer(required=True)
    wall_time = fields.String(required=True, metadata={"example": "2026-09-01T10:00:00"})
    start_time = Instant(required=True, allow_none=True)
    end_time = Instant(required=True, allow_none=True)
    free = fields.Boolean(required=True)
    reasons = fields.List(fields.String(validate=validate.OneOf(list(Reason))), required=True)
    nearest_slots = fields.List(Instant(), required=True)


class SeriesPlanOut(Schema):
    """Every appointment that the rule means; the amounts are those of the ones that are free."""

    timezone = fields.String(required=True)
    conflicts = fields.Integer(required=True)
    amount = Amount(required=True)
    pay_now = Amount(required=True)
    currency = fields.String(required=True)
    occurrences = fields.List(fields.Nested(PlannedOut), required=True)


class SeriesOut(Schema):
    """All appointments, each a booking of its own, and the one link to pay for them."""

    id = Id(required=True)
    rrule = fields.String(required=True)
    timezone = fields.String(required=True)
    amount = Amount(required=True)
    pay_now = Amount(required=True)
    currency = fields.String(required=True)
    payment_url = fields.String(required=True, allow_none=True)
    hold_expires_at = Instant(required=True, allow_none=True)
    occurrences = fields.List(fields.Nested(BookingOut), required=True)


class SeriesMove(Schema):
    """The named appointment gets this start, and the others move by as much on the provider's clock."""

    booking_id = Id(required=True)
    start_time = Instant(required=True)
    scope = fields.String(required=True, validate=validate.OneOf(list(Scope)))


class SeriesCancellation(Schema):
    booking_id = Id(required=True)
    scope = fields.String(required=True, validate=validate.OneOf(list(Scope)))
    reason = fields.String(load_default=None, validate=validate.Length(max=LONGEST_NOTES))


class ConflictsBody(ErrorBody):
    """The numbers of the appointments that are not free."""

    conflicts = fields.List(fields.Integer())


class NotBooked(ErrorEnvelope):
    error = fields.Nested(ConflictsBody, required=True)
