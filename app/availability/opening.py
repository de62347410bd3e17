"""When a provider is open at all: the hours of each date less the time off, whatever was booked of it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session

from app.availability import queries
from app.availability.models import TimeOff
from app.availability.rules import Override, Span, Timetable, WeeklyRule, closing
from app.availability.rules.hours import opened, pieces
from app.kernel.intervals import Pair, merged, subtracted
from app.kernel.zones import instant_of, stretches


def open_stretches(
    session: Session, provider_id: int, zone: str, *, since: datetime, until: datetime
) -> list[Pair]:
    """Ascending and disjoint, in epoch seconds, by the hours as they are written down now."""
    timetable = Timetable(
        zone,
        weekly=tuple(
            WeeklyRule(
                rule.day_of_week - 1,
                rule.start_minute,
                closing(rule.start_minute, rule.end_minute),
                rule.valid_from,
                rule.valid_until,
            )
            for rule in queries.rules(session, provider_id)
        ),
        overrides=tuple(
            Override(row.date, tuple(Span(first, closing(first, last)) for first, last in row.spans))
            for row in queries.overrides(session, provider_id)
        ),
    )
    parts = stretches(zone, instant_of(since), instant_of(until))
    return subtracted(opened(pieces(timetable, parts)), _off(session, provider_id, since, until))


def _off(session: Session, provider_id: int, since: datetime, until: datetime) -> list[Pair]:
    resource = queries.resource_id(session, provider_id)
    wanted = select(TimeOff.during).where(
        TimeOff.resource_id == resource, TimeOff.during.overlaps(Range(since, until))
    )
    spans = session.scalars(wanted)
    return merged([(instant_of(span.lower or since), instant_of(span.upper or until)) for span in spans])
