"""Billing details: what stands on invoices as seller and as buyer."""

from marshmallow import fields, validate

from app.http.schemas import Flag, Schema
from app.invoices.rules.tax import WHOLE
from app.invoices.schemas.words import Country, PaperLine, address


class SellerBillingIn(Schema):
    """All of it replaces what was there. `taxRate` is in basis points: 1900 is 19 %.

    `note` is printed below the totals, such as the sentence by which a small business explains that it
    charges no tax.
    """

    legal_name = PaperLine(200, required=True)
    address_lines = address(load_default=list)
    country = Country(load_default=None, allow_none=True)
    tax_id = PaperLine(40, load_default=None, allow_none=True)
    tax_rate = fields.Integer(strict=True, load_default=0, validate=validate.Range(min=0, max=WHOLE))
    prices_include_tax = Flag(load_default=True)
    note = PaperLine(500, load_default=None, allow_none=True)


class BuyerBillingIn(Schema):
    """All of it replaces what was there."""

    name = PaperLine(200, required=True)
    address_lines = address(load_default=list)
    country = Country(load_default=None, allow_none=True)
    tax_id = PaperLine(40, load_default=None, allow_none=True)


class _PartyOut(Schema):
    address_lines = fields.List(fields.String(), required=True, attribute="party.address_lines")
    country = fields.String(required=True, allow_none=True, attribute="party.country")
    tax_id = fields.String(required=True, allow_none=True, attribute="party.tax_id")
    saved = fields.Boolean(
        required=True, metadata={"description": "False: nothing was saved yet, this is what else is known."}
    )


class SellerBillingOut(_PartyOut):
    """As the next invoice will say it."""

    legal_name = fields.String(required=True, attribute="party.name")
    tax_rate = fields.Integer(required=True, attribute="terms.rate")
    prices_include_tax = fields.Boolean(required=True, attribute="terms.included")
    note = fields.String(required=True, allow_none=True)


class BuyerBillingOut(_PartyOut):
    """As the next invoice will say it."""

    name = fields.String(required=True, attribute="party.name")
