"""Seats in a group: joining an occurrence, opening one, leaving it.

An occurrence is one occupancy that counts its seats. Whoever has seats has a claim, in the transaction that
counts them: so the count is always the sum of the claims, and no look ahead of it decides anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.availability.occupancy import Stretch
from app.db.fast import OpenTransaction, Run

# The condition is asked again under the row's lock: of many who want the last seat one finds it.
_JOIN = """
    WITH joined AS (
        UPDATE occupancies AS o
        SET seats_taken = seats_taken + %(party)s, capacity = greatest(capacity, %(seats)s)
        WHERE id = (
            SELECT id FROM occupancies AS g
            WHERE resource_id = ANY(%(resources)s) AND during && tstzrange(%(starts_at)s, %(ends_at)s)
              AND active AND offering_id = %(offering_id)s AND starts_at = %(starts_at)s
              AND ends_at = %(ends_at)s AND seats_taken + %(party)s <= %(seats)s
              AND NOT EXISTS (SELECT FROM busy_times AS busy
                              WHERE busy.resource_id = g.resource_id AND busy.during && g.during)
            ORDER BY seats_taken DESC, id LIMIT 1)
          AND seats_taken + %(party)s <= %(seats)s
        RETURNING id
    )
    INSERT INTO seat_claims (booking_id, occupancy_id, seats)
    SELECT %(booking_id)s, id, %(party)s FROM joined RETURNING occupancy_id
"""
_OPEN = """
    WITH wanted AS (
        SELECT * FROM unnest(%(resources)s::bigint[], %(since)s::timestamptz[], %(until)s::timestamptz[])
            AS w(resource_id, since, until)
    ), opened AS (
        INSERT INTO occupancies
            (resource_id, during, kind, offering_id, starts_at, ends_at, capacity, seats_taken)
        SELECT resource_id, tstzrange(since, until, '[)'), 'booking', %(offering_id)s, %(starts_at)s,
               CASE WHEN resource_id = %(counting)s THEN %(ends_at)s END,
               CASE WHEN resource_id = %(counting)s THEN %(seats)s ELSE 1 END,
               CASE WHEN resource_id = %(counting)s THEN %(party)s ELSE 1 END
        FROM wanted
        WHERE NOT EXISTS (SELECT FROM busy_times AS busy WHERE busy.resource_id = wanted.resource_id
                          AND busy.during && tstzrange(since, until))
        ORDER BY resource_id
        ON CONFLICT DO NOTHING RETURNING id, resource_id
    ), claimed AS (
        INSERT INTO seat_claims (booking_id, occupancy_id, seats)
        SELECT %(booking_id)s, id, %(party)s FROM opened WHERE resource_id = %(counting)s
    )
    SELECT count(*) AS got, array_agg(id) AS ids,
           max(id) FILTER (WHERE resource_id = %(counting)s) AS counting
    FROM opened
"""
# What an occurrence takes besides the stretch that counts ends with that one.
_TIE = """
    UPDATE occupancies SET occurrence_id = %(counting)s WHERE id = ANY(%(ids)s) AND id <> %(counting)s
    RETURNING id
"""
_LEAVE = """
    WITH gone AS (
        DELETE FROM seat_claims WHERE booking_id = %(booking_id)s RETURNING occupancy_id, seats
    )
    UPDATE occupancies SET seats_taken = seats_taken - gone.seats FROM gone WHERE id = gone.occupancy_id
    RETURNING id
"""
_END = "DELETE FROM occupancies WHERE id = %(id)s AND seats_taken = 0 RETURNING id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """So many who want to sit together in one occurrence of an offering, which has `seats` at present."""

    booking_id: int
    offering_id: int
    starts_at: datetime
    ends_at: datetime
    party: int
    seats: int


def join(run: Run, resources: Sequence[int], wanted: Party) -> bool:
    """Sit in an occurrence of this time, the fullest that has room. False: there is none of these."""
    return run(_JOIN, {**_values(wanted), "resources": list(resources)}) is not None


def open_occurrence(run: OpenTransaction, stretches: Sequence[Stretch], wanted: Party) -> bool:
    """Be the first of an occurrence that takes all of these; the first of them counts its seats."""
    values = {
        **_values(wanted),
        "resources": [stretch.resource_id for stretch in stretches],
        "since": [stretch.since for stretch in stretches],
        "until": [stretch.until for stretch in stretches],
        "counting": stretches[0].resource_id,
    }
    got = False
    with run.or_nothing() as undo:
        opened = run(_OPEN, values)
        got = opened is not None and bool(opened["got"] == len(stretches))
        if opened is None or not got:
            raise undo
        if len(stretches) > 1:
            run(_TIE, opened)
    return got


def leave(run: Run, booking_id: int) -> None:
    """Give a booking's seats back; the last one out ends the occurrence."""
    left = run(_LEAVE, {"booking_id": booking_id})
    if left is not None:
        run(_END, left)


def _values(wanted: Party) -> dict[str, Any]:
    return {
        "booking_id": wanted.booking_id,
        "offering_id": wanted.offering_id,
        "starts_at": wanted.starts_at,
        "ends_at": wanted.ends_at,
        "party": wanted.party,
        "seats": wanted.seats,
    }
