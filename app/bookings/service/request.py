"""Accepting a request: cheap refusals, then booking, history and task in one statement."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from psycopg.errors import UniqueViolation

from app.availability.offer import Offer, offer_of, too_many
from app.availability.remembered import Key, recall, remember
from app.availability.rules import OTHERS, Reason
from app.availability.schedule import Schedule, ask, schedule_of
from app.bookings import queries
from app.bookings.errors import (
    AlreadyRequested,
    UnknownOffering,
    UnknownProvider,
)
from app.bookings.events import RequestBooking
from app.bookings.service.agreement import (
    AGREED,
    COLUMNS,
    LISTED,
    STAKE_OF_PRICE,
    VALUES,
    accept_on_terms,
    with_promise,
)
from app.bookings.service.refusals import refusal_of, taken
from app.db.fast import fetch_one
from app.db.ledger.batch import INSERT_TASKS, Batch
from app.http.idempotency import KeyReused
from app.kernel import ids, zones
from app.kernel.errors import Detail, InvalidInput, Refusal, Unauthenticated, Unavailable
from app.ports import ports
from app.ports.tasks import Ring
from app.providers import links

AROUND = timedelta(days=1)
NEWS_AFTER = timedelta(seconds=20)  # whoever follows the outcome has seen it by then
_KEY_LEASE = timedelta(seconds=60)
_READINGS = 3
_NO_ROOM = frozenset({Reason.TAKEN, Reason.RESOURCE_TAKEN, Reason.FULL})  # whoever asks
_UNPROMISED = OTHERS | {Reason.IN_THE_PAST}

# The price and the policy are read in the statement that agrees to them, and the hours that were judged must
# still be the provider's. The key's row comes last: of two requests with one key at once, the second fails on
# it and leaves nothing behind.
_STATEMENT = f"""
WITH listed AS (
    SELECT {{terms}}
    FROM providers p JOIN offerings o ON o.provider_id = p.id
    WHERE p.id = %(provider_id)s AND p.timetable_version = %(timetable_version)s AND p.published
      AND p.deleted_at IS NULL AND o.id = %(offering_id)s AND o.active AND o.deleted_at IS NULL
), standing AS (
    SELECT *, {STAKE_OF_PRICE} > 0 AS at_stake FROM listed
), caller AS (
    SELECT timezone FROM users WHERE id = %(client_id)s AND deleted_at IS NULL
), rival AS (
    SELECT FROM occupancies
    WHERE {{alone}} resource_id = %(resource_id)s AND active AND during && tstzrange(%(from)s, %(until)s)
), booking AS (
    INSERT INTO bookings (id, provider_id, client_id, offering_id, start_time, end_time, wall_start, zone,
        tz_version, client_timezone, payment_required, card_hold, amount_minor, currency, cancel_free_hours,
        cancel_late_percent, no_show_percent, deposit_percent, notes, created_by, updated_by{{columns}})
    SELECT %(id)s, %(provider_id)s, %(client_id)s, %(offering_id)s, %(start)s, %(end)s, %(wall_start)s,
        %(zone)s, %(tz_version)s, coalesce(%(client_timezone)s, timezone),
        price_minor > 0 AND payment = 'NOW' OR at_stake AND payment = 'CARD',
        at_stake AND payment = 'CARD', price_minor, currency,
        cancel_free_hours, cancel_late_percent, no_show_percent, deposit_percent, %(notes)s,
        %(client_id)s, %(client_id)s{{values}}
    FROM standing, caller
    WHERE NOT EXISTS (SELECT FROM rival) AND (%(key)s::text IS NULL OR NOT EXISTS (
        SELECT FROM idempotency_keys WHERE principal = %(client_id)s AND route = %(route)s AND key = %(key)s))
    ON CONFLICT (client_id, offering_id, start_time)
        WHERE status IN ('REQUESTED', 'PENDING', 'CONFIRMED') DO NOTHING
    RETURNING id, version
), event AS (
    INSERT INTO booking_events (booking_id, kind, status, version, actor_id)
    SELECT id, 'requested', 'REQUESTED', version, %(client_id)s FROM booking
), remembered AS (
    INSERT INTO idempotency_keys (principal, route, key, fingerprint, lease_until, resource_id)
    SELECT %(client_id)s, %(route)s, %(key)s, %(fingerprint)s, now() + %(lease)s, id FROM booking
    WHERE %(key)s::text IS NOT NULL
), owed AS ({INSERT_TASKS.format(join="CROSS JOIN booking")})
SELECT (SELECT id FROM booking) AS id, EXISTS (SELECT FROM standing) AS current,
       EXISTS (SELECT FROM caller) AS known, NOT EXISTS (SELECT FROM rival) AS free
