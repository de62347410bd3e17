"""What comes in and goes out where people book without an account."""

from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from app.accounts.fields import Email, PersonName, Phone, ZoneName, locale, token
from app.bookings.schemas import BookingOut, Form, HoldRequest, words
from app.http.schemas import Id, Instant, Schema
from app.providers.rules import MOST_SEATS
from app.providers.schemas.words import Whole


class ContactIn(Schema):
    """Somebody without an account. Without `timezone` they read the clock of their provider."""

    email = Email(required=True)
    first_name = PersonName(required=True)
    last_name = PersonName(required=True)
    phone = Phone(load_default=None, allow_none=True)
    locale = locale(load_default="en")
    timezone = ZoneName(load_default=None)


class BookingForClient(Schema):
    """A provider books for a client of theirs, or for somebody by their address.

    What is due now may be paid within a day. Without `timezone` a client reads their account's clock.
    """

    client_id = Id(load_default=None)
    client = fields.Nested(ContactIn, load_default=None)
    offering_id = Id(required=True)
    start_time = Instant(required=True)
    duration_minutes = Whole(5, 24 * 60, load_default=None)
    seats = Whole(1, MOST_SEATS, load_default=1)
    notes = words()
    timezone = ZoneName(load_default=None)

    @validates_schema
    def _one_client(self, data: dict[str, Any], **_: Any) -> None:
        if (data["client_id"] is None) == (data["client"] is None):
            raise ValidationError("Send either clientId or client.", "clientId")


class GuestRequest(HoldRequest, Form):
    """A time, and who wants it. The time is kept until the address is confirmed, for 15 minutes."""

    email = Email(required=True)
    first_name = PersonName(required=True)
    last_name = PersonName(required=True)
    phone = Phone(load_default=None, allow_none=True)
    locale = locale(load_default="en")
    timezone = ZoneName(required=True)
    notes = words()


class GuestAsked(Schema):
    """The same whether or not the address has an account."""

    message = fields.String(required=True)
    hold_expires_at = Instant(required=True)


class GuestConfirmation(Schema):
    token = token(required=True)


class GuestBookingOut(BookingOut):
    """The booking, and the token by which its guest manages it."""

    token = fields.String(required=True, metadata={"description": "Send it back as Booking-Token."})


class AccountAsked(Schema):
    message = fields.String(required=True)
