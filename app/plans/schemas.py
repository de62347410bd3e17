"""Plans as JSON."""

from typing import Any

from marshmallow import fields, post_load, validate

from app.http.schemas import Amount, Instant, Schema
from app.plans.rules import INTERVALS, PlanStatus
from app.plans.service import NewPlan

_CODE = validate.Regexp(r"^[a-z0-9-]{2,40}\Z", error="2 to 40 lower case letters, digits and hyphens.")
_PATH = [
    validate.Length(max=200),
    validate.Regexp(r"/(?:[A-Za-z0-9_-][A-Za-z0-9_/-]*)?\Z", error="Must be a path of this site."),
]
_STATUSES = [status.value for status in PlanStatus]


class PlanOut(Schema):
    id = fields.Integer(required=True)
    code = fields.String(required=True)
    name = fields.String(required=True)
    description = fields.String(required=True)
    price = Amount(required=True)
    currency = fields.String(required=True)
    interval = fields.String(required=True, validate=validate.OneOf(INTERVALS))
    trial_days = fields.Integer(required=True)
    active = fields.Boolean(required=True)


class PlanRequest(Schema):
    """Its price never changes: another price is another plan."""

    code = fields.String(required=True, validate=_CODE)
    name = fields.String(required=True, validate=validate.Length(min=1, max=120))
    description = fields.String(load_default="", validate=validate.Length(max=2000))
    price = Amount(required=True)
    currency = fields.String(required=True, validate=validate.Regexp(r"^[A-Z]{3}\Z"))
    interval = fields.String(required=True, validate=validate.OneOf(INTERVALS))
    trial_days = fields.Integer(load_default=0, strict=True, validate=validate.Range(min=0, max=365))

    @post_load
    def _made(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {"wanted": NewPlan(**data)}


class Choice(Schema):
    """`returnPath` is a path of this site, to which the provider comes back."""

    plan_code = fields.String(required=True, validate=_CODE)
    return_path = fields.String(load_default="/", validate=_PATH)


class Change(Schema):
    plan_code = fields.String(required=True, validate=_CODE)


class Visit(Schema):
    return_path = fields.String(load_default="/", validate=_PATH)


class MyPlanOut(Schema):
    """`url` leads to the company where that was asked for. `lapsesAt` is when the profile is taken down."""

    status = fields.String(required=True, allow_none=True, validate=validate.OneOf([*_STATUSES, None]))
    plan_code = fields.String(required=True, allow_none=True)
    plan_name = fields.String(required=True, allow_none=True)
    price = Amount(required=True, allow_none=True)
    currency = fields.String(required=True, allow_none=True)
    period_end = Instant(required=True, allow_none=True)
    ends_at_period_end = fields.Boolean(required=True)
    lapses_at = Instant(required=True, allow_none=True)
    url = fields.String(required=True, allow_none=True)


class PreviewOut(Schema):
    """What changing now would cost; below zero it is put to the provider's credit."""

    due_now = Amount(required=True)
    currency = fields.String(required=True)
