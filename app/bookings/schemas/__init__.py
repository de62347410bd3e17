"""What comes in and goes out of the bookings API."""

from typing import Any

from marshmallow import ValidationError, fields, post_load, pre_load, validate, validates, validates_schema

from app.availability.slots.quote import LONGEST
from app.availability.slots.schemas import ColleagueOut
from app.bookings.files.schemas import FileOut
from app.bookings.rules import Status, Step
from app.http.paging import PagingQuery
from app.http.schemas import Amount, ErrorBody, ErrorEnvelope, Id, Instant, Schema
from app.kernel import zones
from app.promotions.schemas.codes import CodeName
from app.providers.links import LONGEST as LONGEST_LINK
from app.providers.rules import MOST_SEATS
from app.providers.schemas.profile import CancellationPolicyOut
from app.providers.schemas.questions import LONGEST_ANSWER, MOST_QUESTIONS
from app.providers.schemas.words import Whole

LONGEST_NOTES = 500


def known_zone(name: str) -> None:
    """Raises ValidationError for what is no IANA time zone."""
    if name not in zones.names():
        raise ValidationError("Not a time zone of the IANA database, such as Europe/London.")


class Which(Schema):
    """Which time is asked for. `endTime` and `durationMinutes` may be left out where the rest tells."""

    provider_id = Id(required=True)
    offering_id = Id(load_default=None)
    start_time = Instant(required=True)
    end_time = Instant(load_default=None)
    duration_minutes = Whole(5, 24 * 60, load_default=None)
    timezone = fields.String(load_default=None, validate=[validate.Length(max=64), known_zone])
    link = fields.String(
        load_default=None,
        validate=validate.Length(min=1, max=LONGEST_LINK),
        metadata={"description": "The token of a link: for an offering that is not listed."},
    )
    quote = fields.String(
        load_default=None,
        validate=validate.Length(min=1, max=LONGEST),
        metadata={"description": "Of the slots' answer: the price and policy seen there are agreed to."},
    )
    seats = Whole(1, MOST_SEATS, load_default=1)

    @post_load
    def _told(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        if all(data[name] is None for name in ("end_time", "duration_minutes", "offering_id", "quote")):
            raise ValidationError({"endTime": ["Send endTime, durationMinutes or offeringId."]})
        return data


class Form(Schema):
    """What a client writes when booking."""

    answers = fields.Dict(
        keys=fields.String(validate=validate.Length(max=40)),
        values=fields.String(validate=validate.Length(max=LONGEST_ANSWER), allow_none=True),
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=MOST_QUESTIONS),
        metadata={"description": "By the ids of the offering's `questions`."},
    )


class BookingRequest(Which, Form):
    """A client asks for a time."""

    notes = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=LONGEST_NOTES))
    promo_code = CodeName(load_default=None)
    pay_with = fields.String(load_default="MONEY", validate=validate.OneOf(["MONEY", "PACKAGE"]))
    package_purchase_id = Id(load_default=None)

    @validates_schema
    def _one_means(self, data: dict[str, Any], **_: Any) -> None:
        if (data["pay_with"] == "PACKAGE") != (data["package_purchase_id"] is not None):
            raise ValidationError("It goes with payWith PACKAGE, and only with that.", "packagePurchaseId")
        if data["pay_with"] == "PACKAGE" and data["seats"] > 1:
            raise ValidationError("A package pays for one seat.", "seats")
        if data["pay_with"] == "PACKAGE" and data["promo_code"] is not None:
            raise ValidationError("A package is paid for: nothing can be taken off.", "promoCode")


class BookingChange(Schema):
    """What is left out stays as it is. A new start moves the booking; its length stays."""

    start_time = Instant()
    end_time = Instant()
    notes = fields.String(validate=validate.Length(max=LONGEST_NOTES))
    video_call_link = fields.URL(schemes={"https"}, validate=validate.Length(max=500))

    @pre_load
    def _something(self, data: Any, **_: Any) -> Any:
        if isinstance(data, dict) and not data:
            raise ValidationError({"body": ["Name at least one field to change."]})
        return data


def words() -> fields.String:
    """A client's words to the provider."""
    return fields.String(load_default=None, allow_none=True, validate=validate.Length(max=LONGEST_NOTES))


class HoldRequest(Which):
    """A time to be kept while the form is filled in. The price and policy of this moment, or of the quote."""


class Submission(Form):
    """The form of a time that is kept."""

    notes = words()
    promo_code = CodeName(load_default=None)
    package_purchase_id = Id(
        load_default=None, metadata={"description": "A credit of this purchase pays for it."}
    )

    @validates_schema
    def _one_means(self, data: dict[str, Any], **_: Any) -> None:
        if data["package_purchase_id"] is not None and data["promo_code"] is not None:
            raise ValidationError("A package is paid for: nothing can be taken off.", "promoCode")


class Cancellation(Schema):
    """Why somebody cancels; shown to the other side."""

    reason = fields.String(load_default=None, validate=validate.Length(max=LONGEST_NOTES))


class Decline(Schema):
    """Why the provider says no; shown to the client."""

    reason = fields.String(load_default=None, validate=validate.Length(max=LONGEST_NOTES))


