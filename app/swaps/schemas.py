"""What comes in and goes out of the swaps API."""

from marshmallow import fields, validate

from app.http.schemas import Id, Instant, Schema
from app.swaps.rules import SwapStatus


class SwapRequest(Schema):
    """The start that I would like to have instead of mine."""

    start_time = Instant(required=True)


class SwapOut(Schema):
    """From the side of whoever asks: `bookingId` is theirs. Whose the other time is, nobody learns."""

    id = Id(required=True)
    booking_id = Id(required=True)
    side = fields.String(required=True, validate=validate.OneOf(["PROPOSED", "ASKED"]))
    gives = Instant(required=True)
    gets = Instant(required=True)
    status = fields.String(required=True, validate=validate.OneOf(list(SwapStatus)))
    expires_at = Instant(required=True)
    created_at = Instant(required=True)
