"""Whose time a joint booking takes: who may serve it takes turns, and whoever does is written down."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import orjson

from app.availability.offer import Offer
from app.availability.rules import Crew, Turn, explained, in_turn
from app.availability.schedule import Schedule
from app.bookings.service.claims import Claim
from app.db.fast import OpenTransaction
from app.db.ledger.batch import INSERT_TASKS, Batch
from app.kernel import zones
from app.kernel.intervals import Interval
from app.ports import ports

# Sorted, so that two who want some of the same people never wait for each other.
_TURN = """
    SELECT array_agg(id) AS resources FROM (
        SELECT r.id FROM resources r
        WHERE r.kind = 'time' AND r.provider_id IN (
            SELECT provider_id FROM offerings WHERE id = %(offering_id)s AND assignment = 'OWNER'
            UNION ALL
            SELECT m.provider_id FROM offering_hosts m JOIN offerings o ON o.id = m.offering_id
            WHERE m.offering_id = %(offering_id)s AND m.accepted_at IS NOT NULL AND o.assignment <> 'OWNER')
        ORDER BY r.id FOR NO KEY UPDATE OF r) t
"""
# What each of them has of this offering in a month.
_BOOKED = """
    SELECT json_object_agg(t.provider_id, t.appointments) AS booked FROM (
        SELECT h.provider_id, count(DISTINCT coalesce(c.occupancy_id, b.id)) AS appointments
        FROM bookings b JOIN booking_hosts h ON h.booking_id = b.id
        LEFT JOIN seat_claims c ON c.booking_id = b.id
        WHERE b.provider_id = %(provider_id)s AND b.offering_id = %(offering_id)s
          AND b.status IN ('PENDING', 'CONFIRMED', 'COMPLETED', 'NO_SHOW') AND b.id <> %(booking_id)s
          AND b.start_time >= %(since)s AND b.start_time < %(until)s
        GROUP BY h.provider_id) t
"""
_FORGET = "DELETE FROM booking_hosts WHERE booking_id = %(booking_id)s RETURNING booking_id"
_SERVED_BY = "SELECT array_agg(provider_id) AS hosts FROM booking_hosts WHERE booking_id = %(booking_id)s"
_NOTE = """
    WITH gone AS (
        DELETE FROM booking_hosts
        WHERE booking_id = %(booking_id)s AND NOT provider_id = ANY(%(hosts)s::bigint[])
    )
    INSERT INTO booking_hosts (booking_id, provider_id, turn)
    SELECT %(booking_id)s, h, %(turn)s::jsonb FROM unnest(%(hosts)s::bigint[]) AS h ORDER BY h
    ON CONFLICT (booking_id, provider_id) DO UPDATE SET turn = coalesce(excluded.turn, booking_hosts.turn)
    RETURNING provider_id
"""
_NOTE_JOINED = """
    INSERT INTO booking_hosts (booking_id, provider_id)
    SELECT %(booking_id)s, r.provider_id FROM seat_claims c
    JOIN occupancies o ON o.id = c.occupancy_id OR o.occurrence_id = c.occupancy_id
    JOIN resources r ON r.id = o.resource_id AND r.kind = 'time'
    WHERE c.booking_id = %(booking_id)s ORDER BY r.provider_id
    ON CONFLICT DO NOTHING RETURNING provider_id
"""


def take_turn(run: OpenTransaction, schedule: Schedule) -> Sequence[int]:
    """Let nobody else have one of these people's time before this transaction ends; which times they are."""
    row = run(_TURN, {"offering_id": schedule.offering_id})
    return (row and row["resources"]) or []


def turns_of(run: OpenTransaction, offer: Offer, claim: Claim, crews: Sequence[Crew]) -> list[Turn]:
    """Of a round robin's free hosts, whose turn it is, by what each has in the month of the start."""
    if not offer.schedule.takes_turns:
        return []
    booked = _booked(run, offer, claim)
    free = [
        Turn(host.host_id, host.weight, host.priority, booked.get(str(host.host_id), 0)) for (host,) in crews
    ]
    return in_turn(free, claim.booking_id)


def in_order(
    run: OpenTransaction, claim: Claim, crews: Sequence[Crew], turns: Sequence[Turn]
) -> Sequence[Crew]:
    """Who is to be asked first. From one who serves the booking already nobody takes it away."""
    if not turns:
        return crews
    serving = (run(_SERVED_BY, {"booking_id": claim.booking_id}) or {}).get("hosts") or []
    order = {turn.host_id: place for place, turn in enumerate(turns)}
    return sorted(crews, key=lambda crew: (crew[0].host_id not in serving, order[crew[0].host_id]))


def note(run: OpenTransaction, claim: Claim, crew: Crew, turns: Sequence[Turn]) -> None:
    """Write down who serves the booking, and whose turn it was."""
    turn = orjson.dumps(explained(turns)).decode() if turns else None
    hosts = [host.host_id for host in crew]
    run(_NOTE, {"booking_id": claim.booking_id, "hosts": hosts, "turn": turn})
    _times_changed(run, hosts)


def note_joined(run: OpenTransaction, claim: Claim) -> None:
    """Whoever joins an occurrence is served by those who hold it."""
    run(_FORGET, {"booking_id": claim.booking_id})
    run(_NOTE_JOINED, {"booking_id": claim.booking_id})


def _times_changed(run: OpenTransaction, hosts: Sequence[int]) -> None:
    """The owner's are looked at anew anyway."""
    tasks = Batch()
    for host in hosts if ports().search.kept else ():
        tasks.add("search.index", provider_id=host)
    run(f"{INSERT_TASKS.format(join='')} RETURNING id", {"tasks": tasks.json})


def _booked(run: OpenTransaction, offer: Offer, claim: Claim) -> dict[str, int]:
    schedule = offer.schedule
    month = _month_of(schedule.timetable.zone, claim.start)
    values = {
        "provider_id": schedule.provider_id,
        "offering_id": schedule.offering_id,
        "booking_id": claim.booking_id,
        "since": zones.moment_of(month.start),
        "until": zones.moment_of(month.end),
    }
    row = run(_BOOKED, values)
    return (row and row["booked"]) or {}


def _month_of(zone: str, start: datetime) -> Interval:
    """The month of the start, by the clock of the offering's owner."""
    first = zones.date_of(zone, zones.instant_of(start)).replace(day=1)
    next_one = (first + timedelta(days=31)).replace(day=1)
    return zones.dates_window(zone, first, next_one - timedelta(days=1))
