"""Endpoints and their log, as the API shows them."""

from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from app.http.paging import PagingQuery
from app.http.schemas import Flag, Id, Instant, Schema
from app.kernel.urls import LONGEST
from app.webhooks.models import DeliveryStatus, EndpointStatus
from app.webhooks.rules import TEST, TYPES
from app.webhooks.service import AddEndpoint, ReplayRange

_URL = validate.Length(min=1, max=LONGEST)
_TYPES = {"enum": [*TYPES, TEST]}


def _events(**kwargs: Any) -> fields.List[Any]:
    """Which events; none: all of them, later ones too."""
    one = fields.String(validate=validate.OneOf(TYPES))
    return fields.List(one, validate=validate.Length(max=len(TYPES)), **kwargs)


class NewEndpoint(Schema):
    url = fields.String(required=True, validate=_URL, metadata={"example": "https://hooks.example.com/in"})
    description = fields.String(load_default="", validate=validate.Length(max=200))
    events = _events(load_default=())

    @post_load
    def _command(self, data: dict[str, Any], **_: Any) -> AddEndpoint:
        return AddEndpoint(**data)


class EndpointChange(Schema):
    """What is not named stays."""

    url = fields.String(validate=_URL)
    description = fields.String(validate=validate.Length(max=200))
    events = _events()


class EndpointOut(Schema):
    id = Id(required=True)
    url = fields.String(required=True)
    description = fields.String(required=True)
    events = fields.List(fields.String(metadata=_TYPES), required=True)
    status = fields.String(required=True, metadata={"enum": [each.value for each in EndpointStatus]})
    paused_why = fields.String(required=True, allow_none=True)
    failing_since = Instant(required=True, allow_none=True)
    previous_secret_until = Instant(required=True, allow_none=True, attribute="previous_until")
    created_at = Instant(required=True)


class EndpointWithSecret(Schema):
    """The secret is shown at this moment alone."""

    endpoint = fields.Nested(EndpointOut, required=True)
    secret = fields.String(required=True)


class DeliveryQuery(PagingQuery):
    status = fields.Enum(DeliveryStatus, by_value=True)


class DeliveryOut(Schema):
    id = Id(required=True, attribute="delivery.id")
    message_id = fields.String(required=True, attribute="message.id")
    type = fields.String(required=True, attribute="message.type", metadata=_TYPES)
    booking_id = fields.Integer(required=True, allow_none=True, attribute="message.booking_id")
    sequence = fields.Integer(required=True, allow_none=True, attribute="message.sequence")
    status = fields.String(
        required=True,
        attribute="delivery.status",
        metadata={"enum": [each.value for each in DeliveryStatus]},
    )
    attempts = fields.Integer(required=True, attribute="delivery.attempts")
    replays = fields.Integer(required=True, attribute="delivery.round")
    next_at = Instant(required=True, allow_none=True, attribute="delivery.next_at")
    delivered_at = Instant(required=True, allow_none=True, attribute="delivery.delivered_at")
    created_at = Instant(required=True, attribute="delivery.created_at")


class AttemptOut(Schema):
    at = Instant(required=True)
    answer = fields.Integer(required=True, allow_none=True)
    error = fields.String(required=True, allow_none=True)
    seconds = fields.Float(required=True)


class DeliveryDetail(DeliveryOut):
    """With its body, as it is sent, and every try of the latest hundred."""

    body = fields.Dict(required=True)
    attempt_log = fields.List(fields.Nested(AttemptOut), required=True, attribute="attempts")


class ReplayRangeIn(Schema):
    """Of what was owed from `from` until before `until` (default: now), what failed; or all of it."""

    since = Instant(required=True, data_key="from")
    until = Instant(load_default=None, allow_none=True)
    failed_only = Flag(load_default=True)

    @validates_schema
    def _in_order(self, data: dict[str, Any], **_: Any) -> None:
        if data["until"] is not None and data["until"] <= data["since"]:
            raise ValidationError("Must be after from.", "until")


class Replayed(Schema):
    replayed = fields.Integer(required=True)


def range_of(body: dict[str, Any], *, now: Any) -> ReplayRange:
    return ReplayRange(since=body["since"], until=body["until"] or now, failed_only=body["failed_only"])