"""  # noqa: S608 - constants are put together, values are bound
_ACCEPT = _STATEMENT.format(terms=LISTED, columns="", values="", alone="")
# Who shares a time, or needs more than one, has no rival here: what was read just now said yes, and a worker
# decides.
_ACCEPT_ON_TERMS = _STATEMENT.format(terms=AGREED, columns=COLUMNS, values=VALUES, alone="%(simple)s AND")
ROUTE = "POST /v1/bookings"


@dataclass(frozen=True, slots=True)
class Accepted:
    """`replayed`: the Idempotency-Key was seen before, and this is the booking that it made."""

    booking_id: int
    rings: tuple[Ring, ...] = ()
    replayed: bool = False


def request_booking(command: RequestBooking, booking_id: int | None = None) -> Accepted:
    """Write down that a client wants a time; a worker will decide. Each statement is its own transaction.

    Raises:
        InvalidInput: the time is not one that the provider offers, or ends at the wrong moment.
        SlotTaken: already now it is certain that somebody has it.
        UnknownProvider, UnknownOffering, AlreadyRequested, KeyReused.
    """
    number = booking_id or ids.public_number()
    try:
        wanted = with_promise(command)
        return _remembering(wanted, number) or _reading(wanted, number)
    except Refusal:
        # The client's own earlier request may be what stands in the way, or the time may have passed since.
        if (earlier := _earlier(command)) is not None:
            return earlier
        raise


def judged(command: RequestBooking) -> Schedule:
    """The schedule that offers what is wished for, for those who take a time at once. Raises as above."""
    schedule = _for(command, _schedule(command))
    _refuse_what_is_not_offered(_offer(schedule, command), command)
    return schedule


def judged_by_owner(command: RequestBooking) -> Schedule:
    """The same for a provider who books into their own time: only what is taken or past stands against it."""
    schedule = _for(command, _read(command))
    _refuse_another_length(schedule, command)
    reasons = _offer(schedule, command).against(command.start)
    if Reason.IN_THE_PAST in reasons:
        raise refusal_of([Reason.IN_THE_PAST])
    if not _NO_ROOM.isdisjoint(reasons):
        raise taken(schedule, command.start, party=command.seats)
    return schedule


def _remembering(command: RequestBooking, number: int) -> Accepted | None:
    """The short way, by what this process read before. None: that is out of date or says no, so read anew."""
    known = recall(_key(command))
    if known is None or not known.plain or not known.facts["is_listed"]:
        return None
    schedule = _for(command, known.freed(now=ports().clock.now()))
    try:
        _refuse_what_is_not_offered(_offer(schedule, command), command)
        return _write(schedule, command, number)
    except (InvalidInput, _Changed):
        return None


def _reading(command: RequestBooking, number: int) -> Accepted:
    for _ in range(_READINGS):
        schedule = _schedule(command)
        remember(_key(command), schedule)
        schedule = _for(command, schedule)
        _refuse_what_is_not_offered(_offer(schedule, command), command)
        try:
            return _write(schedule, command, number)
        except _Changed:
            continue  # the provider edits at this very moment
    raise Unavailable("The provider is changing their hours: try again in a moment.")


class _Changed(Exception):  # noqa: N818 - reads as what it is
    """The provider's hours or offerings are no longer the ones that were judged."""


def _key(command: RequestBooking) -> Key:
    minutes = _minutes(command)
    return command.provider_id, command.offering_id, minutes if command.offering_id is None else None


def _schedule(command: RequestBooking) -> Schedule:
    """What is not listed can be booked by a link alone."""
    schedule = _read(command)
    if not schedule.facts["is_listed"] and not (
        command.link and links.opens(fetch_one, command.link, schedule.offering_id)
    ):
        raise _unknown_offering("offeringId")
    return schedule


def _read(command: RequestBooking) -> Schedule:
    _, offering_id, minutes = _key(command)
    facts = ask(
        command.provider_id,
        offering_id=offering_id,
        minutes=minutes,
        since=command.start - AROUND,
        until=command.start + 2 * AROUND,
    )
    if facts is None or not facts["published"]:
        raise UnknownProvider(details=[Detail("providerId", "There is no such provider.")])
    if facts["offering_id"] is None:
        raise _unknown_offering("endTime" if offering_id is None else "offeringId")
    return schedule_of(facts)


def _unknown_offering(field: str) -> UnknownOffering:
    return UnknownOffering(details=[Detail(field, "The provider has no such offering.")])


