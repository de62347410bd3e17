"""The history of bookings in the order of its time.

An event bears the time at which its transaction began, and is seen when it commits: what is older than
every transaction under way is complete. A second is left for one that has begun and has not said so. No
transaction of ours lasts minutes, so one that does, such as a backup, is not waited for.
"""

from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.ports.counters import SITE, Cell
from app.ports.events import Event

_COMPLETE = text("""
    SELECT least(min(xact_start), clock_timestamp() - interval '1 second') FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
      AND xact_start > clock_timestamp() - interval '5 minutes'
""")
_AFTER = text("""
    SELECT e.id AS event_id, e.at, e.kind, e.booking_id, b.provider_id, b.offering_id
    FROM booking_events e JOIN bookings b ON b.id = e.booking_id
    WHERE e.at >= :at AND (e.at, e.id) > (:at, :event_id) AND e.at < :before
    ORDER BY e.at, e.id LIMIT :size
""")
_LATELY = text("""
    SELECT to_timestamp(floor(extract(epoch FROM e.at) / 900) * 900) AS quarter, b.provider_id, e.kind,
           count(*) AS number
    FROM booking_events e JOIN bookings b ON b.id = e.booking_id
    WHERE e.at >= :since AND (e.at, e.id) <= (:at, :event_id)
    GROUP BY quarter, b.provider_id, e.kind
""")
_KINDS = text("""
    SELECT e.kind, count(*) AS number FROM booking_events e JOIN bookings b ON b.id = e.booking_id
    WHERE e.at >= :since AND (e.at, e.id) > (:at, :event_id)
      AND (cast(:provider_id AS bigint) IS NULL OR b.provider_id = :provider_id)
    GROUP BY e.kind
""")

LATELY = timedelta(hours=50)


def complete_before(session: Session) -> datetime:
    """No event of before this moment can still appear."""
    moment: datetime = session.execute(_COMPLETE).scalar_one()
    return moment


def after(session: Session, at: datetime, event_id: int, *, before: datetime, size: int) -> list[Event]:
    values = {"at": at, "event_id": event_id, "before": before, "size": size}
    return [Event(**row) for row in session.execute(_AFTER, values).mappings()]


def lately(session: Session, at: datetime, event_id: int) -> dict[Cell, int]:
    """Counts of the last two days up to an event, for the site and for each provider."""
    cells: dict[Cell, int] = {}
    for row in session.execute(_LATELY, {"since": at - LATELY, "at": at, "event_id": event_id}):
        for whose in (SITE, str(row.provider_id)):
            cell = (row.quarter, whose, row.kind)
            cells[cell] = cells.get(cell, 0) + row.number
    return cells


def kinds(
    session: Session, provider_id: int | None, *, since: datetime, at: datetime, event_id: int
) -> dict[str, int]:
    """What has happened since a moment and after an event, by kind."""
    values = {"provider_id": provider_id, "since": max(since, at), "at": at, "event_id": event_id}
    found = session.execute(_KINDS, values)
    return {row.kind: row.number for row in found}
