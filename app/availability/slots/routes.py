"""GET /v1/providers/{id}/slots and …/slots/explain."""

from typing import Any

from flask import Response

from app.availability.freshness import freshness_of, note_looked
from app.availability.offer import Offer
from app.availability.schedule import Colleague
from app.availability.slots import past, service
from app.availability.slots.quote import LIFETIME, quote_of
from app.availability.slots.render import slots_json
from app.availability.slots.schemas import ExplainQuery, Explanation, Slots, SlotsQuery
from app.http import auth
from app.http.api import ApiBlueprint
from app.http.json import OrjsonProvider
from app.kernel.zones import moment_of

blueprint = ApiBlueprint(
    "slots", __name__, url_prefix="/v1/providers", description="Times that can be booked"
)


@blueprint.route("/<id:provider_id>/slots", methods=["GET"])
@blueprint.queries(SlotsQuery)
@blueprint.returns(200, Slots)
@blueprint.refuses(400, 404)
def slots(query: dict[str, Any], provider_id: int) -> Response:
    """Times that can be booked now, at most 31 days at once."""
    window = service.Window(since=query["start_from"], until=query["start_to"], zone=query["timezone"])
    offer, starts = service.free_slots(_wanted(provider_id, query), window)
    note_looked(offer.schedule)
    return _slots(offer, starts, window)


@blueprint.route("/<id:provider_id>/slots/explain", methods=["GET"])
@blueprint.queries(ExplainQuery)
@blueprint.returns(200, Explanation)
@blueprint.refuses(400, 404)
def explain(query: dict[str, Any], provider_id: int) -> dict[str, Any]:
    """Why this time is or is not offered, now or at a past moment. The provider learns what is against it."""
    wanted, at, moment = _wanted(provider_id, query), query["at"], query["as_of"]
    explained = past.explain_as_of(wanted, at, moment) if moment else past.explain_now(wanted, at)
    return {
        "at": at,
        "as_of": explained.schedule.now,
        "offered": not explained.reasons,
        "reasons": list(explained.reasons),
        "colleague": explained.schedule.colleague_at(at),
        "against": explained.against,
    }


def _wanted(provider_id: int, query: dict[str, Any]) -> service.Wanted:
    return service.Wanted(
        provider_id=provider_id,
        offering_id=query["offering_id"],
        minutes=query["duration_minutes"],
        party=query["seats"],
        link=query["link"],
        viewer=auth.viewer(),
    )


def _shown(away: Colleague) -> dict[str, Any]:
    return {
        "startTime": moment_of(away.during.start),
        "endTime": moment_of(away.during.end),
        "colleague": {"providerId": away.provider_id, "name": away.name},
    }


def _slots(offer: Offer, starts: tuple[int, ...], window: service.Window) -> Response:
    schedule = offer.schedule
    zone = window.zone or schedule.timetable.zone
    head = {
        "providerId": schedule.provider_id,
        "offeringId": schedule.offering_id,
        "timezone": zone,
        "providerTimezone": schedule.timetable.zone,
        "durationMinutes": schedule.terms.duration,
        "seats": schedule.seats,
        "price": float(schedule.price.major),
        "payNow": float(schedule.pay_now.major),
        "currency": schedule.price.currency,
        "cancellationPolicy": schedule.policy,
        "timeOff": [_shown(one) for one in schedule.colleagues if window.touches(one.during)],
        "quote": quote_of(schedule, window.since, window.until, starts),
        "quoteExpiresAt": schedule.now.replace(microsecond=0) + LIFETIME,
        "outsideCalendars": freshness_of(schedule),
    }
    front = OrjsonProvider.encode(head)[:-1].decode()
    left = None if schedule.exclusive else [offer.left().get(start, schedule.seats) for start in starts]
    body = f'{{"data":{front},"slots":{slots_json(starts, schedule.terms.seconds, zone, left)}}}}}'
    return Response(body, mimetype="application/json")
