"""What comes in where several services are booked together."""

from marshmallow import fields, validate

from app.accounts.fields import ZoneName
from app.bookings.combined.combining import MOST
from app.bookings.schemas import words
from app.http.schemas import Amount, Id, Instant, Schema


class CombinedRequest(Schema):
    """Several offerings of one provider, in the order in which they follow one another."""

    provider_id = Id(required=True)
    offering_ids = fields.List(Id(), required=True, validate=validate.Length(min=2, max=MOST))
    start_time = Instant(required=True)
    notes = words()
    timezone = ZoneName(load_default=None)


class CombinedQuery(Schema):
    """As for `slots`, for all of them together."""

    offering_ids = fields.String(
        required=True,
        validate=validate.Regexp(r"^[1-9][0-9]{0,14}(,[1-9][0-9]{0,14}){1,7}\Z"),
        metadata={"description": "Two to eight, divided by commas, in their order."},
    )
    start_from = Instant(required=True, data_key="from")
    start_to = Instant(required=True, data_key="to")


class CombinedSlot(Schema):
    start_time = Instant(required=True)
    end_time = Instant(required=True)


class CombinedSlots(Schema):
    """Free starts of all of them together, and what they cost and last."""

    duration_minutes = fields.Integer(required=True)
    price = Amount(required=True)
    pay_now = Amount(required=True)
    currency = fields.String(required=True)
    slots = fields.List(fields.Nested(CombinedSlot), required=True)
