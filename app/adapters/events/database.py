"""Without a store beside it: the database counts its own history."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import text

from app.db.session import reading
from app.ports.events import Event, Tally

_TALLY = text("""
    SELECT width_bucket(at, cast(:bounds AS timestamptz[])) AS day, kind, count(*) AS number
    FROM booking_events WHERE at >= :since AND at < :until GROUP BY day, kind
""")


class DatabaseEvents:
    def write(self, events: Sequence[Event]) -> None:
        del events

    def tally(self, bounds: Sequence[datetime], until: datetime, dates: Sequence[date]) -> Tally:
        values = {"bounds": list(bounds), "since": bounds[0], "until": until}
        days: dict[date, dict[str, int]] = {}
        with reading() as session:
            for row in session.execute(_TALLY, values):
                days.setdefault(dates[row.day - 1], {})[row.kind] = row.number
        return Tally(days, "postgresql")
