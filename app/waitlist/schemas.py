"""What comes in and goes out of the waitlist API."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from app.accounts.fields import ZoneName
from app.bookings.schemas import NearSlot
from app.http.schemas import ErrorBody, ErrorEnvelope, Id, Instant, Schema
from app.providers.rules import MOST_SEATS
from app.providers.schemas.words import Whole
from app.waitlist.rules import WishStatus

DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
_CLOCK = validate.Regexp(r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z|^24:00\Z", error="Write HH:MM, to 24:00.")


class WishRequest(Schema):
    """Any start on these dates and weekdays, from `startTime` and before `endTime` by the clock there.

    With `bookingId` it is that booking that would be moved earlier; its provider and offering are meant.
    """

    provider_id = Id(load_default=None)
    offering_id = Id(load_default=None)
    booking_id = Id(load_default=None)
    first_date = fields.Date(required=True, data_key="from")
    last_date = fields.Date(required=True, data_key="to")
    weekdays = fields.List(
        fields.String(validate=validate.OneOf(DAYS)), load_default=list, validate=validate.Length(max=7)
    )
    start_time = fields.String(load_default="00:00", validate=_CLOCK)
    end_time = fields.String(load_default="24:00", validate=_CLOCK)
    timezone = ZoneName(required=True)
    seats = Whole(1, MOST_SEATS, load_default=1)

    @validates_schema
    def _one_aim(self, data: dict[str, Any], **_: Any) -> None:
        if data["booking_id"] is not None and (data["provider_id"] or data["offering_id"]):
            raise ValidationError("It says already what is waited for.", "bookingId")
        if data["booking_id"] is not None and data["seats"] > 1:
            raise ValidationError("The booking keeps its own.", "seats")
        if data["booking_id"] is None and data["provider_id"] is None:
            raise ValidationError("Send providerId and offeringId, or bookingId.", "providerId")
        if data["end_time"] <= data["start_time"]:
            raise ValidationError("Must be later than startTime.", "endTime")
        if len(set(data["weekdays"])) < len(data["weekdays"]):
            raise ValidationError("Name each weekday once.", "weekdays")


class WishOut(Schema):
    """`offerId` is the booking that is kept for the client at this moment: submit it, or cancel it."""

    id = Id(required=True)
    provider_id = Id(required=True)
    client_id = Id(required=True)
    offering_id = Id(required=True)
    booking_id = Id(required=True, allow_none=True)
    first_date = fields.Date(required=True, data_key="from")
    last_date = fields.Date(required=True, data_key="to")
    weekdays = fields.List(fields.String(validate=validate.OneOf(DAYS)), required=True)
    start_time = fields.String(required=True)
    end_time = fields.String(required=True)
    timezone = fields.String(required=True)
    seats = fields.Integer(required=True)
    status = fields.String(required=True, validate=validate.OneOf(list(WishStatus)))
    reason = fields.String(required=True, allow_none=True)
    offer_id = Id(required=True, allow_none=True)
    expires_at = Instant(required=True)
    created_at = Instant(required=True)


class TimesFreeBody(ErrorBody):
    """The first free times of those that were wished for."""

    nearest_slots = fields.List(fields.Nested(NearSlot))


class NotAdded(ErrorEnvelope):
    error = fields.Nested(TimesFreeBody, required=True)
