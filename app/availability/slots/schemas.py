"""What is asked of slots, and how they are shown."""

from marshmallow import ValidationError, fields, validate

from app.availability.history.evidence import KINDS
from app.availability.rules import Reason
from app.http.schemas import BIGGEST_ID, Amount, Instant, Schema
from app.kernel import zones
from app.providers.links import LONGEST
from app.providers.rules import MOST_SEATS


def _known_zone(name: str) -> None:
    if name not in zones.names():
        raise ValidationError("Not a time zone of the IANA database, such as Europe/London.")


class OfferingQuery(Schema):
    """Without an offering the provider's first one is meant, without a duration the offering's own.

    `seats` are wanted side by side.
    """

    offering_id = fields.Integer(load_default=None, validate=validate.Range(min=1, max=BIGGEST_ID))
    duration_minutes = fields.Integer(load_default=None, validate=validate.Range(min=5, max=24 * 60))
    seats = fields.Integer(load_default=1, validate=validate.Range(min=1, max=MOST_SEATS))
    link = fields.String(
        load_default=None,
        validate=validate.Length(min=1, max=LONGEST),
        metadata={"description": "The token of a link: for an offering that is not listed."},
    )


class SlotsQuery(OfferingQuery):
    start_from = Instant(required=True, data_key="from")
    start_to = Instant(required=True, data_key="to")
    timezone = fields.String(load_default=None, validate=[validate.Length(max=64), _known_zone])


class ExplainQuery(OfferingQuery):
    """Without `asOf` the explanation is of this moment."""

    at = Instant(required=True)
    as_of = Instant(load_default=None)


class Slot(Schema):
    """`seatsLeft` stands at the slots of a group."""

    start_time = fields.AwareDateTime(required=True)
    end_time = fields.AwareDateTime(required=True)
    seats_left = fields.Integer()


class Policy(Schema):
    """What is kept of the price, and how much of it is due at booking."""

    free_hours = fields.Integer(required=True)
    late_percent = fields.Integer(required=True)
    no_show_percent = fields.Integer(required=True)
    deposit_percent = fields.Integer(required=True)


class ColleagueOut(Schema):
    """Somebody to turn to while the provider is off."""

    provider_id = fields.Integer(required=True)
    name = fields.String(required=True)


class TimeOffShown(Schema):
    """A time off for which the provider names a colleague."""

    start_time = Instant(required=True)
    end_time = Instant(required=True)
    colleague = fields.Nested(ColleagueOut, required=True)


class Freshness(Schema):
    """How old what is known of the provider's outside calendars is. `degraded`: older than it should be."""

    degraded = fields.Boolean(required=True)
    last_read_at = Instant(required=True, allow_none=True)
    age_seconds = fields.Integer(required=True, allow_none=True)


class Slots(Schema):
    """Free times of one offering; the quote is good for each of them. The price is that of a seat."""

    provider_id = fields.Integer(required=True)
    offering_id = fields.Integer(required=True)
    timezone = fields.String(required=True)
    provider_timezone = fields.String(required=True)
    duration_minutes = fields.Integer(required=True)
    seats = fields.Integer(required=True)
    price = Amount(required=True)
    pay_now = Amount(required=True)
    currency = fields.String(required=True)
    cancellation_policy = fields.Nested(Policy, required=True)
    time_off = fields.List(fields.Nested(TimeOffShown), required=True)
    quote = fields.String(required=True)
    quote_expires_at = Instant(required=True)
    outside_calendars = fields.Nested(Freshness, required=True, allow_none=True)
    slots = fields.List(fields.Nested(Slot), required=True)


class AgainstOut(Schema):
    """One thing behind one reason. `kind` says what the id is of."""

    reason = fields.String(required=True, validate=validate.OneOf(list(Reason)))
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    id = fields.Integer(required=True, allow_none=True)
    name = fields.String(required=True)
    note = fields.String(required=True)
    day = fields.Date(required=True, allow_none=True, data_key="date")
    start_time = Instant(required=True, allow_none=True)
    end_time = Instant(required=True, allow_none=True)


class Explanation(Schema):
    """Why a time is or is not offered. While the provider is off, they may name a colleague.

    `against` is told to the provider alone; to anybody else it is null.
    """

    at = Instant(required=True)
    as_of = Instant(required=True)
    offered = fields.Boolean(required=True)
    reasons = fields.List(fields.String(validate=validate.OneOf(list(Reason))), required=True)
    colleague = fields.Nested(ColleagueOut, required=True, allow_none=True)
    against = fields.List(fields.Nested(AgainstOut), required=True, allow_none=True)
