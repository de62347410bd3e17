"""Closing on purpose: the free parts are taken at once, the bookings in the way are named and stand."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import delete, text
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session

from app.availability import queries
from app.availability.models import BusyPeriod, Occupancy, TimeOff
from app.availability.service.conflicts import Conflict
from app.http.paging import Page, Paging
from app.kernel.errors import InvalidInput, NotFound, Unavailable
from app.providers import queries as providers
from app.providers.events import times_changed
from app.providers.service.profiles import claim

log = structlog.get_logger(__name__)

LONGEST = timedelta(days=366)
FURTHEST = timedelta(days=5 * 366)
ROUNDS = 10

# What is free of the wanted stretch, taken part by part. A booking that lands meanwhile keeps its part: then
# fewer were taken than were free, and the next round sees what is left around it.
_TAKE_FREE_PARTS = text("""
    WITH free AS (
        SELECT part FROM unnest(
            tstzmultirange(tstzrange(:since, :until)) - coalesce(
                (SELECT range_agg(during) FROM occupancies
                 WHERE resource_id = :resource_id AND active AND during && tstzrange(:since, :until)),
                '{}'::tstzmultirange)) AS part
    ), taken AS (
        INSERT INTO occupancies (resource_id, during, kind, starts_at, time_off_id)
        SELECT :resource_id, part, 'time_off', lower(part), :time_off_id FROM free ORDER BY part
        ON CONFLICT DO NOTHING
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM free) = (SELECT count(*) FROM taken)
""")


@dataclass(frozen=True, slots=True)
class TakeTimeOff:
    start: datetime
    end: datetime
    note: str
    colleague_id: int | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """A time off, the colleague to turn to, and the bookings that stand in it."""

    id: int
    start_time: datetime
    end_time: datetime
    note: str
    colleague_provider_id: int | None
    bookings: Sequence[Conflict]


def take_time_off(
    session: Session, provider_id: int, command: TakeTimeOff, *, user_id: int, now: datetime
) -> Closed:
    """Close a stretch. A booking that is cancelled later leaves its time closed, not free."""
    _check(command, now)
    provider = claim(session, provider_id, owner=user_id)
    _check_colleague(session, provider_id, command.colleague_id)
    resource_id = queries.resource_id(session, provider.id)
    stretch = Range(command.start, command.end)
    closed = TimeOff(
        resource_id=resource_id,
        during=stretch,
        note=command.note,
        colleague_provider_id=command.colleague_id,
    )
    session.add(closed)
    session.flush()
    session.add(BusyPeriod(resource_id=resource_id, during=stretch, source="time_off", time_off_id=closed.id))
    session.flush()
    _take_free_parts(session, closed)
    times_changed(session, provider_id)
    log.info("time off taken", provider_id=provider_id, time_off_id=closed.id)
    return _with_bookings(session, [closed])[0]


def list_time_off(session: Session, provider_id: int, paging: Paging, *, user_id: int) -> Page:
    resource_id = _own_time(session, provider_id, user_id)
    found = queries.times_off(session, resource_id, paging)
    total = queries.count_times_off(session, resource_id)
    return Page(_with_bookings(session, found), total, paging)


def show_time_off(session: Session, provider_id: int, time_off_id: int, *, user_id: int) -> Closed:
    found = queries.time_off(session, _own_time(session, provider_id, user_id), time_off_id)
    if found is None:
        raise NotFound
    return _with_bookings(session, [found])[0]


def end_time_off(
    session: Session, provider_id: int, time_off_id: int, *, user_id: int, now: datetime
) -> None:
    """Open the time again. Its parts go, its row stays: it explains the past."""
    provider = claim(session, provider_id, owner=user_id)
    found = queries.time_off(session, queries.resource_id(session, provider.id), time_off_id)
    if found is None:
        raise NotFound
    found.ended_at = now
    for part in (Occupancy, BusyPeriod):
        session.execute(delete(part).where(part.time_off_id == time_off_id))
    times_changed(session, provider_id)
    log.info("time off ended", provider_id=provider_id, time_off_id=time_off_id)


def _check(command: TakeTimeOff, now: datetime) -> None:
    if command.end <= command.start:
        raise InvalidInput.at("endTime", "It ends after it starts.")
    if command.end <= now:
        raise InvalidInput.at("endTime", "It ends in the future.")
    if command.end - command.start > LONGEST:
        raise InvalidInput.at("endTime", f"At most {LONGEST.days} days at a time.")
    if command.end > now + FURTHEST:
        raise InvalidInput.at("endTime", "At most five years from now.")


def _check_colleague(session: Session, provider_id: int, colleague_id: int | None) -> None:
    if colleague_id == provider_id:
        raise InvalidInput.at("colleagueProviderId", "Name somebody else.")
    if colleague_id is not None and providers.visible(session, colleague_id, viewer=None) is None:
        raise InvalidInput.at("colleagueProviderId", "There is no such provider.")


def _take_free_parts(session: Session, closed: TimeOff) -> None:
    values = {
        "resource_id": closed.resource_id,
        "time_off_id": closed.id,
        "since": closed.during.lower,
        "until": closed.during.upper,
    }
    for _ in range(ROUNDS):
        if session.execute(_TAKE_FREE_PARTS, values).scalar_one():
            return
    raise Unavailable("Bookings keep arriving in this time: try again in a moment.")


def _own_time(session: Session, provider_id: int, user_id: int) -> int:
    provider = providers.owned(session, provider_id, owner=user_id)
    if provider is None:
        raise NotFound
    return queries.resource_id(session, provider.id)


def _with_bookings(session: Session, found: Sequence[TimeOff]) -> list[Closed]:
    standing: defaultdict[int, list[Conflict]] = defaultdict(list)
    for time_off_id, booking_id, starts_at in queries.bookings_within(session, [row.id for row in found]):
        standing[time_off_id].append(Conflict(booking_id, starts_at))
    return [
        Closed(row.id, *_bounds(row.during), row.note, row.colleague_provider_id, standing[row.id])
        for row in found
    ]


def _bounds(during: Range[datetime]) -> tuple[datetime, datetime]:
    if during.lower is None or during.upper is None:
        raise ValueError("a time off has both ends")
    return during.lower, during.upper
