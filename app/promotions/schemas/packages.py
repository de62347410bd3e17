"""Packages and purchases as JSON."""

from marshmallow import fields, validate

from app.http.paging import PagingQuery
from app.http.schemas import Amount, Flag, Id, Instant, Schema
from app.promotions.rules import PurchaseStatus
from app.providers.schemas.words import Text, Whole

LONGEST_REASON = 500


class PackageChange(Schema):
    """What is left out stays as it is. The currency is always the provider's."""

    title = Text(120)
    offering_id = Id()
    credits = Whole(1, 1000)
    price = Amount()
    valid_months = Whole(1, 60)
    active = Flag()


class NewPackage(PackageChange):
    """`credits` appointments of one offering, to be booked within `validMonths` of paying."""

    title = Text(120, required=True)
    offering_id = Id(required=True)
    credits = Whole(1, 1000, required=True)
    price = Amount(required=True)
    valid_months = Whole(1, 60, required=True)


class PackageQuery(PagingQuery):
    """Pages of packages."""


class PackageOut(Schema):
    id = fields.Integer(required=True)
    provider_id = fields.Integer(required=True)
    offering_id = fields.Integer(required=True)
    title = fields.String(required=True)
    credits = fields.Integer(required=True)
    price = Amount(required=True)
    currency = fields.String(required=True)
    valid_months = fields.Integer(required=True)
    active = fields.Boolean(required=True)
    created_at = Instant(required=True)
    updated_at = Instant(required=True)


class PurchaseOut(Schema):
    """`paymentUrl` is there as long as it is to be paid; `creditsLeft` counts what can be booked now."""

    id = fields.Integer(required=True)
    package_id = fields.Integer(required=True)
    provider_id = fields.Integer(required=True)
    client_id = fields.Integer(required=True)
    offering_id = fields.Integer(required=True)
    title = fields.String(required=True)
    status = fields.String(required=True, validate=validate.OneOf([*PurchaseStatus, "EXPIRED"]))
    credits = fields.Integer(required=True)
    credits_spent = fields.Integer(required=True)
    credits_left = fields.Integer(required=True)
    price = Amount(required=True)
    currency = fields.String(required=True)
    expires_at = Instant(required=True, allow_none=True)
    payment_id = fields.Integer(required=True, allow_none=True)
    payment_url = fields.String(required=True, allow_none=True)
    created_at = Instant(required=True)
    updated_at = Instant(required=True)


class SoldOut(PurchaseOut):
    """A purchase as the provider sees it who sold it."""


class WholeRefund(Schema):
    """Why all of it goes back; the payment's history shows it."""

    reason = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST_REASON))