class BookingFilter(PagingQuery):
    """Which of my bookings: as client or provider, in these states, starting in this span."""

    role = fields.String(load_default=None, validate=validate.OneOf(["client", "provider"]))
    status = fields.String(
        load_default=None,
        validate=validate.Regexp(r"^[A-Z_]+(,[A-Z_]+)*$"),
        metadata={"description": "One status, or several divided by commas."},
    )
    attention = fields.Boolean(
        load_default=None,
        metadata={"description": "Those that wait for somebody's decision, or those that do not."},
    )
    start_from = Instant(load_default=None, data_key="from")
    start_to = Instant(load_default=None, data_key="to")
    sort = fields.String(load_default="startTime", validate=validate.OneOf(["startTime", "-startTime"]))

    @validates("status")
    def _known(self, value: str | None, **_: Any) -> None:
        for status in (value or "").split(",") if value else ():
            if status not in set(Status):
                raise ValidationError(f"{status} is no status of bookings.")


class ClientQuery(PagingQuery):
    """All clients, or those whose name begins with these words."""

    q = fields.String(load_default=None, validate=validate.Length(min=1, max=100))


class ClientOut(Schema):
    """A client as their provider sees them; who closed their account has no name any more."""

    client_id = fields.Integer(required=True)
    name = fields.String(required=True, allow_none=True)
    bookings = fields.Integer(required=True)
    completed = fields.Integer(required=True)
    cancelled = fields.Integer(required=True)
    no_shows = fields.Integer(required=True)
    last_at = Instant(required=True, allow_none=True)
    next_at = Instant(required=True, allow_none=True)


class PolicyOut(CancellationPolicyOut):
    """What was agreed when booking: what is kept, and how much of the price was due at once."""

    no_show_percent = fields.Integer(required=True)
    deposit_percent = fields.Integer(required=True)


class ItemOut(Schema):
    """One of several services that are booked together, as it was agreed."""

    offering_id = fields.Integer(required=True)
    offering_title = fields.String(required=True)
    minutes = fields.Integer(required=True)
    price = Amount(required=True)


class ServedBy(Schema):
    """Somebody whose time a booking takes."""

    provider_id = fields.Integer(required=True)
    name = fields.String(required=True)


class InTurn(ServedBy):
    """One who was free, and what made it their turn sooner or later: the first of them got the booking."""

    priority = fields.Integer(required=True)
    weight = fields.Integer(required=True)
    booked = fields.Integer(required=True, metadata={"description": "What they had in the month already."})
    share = fields.String(
        required=True,
        validate=validate.Regexp(r"^\d+/\d+$"),
        metadata={"description": "Their bookings with this one, divided by their weight."},
    )


class ResourceTaken(Schema):
    """A room or a device that the booking has, as long as it has its time."""

    id = fields.Integer(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(["ROOM", "DEVICE"]))
    name = fields.String(required=True)


class BookingOut(Schema):
    """A booking as the API shows it; `app.bookings.present` makes it."""

    id = fields.Integer(required=True)
    reference = fields.String(required=True, validate=validate.Regexp(r"^BK-\d+$"))
    provider_id = fields.Integer(required=True)
    provider_name = fields.String(required=True)
    client_id = fields.Integer(required=True)
    offering_id = fields.Integer(required=True)
    offering_title = fields.String(required=True)
    start_time = Instant(required=True)
    end_time = Instant(required=True)
    seats = fields.Integer(required=True)
    hosts = fields.List(
        fields.Nested(ServedBy),
        required=True,
        metadata={"description": "Of a team's booking none before it is decided whose turn it is."},
    )
    resources = fields.List(fields.Nested(ResourceTaken), required=True)
    timezone = fields.String(required=True)
    status = fields.String(required=True, validate=validate.OneOf(list(Status)))
    step = fields.String(required=True, allow_none=True, validate=validate.OneOf([*Step, None]))
    attention = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    explanation = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The words of whoever declined or cancelled."},
    )
    cancelled_by = fields.String(
        required=True, allow_none=True, validate=validate.OneOf(["CLIENT", "PROVIDER", "HOUSE", None])
    )
    payment_required = fields.Boolean(required=True)
    card_hold = fields.Boolean(
        required=True,
        metadata={"description": "A card is kept, and nothing is paid but what the policy keeps."},
    )
    amount = Amount(required=True)
    discount = Amount(
        required=True, metadata={"description": "What a promo code took off; `amount` is after it."}
    )
    pay_now = Amount(required=True)
    currency = fields.String(required=True)
    package_purchase_id = fields.Integer(required=True, allow_none=True)
    series_id = fields.Integer(required=True, allow_none=True)
    items = fields.List(
        fields.Nested(ItemOut),
        required=True,
        metadata={"description": "Where several services are booked together; else none."},
    )
    payment_url = fields.String(required=True, allow_none=True)
    hold_expires_at = Instant(required=True, allow_none=True)
    cancellation_policy = fields.Nested(PolicyOut, required=True)
    notes = fields.String(required=True, allow_none=True)
    video_call_link = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)
    created_at = Instant(required=True)
    updated_at = Instant(required=True)


class AnswerOut(Schema):
    """A question as it was asked, and its answer."""

    id = fields.String(required=True)
    kind = fields.String(required=True)
    label = fields.String(required=True)
    value = fields.String(required=True)
    file = fields.Nested(
        FileOut, required=True, allow_none=True, metadata={"description": "Of a FILE, whose id is `value`."}
    )


class Answers(Schema):
    answers = fields.List(fields.Nested(AnswerOut), required=True)


class NearSlot(Schema):
    start_time = Instant(required=True)
    end_time = Instant(required=True)


class NotReservedBody(ErrorBody):
    """Why the time could not be had, what is free nearby, and the rejected booking, if one was made."""

    reasons = fields.List(fields.String())
    nearest_slots = fields.List(fields.Nested(NearSlot))
    colleague = fields.Nested(ColleagueOut)
    booking_id = Id()


class NotReserved(ErrorEnvelope):
    error = fields.Nested(NotReservedBody, required=True)
