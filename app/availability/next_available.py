"""When each provider of a list is free next: one statement for all of them, then the slot engine."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, text
from sqlalchemy.orm import Session

from app.availability import stored
from app.availability.rules import Terms, Timetable
from app.availability.rules import next_available as first_free
from app.kernel.intervals import Interval
from app.kernel.zones import instant_of, moment_of

REACH = timedelta(days=14)
MARGIN = timedelta(days=2)  # what lasts into the reach, buffers and zones

_FACTS = text("""
    SELECT p.id, p.timezone, o.duration_minutes, o.step_minutes, o.buffer_before_minutes,
           o.buffer_after_minutes, o.notice_minutes, o.horizon_days,
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
    JOIN LATERAL (SELECT * FROM offerings WHERE provider_id = p.id AND deleted_at IS NULL AND active
                  ORDER BY position, id LIMIT 1) o ON true
    WHERE p.id = ANY(CAST(:ids AS bigint[]))
""")


def next_available(
    session: Session, provider_ids: Sequence[int], *, now: datetime
) -> dict[int, datetime | None]:
    """The first bookable start of each provider's first offering within two weeks, or None."""
    if not provider_ids:
        return {}
    values = {"ids": list(provider_ids), "since": now - MARGIN, "until": now + REACH + MARGIN}
    found = {row["id"]: _first(row, now) for row in session.execute(_FACTS, values).mappings()}
    return {provider_id: found.get(provider_id) for provider_id in provider_ids}


def _first(row: RowMapping, now: datetime) -> datetime | None:
    timetable = Timetable(
        row["timezone"],
        weekly=tuple(map(stored.weekly_rule, row["weekly"] or ())),
        overrides=tuple(map(stored.override, row["overrides"] or ())),
        busy=stored.busy(row["busy"] or ()),
    )
    window = Interval(instant_of(now), instant_of(now + REACH))
    start = first_free(timetable, _terms(row), window=window, now=now)
    return None if start is None else moment_of(start)


def _terms(row: RowMapping) -> Terms:
    return Terms(
        duration=row["duration_minutes"],
        step=row["step_minutes"],
        buffer_before=row["buffer_before_minutes"],
        buffer_after=row["buffer_after_minutes"],
        notice=timedelta(minutes=row["notice_minutes"]),
        horizon_days=row["horizon_days"],
    )
