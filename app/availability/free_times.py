"""Everything that can be booked of many providers in one window: one statement, then the slot engine.

A second one reads what else decides, of all offerings that are more than their provider's time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, text
from sqlalchemy.orm import Session

from app.availability import stored
from app.availability.extras import Extras, extras_of
from app.availability.facts import BUSY, HOURS, MORE, TERMS, booked
from app.availability.rules import Timetable
from app.db.fast import within
from app.kernel.intervals import Interval
from app.kernel.zones import instant_from

MARGIN = timedelta(days=2)  # what lasts into the window, buffers and zones

_COUNTED = """EXISTS (SELECT FROM offerings c WHERE c.provider_id = p.id AND c.limits <> '[]'
                     AND c.deleted_at IS NULL AND c.active)"""

_FACTS = f"""
    SELECT p.id, {HOURS}, {BUSY}, {booked(_COUNTED)},
           (SELECT json_agg(to_json(t) ORDER BY position, offering_id)
            FROM (SELECT o.id AS offering_id, o.position, o.seats, {MORE}, {TERMS} FROM offerings o
                  WHERE o.provider_id = p.id AND o.deleted_at IS NULL AND o.active
                    AND o.listed) t) AS offerings
    FROM providers p
    JOIN resources r ON r.provider_id = p.id AND r.kind = 'time'
    CROSS JOIN (SELECT CAST(:since AS timestamptz) AS since, CAST(:until AS timestamptz) AS until,
                       0::bigint AS besides) w
    WHERE p.id = ANY(CAST(:ids AS bigint[]))
"""  # noqa: S608 - constants are put together, values are bound


@dataclass(frozen=True, slots=True)
class FreeTimes:
    """The bookable starts of one offering at one length, ascending, in epoch seconds."""

    offering_id: int
    minutes: int
    step: int
    starts: tuple[int, ...]


def free_times(
    session: Session,
    provider_ids: Sequence[int],
    *,
    since: datetime,
    until: datetime,
    now: datetime,
    minutes: int = 0,
) -> Mapping[int, list[FreeTimes]]:
    """What starts in `[since, until)` and lasts at least `minutes`, for each provider that is there."""
    if not provider_ids:
        return {}
    values = {"ids": list(provider_ids), "since": since - MARGIN, "until": until + MARGIN}
    window = Interval(instant_from(since), instant_from(until))
    rows = session.execute(text(_FACTS), values).mappings().all()
    others = [each["offering_id"] for row in rows for each in row["offerings"] or () if each["more"]]
    extras = extras_of(within(session), others, since=since - MARGIN, until=until + MARGIN)
    return {row["id"]: list(_times(row, extras, window, now, minutes)) for row in rows}


def _times(
    row: RowMapping, extras: Mapping[int, Extras], window: Interval, now: datetime, shortest: int
) -> Iterator[FreeTimes]:
    timetables: dict[int | None, Timetable] = {}
    for offering in row["offerings"] or ():
        terms, schedule_id = stored.terms(offering), offering["schedule_id"]
        if schedule_id not in timetables:
            timetables[schedule_id] = stored.timetable(row, schedule_id)
        known = extras.get(terms.offering_id, Extras())
        for minutes in stored.lengths(offering):
            if minutes >= shortest:
                lasting = replace(terms, duration=minutes)
                lineup = known.lineup(timetables[schedule_id], lasting, seats=offering["seats"])
                starts = lineup.starts(window, now)
                yield FreeTimes(terms.offering_id, minutes, terms.step, starts)
