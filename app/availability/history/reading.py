"""A provider's facts as they stood at a past moment, in the shape in which the present ones are read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.availability.schedule import Schedule, schedule_of
from app.db.fast import Row, fetch, fetch_one
from app.kernel.zones import instant_from, instant_of

# A limit counts a month, and the time asked for lies anywhere in it.
_AROUND = timedelta(days=42)

_LINE = """
    SELECT now() AS now, p.id AS provider_id, p.user_id, p.name, p.published, r.id AS resource_id, h.snapshot,
           (SELECT min(at) FROM timetable_history WHERE provider_id = p.id) AS known_since
    FROM providers p
    JOIN resources r ON r.provider_id = p.id AND r.kind = 'time'
    LEFT JOIN LATERAL (SELECT snapshot FROM timetable_history
                       WHERE provider_id = p.id AND at <= coalesce(%(moment)s, now())
                       ORDER BY at DESC, id DESC LIMIT 1) h ON true
    WHERE p.id = %(provider_id)s AND p.deleted_at IS NULL
"""
_TAKEN = """
    SELECT t.kind, t.booking_id, t.offering_id, t.starts_at, t.time_off_id, t.source_id,
           lower(t.during) AS since, upper(t.during) AS until,
           coalesce(t.starts_at + (b.end_time - b.start_time), upper(t.during)) AS ends_at
    FROM (SELECT during, kind, booking_id, offering_id, starts_at, time_off_id, NULL::bigint AS source_id
          FROM occupancies
          WHERE resource_id = %(resource_id)s AND active AND during && tstzrange(%(since)s, %(until)s)
            AND taken_at <= %(moment)s
          UNION ALL
          SELECT during, 'busy', NULL, NULL, NULL, time_off_id, source_id
          FROM busy_periods
          WHERE resource_id = %(resource_id)s AND during && tstzrange(%(since)s, %(until)s)
            AND taken_at <= %(moment)s
          UNION ALL
          SELECT during, kind, booking_id, offering_id, starts_at, time_off_id, source_id
          FROM taken_history
          WHERE resource_id = %(resource_id)s AND during && tstzrange(%(since)s, %(until)s)
            AND since <= %(moment)s AND until > %(moment)s) t
    LEFT JOIN bookings b ON b.id = t.booking_id
    ORDER BY lower(t.during)
"""
# Who is shown no longer is not named any more, whatever was said of them.
_COLLEAGUES = """
    SELECT lower(t.during) AS since, upper(t.during) AS until, c.id, c.name
    FROM time_off t JOIN providers c ON c.id = t.colleague_provider_id
    WHERE t.resource_id = %(resource_id)s AND t.during && tstzrange(%(since)s, %(until)s)
      AND t.created_at <= %(moment)s AND (t.ended_at IS NULL OR t.ended_at > %(moment)s)
      AND c.published AND c.deleted_at IS NULL
    ORDER BY lower(t.during), t.id
"""
_RULE = ("schedule_id", "day_of_week", "start_minute", "end_minute", "valid_from", "valid_until")
_DATE = ("schedule_id", "date", "spans")
_TRIP = ("first_date", "last_date", "timezone")
# Of offerings that were written down before there were such.
_UNSAID = {"needs_count": 0, "assignment": "OWNER"}


@dataclass(frozen=True, slots=True)
class Then:
    """One moment of a provider's: who they are, what was written down, and what was taken around a time.

    `known_since`: of what was before nothing is known. Without a line `written` is None.
    """

    moment: datetime
    who: Row
    written: Mapping[str, Any] | None
    taken: Sequence[Row]
    colleagues: Sequence[Row]

    @property
    def known_since(self) -> datetime | None:
        known: datetime | None = self.who["known_since"]
        return known

    def offering(self, offering_id: int | None) -> Row | None:
        """Of this id, or the first that was listed; they are in the provider's order."""
        offerings = self.written["offerings"] if self.written else ()
        return next(
            (one for one in offerings if one["id"] == offering_id or (offering_id is None and one["listed"])),
            None,
        )

    def schedule(self, offering: Row) -> Schedule:
        """The engine's values, as of the moment."""
        return schedule_of({**_UNSAID, **offering, **self._hours(), **self._standing(), **_named(offering)})

    def _hours(self) -> Row:
        written = self.written or {}
        return {
            **written,
            "weekly": _columns(written["weekly"], _RULE),
            "overrides": _columns(written["overrides"], _DATE),
            "trips": _columns(written["trips"], _TRIP),
            "this_year": self.moment.year,
        }

    def _standing(self) -> Row:
        counted = [row for row in self.taken if row["kind"] in {"booking", "hold"}]
        starts = [instant_of(row["since"]) for row in self.taken]
        return {
            **self.who,
            "now": self.moment,
            "timetable_version": 0,
            "busy": starts + [instant_from(row["until"]) for row in self.taken],
            "booked": [
                (instant_of(row["starts_at"]), instant_of(row["ends_at"]), row["offering_id"])
                for row in counted
            ],
            "colleagues": [
                (instant_of(row["since"]), instant_from(row["until"]), row["id"], row["name"])
                for row in self.colleagues
            ],
            "outside": None,
        }


def read(provider_id: int, moment: datetime | None, *, around: datetime) -> Then | None:
    """What stood at a moment, by default now, around a time. None: there is no such provider."""
    who = fetch_one(_LINE, {"provider_id": provider_id, "moment": moment})
    if who is None:
        return None
    written = who.pop("snapshot")
    values = {
        "resource_id": who["resource_id"],
        "moment": moment or who["now"],
        "since": around - _AROUND,
        "until": around + _AROUND,
    }
    return Then(values["moment"], who, written, fetch(_TAKEN, values), fetch(_COLLEAGUES, values))


def _named(offering: Row) -> Row:
    return {"offering_id": offering["id"], "is_listed": offering["listed"]}


def _columns(rows: Iterable[Mapping[str, Any]], names: Sequence[str]) -> list[list[Any]]:
    return [[row[name] for name in names] for row in rows]
