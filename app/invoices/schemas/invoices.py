"""Invoices and credit notes as the API shows them. Amounts are major units of their currency."""

from datetime import datetime
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from app.http.paging import PagingQuery
from app.http.schemas import BIGGEST_ID, Amount, Id, Instant, Schema
from app.invoices.queries import Wanted
from app.invoices.rules import Kind

_KINDS = [kind.value for kind in Kind]


class InvoicesQuery(PagingQuery):
    """`from` is inclusive, `to` is not; both look at when the paper was issued."""

    role = fields.String(load_default=None, validate=validate.OneOf(("client", "provider")))
    kind = fields.String(load_default=None, validate=validate.OneOf(_KINDS))
    booking_id = fields.Integer(load_default=None, validate=validate.Range(min=1, max=BIGGEST_ID))
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
        names = ("role", "kind", "booking_id", "since", "until")
        wanted = Wanted(**{name: data.pop(name) for name in names})
        return {**data, "wanted": wanted}


class InvoiceCard(Schema):
    """What a list shows. `paid` went to the provider; on a credit note, back to the client."""

    id = Id(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(_KINDS))
    number = fields.String(required=True)
    issued_on = fields.Date(required=True)
    issued_at = Instant(required=True)
    provider_id = Id(required=True)
    client_id = Id(required=True)
    booking_id = Id(required=True, allow_none=True)
    purchase_id = Id(required=True, allow_none=True)
    payment_id = Id(required=True)
    refund_id = Id(required=True, allow_none=True)
    corrects_id = Id(required=True, allow_none=True)
    currency = fields.String(required=True)
    net = Amount(required=True)
    tax = Amount(required=True)
    gross = Amount(required=True)
    paid = Amount(required=True)


class PartyOut(Schema):
    name = fields.String(required=True)
    address_lines = fields.List(fields.String(), required=True)
    country = fields.String(required=True, allow_none=True)
    tax_id = fields.String(required=True, allow_none=True)


class LineOut(Schema):
    """`taxRate` is in basis points: 1900 is 19 %."""

    title = fields.String(required=True)
    served_on = fields.Date(required=True)
    quantity = fields.Integer(required=True)
    net = Amount(required=True)
    tax_rate = fields.Integer(required=True)
    tax = Amount(required=True)
    gross = Amount(required=True)


class InvoiceOut(InvoiceCard):
    """All that stands on the paper."""

    language = fields.String(required=True)
    seller = fields.Nested(PartyOut, required=True)
    buyer = fields.Nested(PartyOut, required=True)
    lines = fields.List(fields.Nested(LineOut), required=True)
    corrects_number = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
