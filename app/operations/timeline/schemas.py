"""A timeline as the API shows it."""

from marshmallow import fields

from app.http.schemas import Amount, Instant, Schema
from app.operations.timeline.entries import Side, Type


class TimelineEntry(Schema):
    """`who` did it, or is told of it. `attempts` and `error` are shown to administrators alone."""

    type = fields.String(required=True, metadata={"enum": [each.value for each in Type]})
    name = fields.String(required=True)
    status = fields.String(required=True)
    at = Instant(required=True)
    done_at = Instant(required=True, allow_none=True)
    who = fields.String(
        required=True, allow_none=True, metadata={"enum": [*(each.value for each in Side), None]}
    )
    channel = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True, allow_none=True)
    amount = Amount(required=True, allow_none=True)
    currency = fields.String(required=True, allow_none=True)
    attempts = fields.Integer(required=True, allow_none=True)
    error = fields.String(required=True, allow_none=True)
