"""Payments as JSON. Amounts are major units with as many decimals as the currency has."""

from datetime import datetime
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from app.http.paging import PagingQuery
from app.http.schemas import Amount, Flag, Id, Instant, Schema
from app.payments.models import DisputeStatus, PaymentStatus, RefundStatus
from app.payments.queries import Wanted
from app.payments.rules import Purpose

_LONGEST_REASON = 500


class PaymentRequest(Schema):
    """Which booking its client wants to pay."""

    booking_id = Id(required=True)
    save_card = Flag(
        load_default=False,
        truthy={True},
        falsy={False},
        metadata={"description": "Keep the card that pays for later payments: the client agrees by it."},
    )


class CardOut(Schema):
    """A kept card, and the bookings that it secures. Its numbers are with the payment company alone."""

    id = fields.String(required=True)
    brand = fields.String(required=True)
    last4 = fields.String(required=True, validate=validate.Length(equal=4))
    exp_month = fields.Integer(required=True)
    exp_year = fields.Integer(required=True)
    secures = fields.List(Id(), required=True)


class RefundRequest(Schema):
    """Without `amount`, all that is left goes back. `currency`, if it is sent, has to be the payment's."""

    amount = Amount(load_default=None)
    currency = fields.String(
        load_default=None,
        validate=validate.Regexp(r"^[A-Z]{3}\Z", error="Write an ISO 4217 code such as EUR."),
        metadata={"pattern": "^[A-Z]{3}$"},
    )
    reason = fields.String(required=True, validate=validate.Length(min=1, max=_LONGEST_REASON))


class StatementQuery(Schema):
    """`from` is inclusive, `to` is not; both look at when the payment was made out. `role` is yours."""

    role = fields.String(load_default=None, validate=validate.OneOf(("client", "provider")))
    status = fields.String(
        load_default=None, validate=validate.OneOf([status.value for status in PaymentStatus])
    )
    since = Instant(load_default=None, data_key="from")
    until = Instant(load_default=None, data_key="to")

    @validates_schema
    def _forward(self, data: dict[str, Any], **_: Any) -> None:
        since: datetime | None = data.get("since")
        until: datetime | None = data.get("until")
        if since and until and until <= since:
            raise ValidationError("Must be later than from.", "to")

    @post_load
    def _wanted(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        names = ("role", "status", "since", "until")
        wanted = Wanted(**{name: data.pop(name) for name in names})
        return {**data, "wanted": wanted}


class HistoryQuery(StatementQuery, PagingQuery):
    """The same, page by page."""


class RefundOut(Schema):
    id = Id(required=True)
    payment_id = Id(required=True)
    amount = Amount(required=True)
    currency = fields.String(required=True)
    reason = fields.String(required=True)
    status = fields.String(required=True, validate=validate.OneOf([status.value for status in RefundStatus]))
    created_at = Instant(required=True)


class DisputeOut(Schema):
    id = Id(required=True)
    amount = Amount(required=True)
    status = fields.String(required=True, validate=validate.OneOf([status.value for status in DisputeStatus]))
    created_at = Instant(required=True)


class PaymentOut(Schema):
    """Of a booking, or of a package's purchase. `checkoutUrl` is there as long as it can be paid."""

    id = Id(required=True)
    booking_id = Id(required=True, allow_none=True)
    series_id = fields.Integer(required=True, allow_none=True)
    purchase_id = Id(required=True, allow_none=True)
    provider_id = Id(required=True)
    client_id = Id(required=True)
    purpose = fields.String(required=True, validate=validate.OneOf([purpose.value for purpose in Purpose]))
    status = fields.String(required=True, validate=validate.OneOf([status.value for status in PaymentStatus]))
    amount = Amount(required=True)
    currency = fields.String(required=True)
    captured_amount = Amount(required=True)
    refunded_amount = Amount(required=True)
    lost_amount = Amount(required=True)
    checkout_url = fields.String(required=True, allow_none=True)
    paid_at = Instant(required=True, allow_none=True)
    created_at = Instant(required=True)
    updated_at = Instant(required=True)
    refunds = fields.List(fields.Nested(RefundOut), required=True)
    disputes = fields.List(fields.Nested(DisputeOut), required=True)


class AdminPaymentQuery(PagingQuery):
    """All payments, or those alone for which a person has to decide something."""

    attention = fields.Boolean(load_default=None)


class AdminPaymentOut(PaymentOut):
    """What the house knows beyond it."""

    company = fields.String(required=True)
    company_reference = fields.String(required=True, allow_none=True)
    attention = fields.String(required=True, allow_none=True)


class Received(Schema):
    """A webhook's answer."""

    received = fields.Boolean(required=True)
