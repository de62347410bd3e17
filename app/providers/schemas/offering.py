"""An offering as the API reads and writes it."""

from marshmallow import fields, validate

from app.http.paging import PagingQuery
from app.http.schemas import Amount, Flag, Id, Instant, Schema
from app.providers.links import LONGEST
from app.providers.rules import MOST_SEATS
from app.providers.schemas.limits import Limit, Limits
from app.providers.schemas.questions import Question, Questions
from app.providers.schemas.words import Day, Minutes, Text, Whole

DAY_MINUTES = 1440
YEAR_MINUTES = 365 * DAY_MINUTES
ASSIGNMENTS = ["OWNER", "ROUND_ROBIN", "COLLECTIVE"]


class FurtherDuration(Schema):
    """Another length that can be chosen, and what it costs."""

    duration_minutes = Whole(5, DAY_MINUTES, required=True)
    price = Amount(required=True)


class OfferingChange(Schema):
    """What is left out stays as it is. The currency is always the provider's.

    With more than one of `seats` it is a group: those who book the same start share it, and `price` is that
    of a seat. Its `assignment` says who serves it: its provider, one of its hosts in turn, or all of them.
    `depositPercent` of the price is paid at booking, the rest on site. Of a client who does not come
    `noShowPercent` of the price is kept, as far as it was paid. With `payment` CARD nothing is paid at
    booking: a card is kept, and what the policy keeps is charged to it.
    """

    title = Text(120)
    description = fields.String(validate=validate.Length(max=2000))
    duration_minutes = Whole(5, DAY_MINUTES)
    further_durations = fields.List(fields.Nested(FurtherDuration), validate=validate.Length(max=10))
    step_minutes = Whole(5, DAY_MINUTES)
    grid = fields.String(validate=validate.OneOf(["STEP", "FIT"]))
    start_offset_minutes = Whole(0, DAY_MINUTES - 1)
    price = Amount()
    seats = Whole(1, MOST_SEATS)
    assignment = fields.String(validate=validate.OneOf(ASSIGNMENTS))
    buffer_before_minutes = Whole(0, DAY_MINUTES)
    buffer_after_minutes = Whole(0, DAY_MINUTES)
    notice_minutes = Whole(0, YEAR_MINUTES)
    horizon_kind = fields.String(validate=validate.OneOf(["ROLLING", "BOOKABLE_DAYS", "FIXED"]))
    horizon_days = Whole(1, 730)
    bookable_from = Day(allow_none=True)
    bookable_until = Day(allow_none=True)
    limits = Limits()
    needs_approval = Flag()
    payment = fields.String(validate=validate.OneOf(["NOW", "LATER", "CARD"]))
    deposit_percent = Whole(1, 100)
    no_show_percent = Whole(0, 100)
    reminder_minutes = Minutes(20, 14 * DAY_MINUTES, most=5)
    schedule_id = Id(
        allow_none=True, metadata={"description": "The hours that it follows; without one the standard ones."}
    )
    questions = Questions()
    listed = Flag(metadata={"description": "Else it is found and booked by a link alone."})
    active = Flag()
    position = Whole(0, 10_000)


class NewOffering(OfferingChange):
    """`stepMinutes` is by default half an hour, or the duration where that is shorter."""

    title = Text(120, required=True)
    duration_minutes = Whole(5, DAY_MINUTES, required=True)
    price = Amount(required=True)


class OfferingQuery(PagingQuery):
    """Pages of a provider's offerings."""


class ByLink(Schema):
    """The token of a link."""

    link = fields.String(load_default=None, validate=validate.Length(min=1, max=LONGEST))


class OfferingOut(Schema):
    id = fields.Integer(required=True)
    provider_id = fields.Integer(required=True)
    title = fields.String(required=True)
    description = fields.String(required=True)
    duration_minutes = fields.Integer(required=True)
    further_durations = fields.List(fields.Nested(FurtherDuration), required=True, attribute="durations")
    step_minutes = fields.Integer(required=True)
    grid = fields.String(required=True)
    start_offset_minutes = fields.Integer(required=True)
    price = Amount(required=True)
    currency = fields.String(required=True)
    seats = fields.Integer(required=True)
    assignment = fields.String(required=True, validate=validate.OneOf(ASSIGNMENTS))
    buffer_before_minutes = fields.Integer(required=True)
    buffer_after_minutes = fields.Integer(required=True)
    notice_minutes = fields.Integer(required=True)
    horizon_kind = fields.String(required=True)
    horizon_days = fields.Integer(required=True)
    bookable_from = fields.Date(required=True, allow_none=True)
    bookable_until = fields.Date(required=True, allow_none=True)
    limits = fields.List(fields.Nested(Limit), required=True)
    needs_approval = fields.Boolean(required=True)
    payment = fields.String(required=True)
    deposit_percent = fields.Integer(required=True)
    no_show_percent = fields.Integer(required=True)
    pay_now = Amount(required=True)
    reminder_minutes = fields.List(fields.Integer(), required=True)
    schedule_id = fields.Integer(required=True, allow_none=True)
    questions = fields.List(fields.Nested(Question), required=True)
    listed = fields.Boolean(required=True)
    active = fields.Boolean(required=True)
    position = fields.Integer(required=True)
    created_at = Instant(required=True)
    updated_at = Instant(required=True)
