"""What else decides about offerings that are more than one stretch of their provider's time."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.availability import stored
from app.availability.facts import BUSY, FREED, HOURS, booked
from app.availability.rules import (
    Assignment,
    Crew,
    Host,
    Lineup,
    Need,
    Occurrence,
    Seats,
    Terms,
    Timetable,
)
from app.availability.schedule import Section
from app.db.fast import Row, Run
from app.kernel.intervals import Interval

# Whose time a booking of `o` may take: its owner's, or that of those who agreed to serve it.
_SERVING = """
    SELECT o.id AS offering_id, o.provider_id, 1 AS weight, 0 AS priority FROM wanted o
    WHERE o.assignment = 'OWNER'
    UNION ALL
    SELECT m.offering_id, m.provider_id, m.weight, m.priority
    FROM wanted o JOIN offering_hosts m ON m.offering_id = o.id AND m.accepted_at IS NOT NULL
    JOIN providers p ON p.id = m.provider_id AND p.deleted_at IS NULL
    WHERE o.assignment <> 'OWNER'
"""
# An occurrence during which its provider is away, or busy elsewhere, stands but is joined by nobody.
_STANDING = """
    (SELECT json_agg(json_build_array(
                floor(extract(epoch FROM g.starts_at))::bigint, floor(extract(epoch FROM g.ends_at))::bigint,
                g.seats_taken - coalesce(mine.seats, 0)))
     FROM serving s
     JOIN resources r ON r.provider_id = s.provider_id AND r.kind = 'time'
     JOIN occupancies g ON g.resource_id = r.id AND g.active AND g.during && tstzrange(w.since, w.until)
       AND g.offering_id = o.id AND g.ends_at IS NOT NULL
     LEFT JOIN seat_claims mine ON mine.occupancy_id = g.id AND mine.booking_id = w.besides
     WHERE s.offering_id = o.id
       AND NOT EXISTS (SELECT FROM busy_times AS busy
                       WHERE busy.resource_id = g.resource_id AND busy.during && g.during)) AS standing
"""
_HOSTS = f"""
    CASE WHEN o.assignment <> 'OWNER' THEN (
        SELECT json_agg(to_json(h) ORDER BY h.provider_id) FROM (
            SELECT p.id AS provider_id, p.name, r.id AS resource_id, s.weight, s.priority,
                   CASE WHEN p.id = o.provider_id THEN o.schedule_id END AS schedule_id,
                   {HOURS}, {BUSY}, {booked("false")}
            FROM serving s JOIN providers p ON p.id = s.provider_id
            JOIN resources r ON r.provider_id = p.id AND r.kind = 'time'
            WHERE s.offering_id = o.id) h) END AS hosts
"""  # noqa: S608 - our own words
_NEEDS = f"""
    (SELECT json_agg(json_build_array(n.position, n.resource_id, (
                SELECT json_agg(json_build_array(floor(extract(epoch FROM lower(t.during)))::bigint,
                                                 ceil(extract(epoch FROM upper(t.during)))::bigint))
                FROM (SELECT during FROM occupancies g
                      WHERE g.resource_id = n.resource_id AND active
                        AND during && tstzrange(w.since, w.until) AND {FREED}
                      UNION ALL
                      SELECT during FROM busy_times b
                      WHERE b.resource_id = n.resource_id AND during && tstzrange(w.since, w.until)) t))
            ORDER BY n.position, n.place)
     FROM offering_needs n WHERE n.offering_id = o.id) AS needs
"""  # noqa: S608 - our own words
_FACTS = f"""
    WITH wanted AS (
        SELECT id, provider_id, assignment, schedule_id FROM offerings WHERE id = ANY(%(offerings)s)
    ), serving AS ({_SERVING})
    SELECT json_agg(to_json(t)) AS found FROM (
        SELECT o.id AS offering_id, o.assignment, {_STANDING}, {_NEEDS}, {_HOSTS}
        FROM (SELECT %(since)s::timestamptz AS since, %(until)s::timestamptz AS until,
                     %(besides)s::bigint AS besides) w CROSS JOIN wanted o) t
"""  # noqa: S608 - constants are put together, values are bound


@dataclass(frozen=True, slots=True)
class Extras:
    """The occurrences of a group, the rooms and devices that are needed, and who serves a team's offering."""

    occurrences: tuple[Occurrence, ...] = ()
    needs: tuple[Need, ...] = ()
    assignment: Assignment = Assignment.OWNER
    hosts: Crew = ()

    def lineup(
        self,
        timetable: Timetable,
        terms: Terms,
        *,
        seats: int,
        party: int = 1,
        owner: tuple[int, int] = (0, 0),
    ) -> Lineup:
        """Who and what a booking takes. Who only looks need not say who the owner is, and of what time."""
        alone = self.assignment is Assignment.OWNER
        return Lineup(
            lead=timetable,
            terms=terms,
            seats=Seats(seats, party, self.occurrences),
            hosts=(Host(*owner, timetable),) if alone else self.hosts,
            together=self.assignment is Assignment.COLLECTIVE,
            needs=self.needs,
        )


def extras_of(
    run: Run, offerings: Collection[int], *, since: datetime, until: datetime, besides: int = 0
) -> Mapping[int, Extras]:
    """Of each offering, between `since` and `until`; as if the booking `besides` held nothing."""
    if not offerings:
        return {}
    values = {"offerings": list(offerings), "since": since, "until": until, "besides": besides}
    row = run(_FACTS, values) or {}
    return {found["offering_id"]: _extras(found) for found in row.get("found") or ()}


def of_sections(known: Mapping[int, Extras], sections: Iterable[Section]) -> Extras:
    """What several offerings need that are booked as one: each its own rooms, while its part lasts."""
    return Extras(
        needs=tuple(
            replace(need, part=section.during)
            for section in sections
            for need in known.get(section.offering_id, Extras()).needs
        )
    )


def _extras(found: Row) -> Extras:
    return Extras(
        occurrences=tuple(Occurrence(*one) for one in found["standing"] or () if one[2]),
        needs=tuple(_needs(found["needs"] or ())),
        assignment=Assignment(found["assignment"]),
        hosts=tuple(_host(row) for row in found["hosts"] or ()),
    )


def _host(row: Row) -> Host:
    """By their standard hours; the owner by those of the offering."""
    return Host(
        row["provider_id"],
        row["resource_id"],
        stored.timetable(row, row["schedule_id"]),
        weight=row["weight"],
        priority=row["priority"],
    )


def _needs(rows: Iterable[Any]) -> Iterable[Need]:
    """Positions that have the same resources are one need for several of them."""
    busy: dict[int, tuple[Interval, ...]] = {}
    positions: defaultdict[int, tuple[int, ...]] = defaultdict(tuple)
    for position, resource_id, stretches in rows:
        busy[resource_id] = tuple(Interval(first, last) for first, last in stretches or ())
        positions[position] += (resource_id,)
    counts = Counter(positions.values())
    return [Need(count, any_of, tuple(busy[one] for one in any_of)) for any_of, count in counts.items()]
