"""What outside calendars take, and what they take of bookings."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import RowMapping, delete, insert, text
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session

from app.availability.models import BusyPeriod

# A buffer is the provider's own wish: an event in it is no conflict.
_OVER = """
    SELECT DISTINCT b.id AS booking_id, busy.source_id, busy.item
    FROM busy_periods busy
    JOIN occupancies o ON o.resource_id = busy.resource_id AND o.active AND o.during && busy.during
    LEFT JOIN seat_claims s ON s.occupancy_id = o.id
    JOIN bookings b ON b.id = coalesce(o.booking_id, s.booking_id)
    WHERE busy.source_id = :source_id AND o.kind IN ('booking', 'hold') AND b.end_time > now()
      AND tstzrange(b.start_time, b.end_time) && busy.during
"""
_FIND = text(f"""
    INSERT INTO calendar_conflicts (booking_id, source_id, item)
    {_OVER} AND busy.item = ANY(:items)
    ON CONFLICT DO NOTHING RETURNING booking_id
""")
_FORGET = text(f"""
    DELETE FROM calendar_conflicts c WHERE c.source_id = :source_id AND NOT EXISTS (
        SELECT FROM ({_OVER}) still WHERE still.booking_id = c.booking_id AND still.item = c.item)
""")  # noqa: S608 - constants are put together, values are bound
_STANDING = """
    FROM calendar_conflicts c
    JOIN calendars k ON k.source_id = c.source_id
    JOIN bookings b ON b.id = c.booking_id AND b.end_time > now()
    JOIN busy_periods busy ON busy.source_id = c.source_id AND busy.item = c.item
      AND busy.during && tstzrange(b.start_time, b.end_time)
    LEFT JOIN seat_claims s ON s.booking_id = b.id
    JOIN occupancies o ON (o.booking_id = b.id OR o.id = s.occupancy_id)
      AND o.resource_id = busy.resource_id AND o.active
    WHERE k.user_id = :user_id
"""
_LIST = text(f"""
    SELECT c.booking_id, b.start_time, b.end_time, k.id AS calendar_id, k.name AS calendar_name,
           lower(busy.during) AS busy_from, upper(busy.during) AS busy_until, c.found_at
    {_STANDING} ORDER BY b.start_time, b.id, busy.id LIMIT :limit OFFSET :offset
""")
_COUNT = text(f"SELECT count(*) {_STANDING}")


def replace(
    session: Session,
    source: tuple[int, int],
    items: Sequence[str],
    taken: Sequence[tuple[str, datetime, datetime]],
    *,
    round: int,  # noqa: A002 - of reading
) -> None:
    """What these events take now. `source` is its id and its resource's."""
    source_id, resource_id = source
    session.execute(delete(BusyPeriod).where(BusyPeriod.source_id == source_id, BusyPeriod.item.in_(items)))
    rows = [
        {
            "resource_id": resource_id,
            "during": Range(start, end, bounds="[)"),
            "source": "calendar",
            "source_id": source_id,
            "item": item,
            "round": round,
        }
        for item, start, end in taken
    ]
    if rows:
        session.execute(insert(BusyPeriod), rows)


def drop_older(session: Session, source_id: int, round: int) -> None:  # noqa: A002
    """What a whole reading did not tell is gone."""
    session.execute(delete(BusyPeriod).where(BusyPeriod.source_id == source_id, BusyPeriod.round < round))


def new_conflicts(session: Session, source_id: int, items: Sequence[str]) -> Sequence[int]:
    """The bookings over which these events came to stand, as far as nobody knew."""
    found = session.execute(_FIND, {"source_id": source_id, "items": list(items)})
    return sorted(set(found.scalars()))


def forget_settled(session: Session, source_id: int) -> None:
    """Conflicts that no longer are: one of the two gave way."""
    session.execute(_FORGET, {"source_id": source_id})


def conflicts(session: Session, user_id: int, *, limit: int, offset: int) -> Sequence[RowMapping]:
    """A provider's bookings under outside events, the nearest first."""
    values = {"user_id": user_id, "limit": limit, "offset": offset}
    return session.execute(_LIST, values).mappings().all()


def count_conflicts(session: Session, user_id: int) -> int:
    counted: int = session.execute(_COUNT, {"user_id": user_id}).scalar_one()
    return counted
