"""When a provider is open at all: the hours of each date less the time off, whatever was booked of it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session

from app.availability import queries, stored
from app.availability.models import TimeOff
from app.availability.rules.hours import opened, pieces
from app.kernel.intervals import Pair, merged, subtracted
from app.kernel.zones import instant_of


def open_stretches(session: Session, provider_id: int, *, since: datetime, until: datetime) -> list[Pair]:
    """Ascending and disjoint, in epoch seconds, by all schedules as they are written down now."""
    written = queries.hours(session, provider_id, since=since)
    schedules = {None, *(schedule_id for schedule_id, *_ in written["weekly"] or ())}
    hours = [
        stretch
        for schedule_id in schedules
        for stretch in opened(
            pieces(stored.timetable(written, schedule_id), instant_of(since), instant_of(until))
        )
    ]
    return subtracted(merged(hours), _off(session, provider_id, since, until))


def _off(session: Session, provider_id: int, since: datetime, until: datetime) -> list[Pair]:
    resource = queries.resource_id(session, provider_id)
    wanted = select(TimeOff.during).where(
        TimeOff.resource_id == resource,
        TimeOff.ended_at.is_(None),
        TimeOff.during.overlaps(Range(since, until)),
    )
    spans = session.scalars(wanted)
    return merged([(instant_of(span.lower or since), instant_of(span.upper or until)) for span in spans])