def _offer(schedule: Schedule, command: RequestBooking) -> Offer:
    if command.seats > schedule.seats:
        raise InvalidInput.at("seats", too_many(schedule.seats))
    since, until = command.start - AROUND, command.start + 2 * AROUND
    return offer_of(schedule, since=since, until=until, party=command.seats)


def _minutes(command: RequestBooking) -> int | None:
    if command.end is None:
        return command.minutes
    if command.end <= command.start:
        raise InvalidInput.at("endTime", "End time must be after the start time.")
    minutes, rest = divmod(command.end - command.start, timedelta(minutes=1))
    if rest or minutes > 24 * 60:
        raise InvalidInput.at("endTime", "A booking lasts whole minutes, at most 24 hours.")
    if command.minutes not in {None, minutes}:
        raise InvalidInput.at("durationMinutes", "It ends at another moment than endTime says.")
    return minutes


def _refuse_what_is_not_offered(offer: Offer, command: RequestBooking) -> None:
    _refuse_another_length(offer.schedule, command)
    reasons = _against(offer, command)
    if not OTHERS.issuperset(reasons):
        raise refusal_of(reasons)
    if reasons:
        raise taken(offer.schedule, command.start, party=command.seats)


def _refuse_another_length(schedule: Schedule, command: RequestBooking) -> None:
    if _minutes(command) not in {None, schedule.terms.duration}:
        field = "durationMinutes" if command.end is None else "endTime"
        raise InvalidInput.at(field, f"This offering lasts {schedule.lengths} minutes.")


def _for(command: RequestBooking, schedule: Schedule) -> Schedule:
    """The length that was promised, whatever is offered by now; else the one that is asked for."""
    if command.promised is not None:
        return schedule.lasting(command.promised.duration)
    length = timedelta(minutes=_minutes(command) or schedule.terms.duration)
    return schedule.lasting(length) if schedule.offers(length) else schedule


def _against(offer: Offer, command: RequestBooking) -> tuple[Reason, ...]:
    """What stands against the start. Of a quoted one only what nobody could promise."""
    reasons = offer.against(command.start)
    return (
        reasons if command.promised is None else tuple(reason for reason in reasons if reason in _UNPROMISED)
    )


def _write(schedule: Schedule, command: RequestBooking, number: int) -> Accepted:
    tasks = Batch()
    tasks.add("bookings.reserve", booking_id=number)
    if not command.waits:
        tasks.add("notifications.tell_rejection", run_at=ports().clock.now() + NEWS_AFTER, booking_id=number)
    try:
        values = _values(schedule, command, number) | {"tasks": tasks.json}
        row = (
            fetch_one(_ACCEPT, values)
            if command.plain and schedule.usual and schedule.simple and not schedule.facts["questions"]
            else accept_on_terms(_ACCEPT_ON_TERMS, values, schedule, command)
        )
    except UniqueViolation as error:
        if error.diag.constraint_name == "pk_bookings":
            return _write(schedule, command, ids.public_number())
        raise AlreadyRequested from error
    if row is None or not row["current"]:
        raise _Changed
    if not row["known"]:
        raise Unauthenticated("This account was deleted.")
    if row["id"] is not None:
        return Accepted(number, tuple(tasks.rings))
    if not row["free"]:
        raise taken(schedule, command.start, party=command.seats)
    raise AlreadyRequested(details=[Detail("startTime", AlreadyRequested.message)])


def _values(schedule: Schedule, command: RequestBooking, number: int) -> dict[str, Any]:
    wall, zone = schedule.wall_at(command.start)
    padded = schedule.terms.padded(zones.instant_of(command.start))
    return {
        "id": number,
        "provider_id": schedule.provider_id,
        "timetable_version": schedule.timetable_version,
        "resource_id": schedule.resource_id,
        "simple": schedule.simple,
        "from": zones.moment_of(padded.start),
        "until": zones.moment_of(padded.end),
        "client_id": command.client_id,
        "offering_id": schedule.offering_id,
        "start": command.start,
        "end": command.start + schedule.duration,
        "wall_start": wall,
        "zone": zone,
        "tz_version": zones.database_version(),
        "client_timezone": command.timezone,
        "notes": command.notes,
        "key": command.idempotency_key,
        "route": ROUTE,
        "fingerprint": command.fingerprint,
        "lease": _KEY_LEASE,
    }


def _earlier(command: RequestBooking) -> Accepted | None:
    """What this Idempotency-Key made before, if anything."""
    if command.idempotency_key is None:
        return None
    row = queries.remembered(command.client_id, ROUTE, command.idempotency_key)
    if row is None:
        return None
    if row["fingerprint"] != command.fingerprint:
        raise KeyReused
    return Accepted(row["resource_id"], replayed=True)
