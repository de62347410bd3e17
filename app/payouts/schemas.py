"""Payouts as JSON."""

from marshmallow import fields, validate

from app.http.schemas import Schema
from app.payouts.rules import PayoutStatus

_LONGEST_PATH = 200
_STATUSES = [status.value for status in PayoutStatus]


class OnboardingRequest(Schema):
    """`returnPath` is a path of this site, to which the provider comes back."""

    return_path = fields.String(
        load_default="/",
        validate=[
            validate.Length(max=_LONGEST_PATH),
            validate.Regexp(r"/(?:[A-Za-z0-9_-][A-Za-z0-9_/-]*)?\Z", error="Must be a path of this site."),
        ],
    )


class PayoutOut(Schema):
    """`url` leads to the company's form, for one visit within minutes; null where it was not asked for."""

    status = fields.String(required=True, allow_none=True, validate=validate.OneOf(_STATUSES))
    url = fields.String(required=True, allow_none=True)
