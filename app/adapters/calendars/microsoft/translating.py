"""Graph's events and ours, each in the other's words. Times are asked for, and told, in UTC."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

from app.adapters.calendars.rest import Json
from app.kernel import zones
from app.kernel.errors import PermanentError
from app.kernel.ics import Appointment
from app.ports.calendars import Copy, Item, Stretch, Weight, Window

# A named property of ours, by which our events can be searched for.
MARK = "String {1d2b8a53-6a1c-4f0e-9d5b-3c7f0a8e64b1} Name bookmytime"
_WEIGHTS = {"tentative": Weight.TENTATIVE, "busy": Weight.BUSY, "oof": Weight.AWAY, "unknown": Weight.BUSY}
_ANSWERS = {"notResponded": Weight.TENTATIVE, "tentativelyAccepted": Weight.TENTATIVE}

Master = Callable[[str], Json | None]


def item(told: Json, window: Window, master: Master) -> Item:
    """An occurrence says its times alone; how it takes them stands with its series."""
    if "@removed" in told or told.get("type") == "seriesMaster":
        return Item(key=told["id"], uid=_uid(told))
    stretch = _stretch(told, window, master)
    inside = stretch is not None and window.touches(stretch)
    taken = (stretch,) if stretch is not None and inside else ()
    return Item(key=told["id"], uid=_uid(told), taken=taken)


def _stretch(told: Json, window: Window, master: Master) -> Stretch | None:
    words = told
    if "showAs" not in told and told.get("seriesMasterId"):
        words = {**(master(told["seriesMasterId"]) or {}), **told}
    weight = _weight(words)
    if weight is None or "start" not in told or "end" not in told:
        return None
    whole_day = bool(words.get("isAllDay"))
    start, end = (_edge(told[name], window.zone if whole_day else "UTC") for name in ("start", "end"))
    return Stretch(start, end, weight, whole_day) if start < end else None


def _weight(told: Json) -> Weight | None:
    """None: it is cancelled, takes no time, or was declined."""
    answer = told.get("responseStatus", {}).get("response", "")
    if told.get("isCancelled") or answer == "declined":
        return None
    weight = _WEIGHTS.get(told.get("showAs", "busy"))
    return _ANSWERS.get(answer, weight) if weight is Weight.BUSY else weight


def _uid(told: Json) -> str | None:
    """What we made comes back with its transaction; what a mail of ours brought bears our UID."""
    transaction = told.get("transactionId")
    return transaction.partition("#")[0] if transaction else told.get("iCalUId")


def copy(told: Json) -> Copy:
    start, end = (_edge(told[name], "UTC") for name in ("start", "end"))
    return Copy(id=told["id"], etag=told.get("@odata.etag", ""), start=start, end=end)


def body(event: Appointment) -> Json:
    """No attendees: Graph would mail them an invitation of its own, which nothing can prevent."""
    place = event.place or event.link
    return {
        "subject": event.title,
        "body": {"contentType": "text", "content": event.description},
        "start": _written(event.start),
        "end": _written(event.end),
        "isAllDay": False,
        "location": {"displayName": place},
        "showAs": "busy",
        "singleValueExtendedProperties": [{"id": MARK, "value": event.uid}],
    }


def _written(at: datetime) -> dict[str, str]:
    return {"dateTime": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}", "timeZone": "UTC"}


def _edge(told: dict[str, Any], zone: str) -> datetime:
    """`2026-03-27T09:00:00.0000000`. A whole day's midnights are of no zone: they are read in the owner's."""
    try:
        wall = datetime.fromisoformat(told["dateTime"][:19])
    except (KeyError, ValueError, TypeError) as error:
        raise PermanentError("an event of Microsoft's has no time that we read") from error
    if zone != "UTC":
        return datetime.combine(wall.date(), time(), zones.zone(zone))
    return wall.replace(tzinfo=UTC)
