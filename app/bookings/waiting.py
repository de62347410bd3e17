"""Waiting on request for what the workers do, and answering with what PostgreSQL says then."""

import hashlib
from contextlib import nullcontext
from dataclasses import replace

import orjson
import structlog
from flask import Response, request

from app.bookings import metrics, queries, rules
from app.bookings.errors import NotOffered
from app.bookings.events import RequestBooking
from app.bookings.present import location, respond
from app.bookings.rules import Status
from app.bookings.service.refusals import taken_of
from app.bookings.service.request import NEWS_AFTER, request_booking
from app.bookings.service.transitions import topic
from app.db import ledger
from app.db.fast import Row
from app.db.session import transaction
from app.http import etag
from app.http.tokens import Principal
from app.kernel import ids
from app.ports import ports

log = structlog.get_logger(__name__)


def create(viewer: Principal, command: RequestBooking) -> Response:
    """Accept, wake a worker, wait as the client prefers, and answer 201, 202 or 409."""
    wait = rules.wait_of(request.headers.get("Prefer"), ports().site.wait.total_seconds())
    number = ids.public_number()
    with (
        metrics.WAITED.time(),
        ports().outcomes.expect(topic(number)) if wait else nullcontext() as waiter,
    ):
        accepted = request_booking(replace(command, waits=wait > 0), number)
        if accepted.rings and ports().bell.ring(accepted.rings) and waiter is not None:
            waiter.wait(wait)
    row = queries.shown(accepted.booking_id, viewer)
    if wait and row["status"] == Status.REQUESTED and not accepted.replayed:
        _owe_news(row["id"])
    if not accepted.replayed:
        metrics.CREATED.labels(row["status"]).inc()
        log.info("booking requested", booking_id=row["id"], provider_id=row["provider_id"])
    return _answer(row, {"Idempotency-Replayed": "true"} if accepted.replayed else {})


def _owe_news(booking_id: int) -> None:
    """Who waited in vain may not come back for the outcome: a rejection reaches them by mail."""
    with transaction() as session:
        at = ports().clock.now() + NEWS_AFTER
        ledger.enqueue(session, "notifications.tell_rejection", run_at=at, booking_id=booking_id)


def _answer(row: Row, headers: dict[str, str]) -> Response:
    headers["Location"] = location(row["id"])
    if row["status"] == Status.REQUESTED:
        return respond(row, 202, headers | {"Retry-After": "1"})
    if row["status"] != Status.REJECTED or row["reason"] == "DECLINED":
        return respond(row, 201, headers)
    if row["reason"] == "NOT_OFFERED":
        raise NotOffered(extra={"bookingId": row["id"]}, headers=headers)
    length = row["end_time"] - row["start_time"]
    refusal = taken_of(row["provider_id"], row["offering_id"], row["start_time"], length, party=row["seats"])
    refusal.extra["bookingId"] = row["id"]
    refusal.headers.update(headers)
    raise refusal


def show(viewer: Principal, booking_id: int) -> Response:
    """The booking; 304 where the client holds this version, after waiting for news if it prefers to."""
    row = queries.shown(booking_id, viewer)
    wait = rules.wait_of(request.headers.get("Prefer"), 0.0)
    if wait and etag.unchanged(etag.tag(row["version"])):
        row = _wait_for_news(viewer, row, wait)
    tag = etag.tag(row["version"])
    return etag.not_modified(tag) if etag.unchanged(tag) else respond(row, 200)


def _wait_for_news(viewer: Principal, known: Row, wait: float) -> Row:
    with ports().outcomes.expect(topic(known["id"])) as waiter:
        row = queries.shown(known["id"], viewer)  # it may have changed before we listened
        if waiter is None or row["version"] != known["version"]:
            return row
        waiter.wait(wait)
    return queries.shown(known["id"], viewer)


def fingerprint() -> bytes:
    """What this request is, for its Idempotency-Key: method, path and canonical body."""
    body = orjson.dumps(request.get_json(), option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(b"\n".join([request.method.encode(), request.path.encode(), body])).digest()
