"""Whose taken stretches are: a client's booking, a time off, an outside calendar, those who wait."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.db.fast import fetch

_HOLDERS = """
    SELECT 'BOOKING' AS kind, b.id, trim(u.first_name || ' ' || u.last_name) AS name,
           coalesce(b.notes, '') AS note, NULL::timestamptz AS since, NULL::timestamptz AS until, b.id AS key
    FROM bookings b JOIN users u ON u.id = b.client_id
    WHERE b.id = ANY(%(bookings)s) AND b.provider_id = %(provider_id)s
    UNION ALL
    SELECT 'TIME_OFF', t.id, '', t.note, lower(t.during), upper(t.during), t.id
    FROM time_off t WHERE t.id = ANY(%(times_off)s)
    UNION ALL
    SELECT 'CALENDAR', c.id, c.name, '', NULL, NULL, c.source_id
    FROM calendars c WHERE c.source_id = ANY(%(sources)s)
"""
_KEYS = (("BOOKING", "booking_id"), ("TIME_OFF", "time_off_id"), ("CALENDAR", "source_id"))


def taken_by(provider_id: int, rows: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """What there is to say of each holder, each once. A calendar that was removed has no name any more."""
    if not rows:
        return
    names = _names(provider_id, rows)
    told = set()
    for row in rows:
        kind, key = _holder(row)
        known = names.get((kind, key or 0), {})
        since, until = known.get("since") or row["since"], known.get("until") or row["until"]
        if (kind, key, since) in told:
            continue
        told.add((kind, key, since))
        yield {
            "kind": kind,
            "id": known.get("id"),
            "name": known.get("name", ""),
            "note": known.get("note", ""),
            "start_time": since,
            "end_time": until,
        }


def _holder(row: Mapping[str, Any]) -> tuple[str, int | None]:
    """Of a group several have the time; what is kept for those who wait belongs to nobody yet."""
    nobody = ("BOOKING" if row["kind"] == "booking" else "WAITLIST", None)
    return next(((kind, row[column]) for kind, column in _KEYS if row[column] is not None), nobody)


def _names(provider_id: int, rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, int], dict[str, Any]]:
    bookings, times_off, sources = (
        [row[column] for row in rows if row[column] is not None] for _, column in _KEYS
    )
    values = {
        "provider_id": provider_id,
        "bookings": bookings,
        "times_off": times_off,
        "sources": sources,
    }
    return {(row["kind"], row["key"]): row for row in fetch(_HOLDERS, values)}
