"""The series API: look at what a rule means, book it, change and end it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from app.accounts.models import Role
from app.availability.offer import Offer
from app.bookings.models import Booking
from app.bookings.present import present
from app.bookings.schemas import Decline
from app.bookings.series import queries
from app.bookings.series.booking import book_series, decided, planned
from app.bookings.series.changing import answer_series, cancel_series, move_series
from app.bookings.series.events import AnswerSeries, AskSeries, CancelSeries, MoveSeries, Scope
from app.bookings.series.planning import Planned
from app.bookings.series.schemas import (
    NotBooked,
    SeriesCancellation,
    SeriesMove,
    SeriesOut,
    SeriesPlanOut,
    SeriesRequest,
    SeriesWish,
)
from app.db.locks import insistently
from app.db.session import database_now, reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.idempotency import idempotent
from app.http.json import OrjsonProvider
from app.kernel.money import Money

blueprint = ApiBlueprint("series", __name__, url_prefix="/v1/series", description="Appointments that recur")
Work = Callable[[Session, datetime], Sequence[Booking]]


@blueprint.route("/preview", methods=["POST"])
@blueprint.signed_in()
@blueprint.reads(SeriesWish)
@blueprint.returns(200, SeriesPlanOut)
@blueprint.refuses(404)
def preview(principal: Principal, body: dict[str, Any]) -> dict[str, Any]:
    """What the rule means, what of it is free, and what is free nearby. Nothing is booked."""
    offer, appointments = planned(_asked(principal, body))
    return _plan(offer, appointments)


@blueprint.route("", methods=["POST"])
@blueprint.signed_in()
@blueprint.reads(SeriesRequest)
@idempotent
@blueprint.returns(201, SeriesOut)
@blueprint.refuses_with(409, NotBooked)
@blueprint.refuses(404)
def book(principal: Principal, body: dict[str, Any]) -> Response:
    """Book all of them, or none. What is not free must be decided about: left out, or shifted."""
    command = _asked(principal, body)
    series_id = insistently(lambda: _booked(command))
    return _series(series_id, principal, 201)


@blueprint.route("/<id:series_id>", methods=["GET"])
@blueprint.signed_in()
@blueprint.returns(200, SeriesOut)
@blueprint.refuses(404)
def show(principal: Principal, series_id: int) -> Response:
    """A series with all its appointments."""
    return _series(series_id, principal, 200)


@blueprint.route("/<id:series_id>/move", methods=["POST"])
@blueprint.signed_in()
@blueprint.reads(SeriesMove)
@blueprint.returns(200, SeriesOut)
@blueprint.refuses(404, 409)
def move(principal: Principal, body: dict[str, Any], series_id: int) -> Response:
    """Move this appointment and the following ones, or all that are ahead: together, or none of them."""
    command = MoveSeries(
        series_id=series_id,
        booking_id=body["booking_id"],
        actor_id=principal.user_id,
        scope=Scope(body["scope"]),
        start=body["start_time"],
    )
    return _changed(principal, series_id, lambda session, now: move_series(session, command, now=now))


@blueprint.route("/<id:series_id>/cancel", methods=["POST"])
@blueprint.signed_in()
@blueprint.reads(SeriesCancellation)
@blueprint.returns(200, SeriesOut)
@blueprint.refuses(404, 409)
def cancel(principal: Principal, body: dict[str, Any], series_id: int) -> Response:
    """Cancel this appointment and the following ones, or all that are ahead, each by its own policy."""
    command = CancelSeries(
        series_id=series_id,
        booking_id=body["booking_id"],
        actor_id=principal.user_id,
        scope=Scope(body["scope"]),
        explanation=body["reason"],
    )
    return _changed(principal, series_id, lambda session, now: cancel_series(session, command, now=now))


@blueprint.route("/<id:series_id>/confirm", methods=["POST"])
@blueprint.signed_in(Role.PROVIDER)
@blueprint.returns(200, SeriesOut)
@blueprint.refuses(404, 409)
def confirm(principal: Principal, series_id: int) -> Response:
    """Confirm all that wait for their provider."""
    command = AnswerSeries(series_id=series_id, actor_id=principal.user_id, accepted=True)
    return _changed(principal, series_id, lambda session, _: answer_series(session, command))


@blueprint.route("/<id:series_id>/decline", methods=["POST"])
@blueprint.signed_in(Role.PROVIDER)
@blueprint.reads(Decline, required=False)
@blueprint.returns(200, SeriesOut)
@blueprint.refuses(404, 409)
def decline(principal: Principal, body: dict[str, Any], series_id: int) -> Response:
    """Decline all that wait for their provider. What was paid for them goes back."""
    command = AnswerSeries(
        series_id=series_id, actor_id=principal.user_id, accepted=False, explanation=body["reason"]
    )
    return _changed(principal, series_id, lambda session, _: answer_series(session, command))


def _changed(principal: Principal, series_id: int, work: Work) -> Response:
    """In one transaction, tried again where it lost a race."""

    def once() -> None:
        with transaction(actor_id=principal.user_id) as session:
            work(session, database_now(session))

    insistently(once)
    return _series(series_id, principal, 200)


def _booked(command: AskSeries) -> int:
    offer, appointments = planned(command)
    starts = decided(offer, appointments, command.decisions)
    with transaction(actor_id=command.client_id) as session:
        return book_series(session, offer.schedule, starts, command, now=database_now(session)).id


def _asked(principal: Principal, body: dict[str, Any]) -> AskSeries:
    decisions = {one["number"]: one["start_time"] for one in body.get("decisions", ())}
    return AskSeries(
        client_id=principal.user_id,
        provider_id=body["provider_id"],
        offering_id=body["offering_id"],
        start=body["start_time"],
        rrule=body["rrule"],
        timezone=body.get("timezone"),
        notes=body.get("notes"),
        seats=body["seats"],
        decisions=decisions,
    )


def _plan(offer: Offer, appointments: Sequence[Planned]) -> dict[str, Any]:
    schedule = offer.schedule
    free = sum(one.free for one in appointments)
    sold = free * offer.party
    price, now = schedule.price, schedule.pay_now
    return {
        "timezone": schedule.timetable.zone,
        "conflicts": len(appointments) - free,
        "amount": Money(price.minor * sold, price.currency).major,
        "pay_now": Money(now.minor * sold, now.currency).major,
        "currency": price.currency,
        "occurrences": [
            {
                "number": one.number,
                "wall_time": one.wall.isoformat(),
                "start_time": one.start,
                "end_time": one.start and one.start + schedule.duration,
                "free": one.free,
                "reasons": list(one.reasons),
                "nearest_slots": list(one.near),
            }
            for one in appointments
        ],
    }


def _series(series_id: int, viewer: Principal, status: int) -> Response:
    with reading() as session:
        series, rows = queries.shown(session, series_id, viewer)
    payable = [row for row in map(present, rows) if row["paymentUrl"] is not None]
    currency = rows[0]["currency"]
    due = sum(row["due_minor"] for row in rows if row["payment_required"])
    body = {
        "id": series.id,
        "rrule": series.rrule,
        "timezone": series.zone,
        "amount": float(Money(sum(row["amount_minor"] for row in rows), currency).major),
        "payNow": float(Money(due, currency).major),
        "currency": currency,
        "paymentUrl": payable[0]["paymentUrl"] if payable else None,
        "holdExpiresAt": payable[0]["holdExpiresAt"] if payable else None,
        "occurrences": [present(row) for row in rows],
    }
    encoded = OrjsonProvider.encode({"data": body})
    response = Response(encoded, status, mimetype="application/json")
    if status == 201:  # noqa: PLR2004 - made just now
        response.headers["Location"] = f"/v1/series/{series_id}"
    return response
