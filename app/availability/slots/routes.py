"""GET /v1/providers/{id}/slots and …/slots/explain."""

from typing import Any

from flask import Response
from marshmallow import ValidationError, fields, validate

from app.availability.rules import Reason
from app.availability.schedule import Schedule
from app.availability.slots import service
from app.availability.slots.quote import LIFETIME, quote_of
from app.availability.slots.render import slots_json
from app.http.api import ApiBlueprint
from app.http.json import OrjsonProvider
from app.http.schemas import BIGGEST_ID, Amount, Instant, Schema
from app.kernel import zones

blueprint = ApiBlueprint(
    "slots", __name__, url_prefix="/v1/providers", description="Times that can be booked"
)


def _known_zone(name: str) -> None:
    if name not in zones.names():
        raise ValidationError("Not a time zone of the IANA database, such as Europe/London.")


class OfferingQuery(Schema):
    """Without an offering the provider's first one is meant, without a duration the offering's own."""

    offering_id = fields.Integer(load_default=None, validate=validate.Range(min=1, max=BIGGEST_ID))
    duration_minutes = fields.Integer(load_default=None, validate=validate.Range(min=5, max=24 * 60))


class SlotsQuery(OfferingQuery):
    start_from = Instant(required=True, data_key="from")
    start_to = Instant(required=True, data_key="to")
    timezone = fields.String(load_default=None, validate=[validate.Length(max=64), _known_zone])


class ExplainQuery(OfferingQuery):
    at = Instant(required=True)


class Slot(Schema):
    start_time = fields.AwareDateTime(required=True)
    end_time = fields.AwareDateTime(required=True)


class Policy(Schema):
    """What is kept of the price, and how much of it is due at booking."""

    free_hours = fields.Integer(required=True)
    late_percent = fields.Integer(required=True)
    no_show_percent = fields.Integer(required=True)
    deposit_percent = fields.Integer(required=True)


class Slots(Schema):
    """Free times of one offering; the quote is good for each of them."""

    provider_id = fields.Integer(required=True)
    offering_id = fields.Integer(required=True)
    timezone = fields.String(required=True)
    provider_timezone = fields.String(required=True)
    duration_minutes = fields.Integer(required=True)
    price = Amount(required=True)
    pay_now = Amount(required=True)
    currency = fields.String(required=True)
    cancellation_policy = fields.Nested(Policy, required=True)
    quote = fields.String(required=True)
    quote_expires_at = Instant(required=True)
    slots = fields.List(fields.Nested(Slot), required=True)


class Explanation(Schema):
    """Why a time is or is not offered; `reasons` is empty when it is."""

    at = Instant(required=True)
    offered = fields.Boolean(required=True)
    reasons = fields.List(fields.String(validate=validate.OneOf(list(Reason))), required=True)


@blueprint.route("/<id:provider_id>/slots", methods=["GET"])
@blueprint.queries(SlotsQuery)
@blueprint.returns(200, Slots)
@blueprint.refuses(400, 404)
def slots(query: dict[str, Any], provider_id: int) -> Response:
    """Times that can be booked now, at most 31 days at once."""
    window = service.Window(since=query["start_from"], until=query["start_to"], zone=query["timezone"])
    schedule, starts = service.free_slots(_wanted(provider_id, query), window)
    return _slots(schedule, starts, window)


@blueprint.route("/<id:provider_id>/slots/explain", methods=["GET"])
@blueprint.queries(ExplainQuery)
@blueprint.returns(200, Explanation)
@blueprint.refuses(400, 404)
def explain(query: dict[str, Any], provider_id: int) -> dict[str, Any]:
    """Why this time is or is not offered."""
    reasons = service.explain(_wanted(provider_id, query), query["at"])
    return {"at": query["at"], "offered": not reasons, "reasons": list(reasons)}


def _wanted(provider_id: int, query: dict[str, Any]) -> service.Wanted:
    return service.Wanted(
        provider_id=provider_id, offering_id=query["offering_id"], minutes=query["duration_minutes"]
    )


def _slots(schedule: Schedule, starts: tuple[int, ...], window: service.Window) -> Response:
    zone = window.zone or schedule.timetable.zone
    head = {
        "providerId": schedule.provider_id,
        "offeringId": schedule.offering_id,
        "timezone": zone,
        "providerTimezone": schedule.timetable.zone,
        "durationMinutes": schedule.terms.duration,
        "price": float(schedule.price.major),
        "payNow": float(schedule.pay_now.major),
        "currency": schedule.price.currency,
        "cancellationPolicy": schedule.policy,
        "quote": quote_of(schedule, window.since, window.until, starts),
        "quoteExpiresAt": schedule.now.replace(microsecond=0) + LIFETIME,
    }
    front = OrjsonProvider.encode(head)[:-1].decode()
    body = f'{{"data":{front},"slots":{slots_json(starts, schedule.terms.seconds, zone)}}}}}'
    return Response(body, mimetype="application/json")
