"""Everything that can be booked of many providers in one window: one statement, then the slot engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, text
from sqlalchemy.orm import Session

from app.availability import stored
from app.availability.rules import Terms, Timetable, open_slots
from app.kernel.intervals import Interval
from app.kernel.zones import instant_from

MARGIN = timedelta(days=2)  # what lasts into the window, buffers and zones

_FACTS = text("""
    SELECT p.id, p.timezone,
           (SELECT json_agg(json_build_array(o.id, o.duration_minutes, o.step_minutes,
                       o.buffer_before_minutes, o.buffer_after_minutes, o.notice_minutes, o.horizon_days)
                    ORDER BY o.position, o.id)
            FROM offerings o
            WHERE o.provider_id = p.id AND o.deleted_at IS NULL AND o.active
              AND o.duration_minutes >= :minutes) AS offerings,
           (SELECT json_agg(json_build_array(day_of_week, start_minute, end_minute, valid_from, valid_until))
            FROM availability WHERE provider_id = p.id) AS weekly,
           (SELECT json_agg(json_build_array(date, spans)) FROM availability_overrides
            WHERE provider_id = p.id
              AND date BETWEEN CAST(:since AS timestamptz)::date AND CAST(:until AS timestamptz)::date)
               AS overrides,
           (SELECT json_agg(json_build_array(floor(extract(epoch FROM lower(t.during)))::bigint,
                                             ceil(extract(epoch FROM upper(t.during)))::bigint))
            FROM (SELECT during FROM occupancies
                  WHERE resource_id = r.id AND active AND during && tstzrange(:since, :until)
                  UNION ALL
                  SELECT during FROM busy_periods
                  WHERE resource_id = r.id AND during && tstzrange(:since, :until)) t) AS busy
    FROM providers p
    JOIN resources r ON r.provider_id = p.id AND r.kind = 'time'
    WHERE p.id = ANY(CAST(:ids AS bigint[]))
""")


@dataclass(frozen=True, slots=True)
class FreeTimes:
    """The bookable starts of one offering, ascending, in epoch seconds."""

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
    values = {
        "ids": list(provider_ids),
        "since": since - MARGIN,
        "until": until + MARGIN,
        "minutes": minutes,
    }
    window = Interval(instant_from(since), instant_from(until))
    rows = session.execute(_FACTS, values).mappings()
    return {row["id"]: _times(row, window, now) for row in rows}


def _times(row: RowMapping, window: Interval, now: datetime) -> list[FreeTimes]:
    timetable = Timetable(
        row["timezone"],
        weekly=tuple(map(stored.weekly_rule, row["weekly"] or ())),
        overrides=tuple(map(stored.override, row["overrides"] or ())),
        busy=stored.busy(row["busy"] or ()),
    )
    found = []
    for offering_id, *rest in row["offerings"] or ():
        terms = _terms(rest)
        starts = open_slots(timetable, terms, window=window, now=now)
        found.append(FreeTimes(offering_id, terms.duration, terms.step, starts))
    return found


def _terms(row: Sequence[int]) -> Terms:
    duration, step, before, after, notice, horizon = row
    return Terms(
        duration=duration,
        step=step,
        buffer_before=before,
        buffer_after=after,
        notice=timedelta(minutes=notice),
        horizon_days=horizon,
    )
