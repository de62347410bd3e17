"""Google's events and ours, each in the other's words."""

import base64
import hashlib
from datetime import UTC, date, datetime, time
from typing import Any

from app.adapters.calendars.rest import Json
from app.kernel import zones
from app.kernel.errors import PermanentError
from app.kernel.ics import Appointment
from app.ports.calendars import Copy, Item, Stretch, Weight, Window

MARK = "bookmytime"
FREE_TYPES = frozenset({"workingLocation", "birthday"})
_ANSWERS = {"needsAction": Weight.TENTATIVE, "tentative": Weight.TENTATIVE}


def id_of(uid: str) -> str:
    """The id that we choose for our event: base32hex as Google wants it, and the same at each try."""
    digest = hashlib.sha256(uid.encode()).digest()[:20]
    return "b" + base64.b32hexencode(digest).decode().rstrip("=").lower()


def item(told: Json, window: Window) -> Item:
    private = told.get("extendedProperties", {}).get("private", {})
    uid = private.get(MARK) or told.get("iCalUID")
    stretch = _stretch(told, window)
    inside = stretch is not None and window.touches(stretch)
    return Item(key=told["id"], uid=uid, taken=(stretch,) if stretch is not None and inside else ())


def _stretch(told: Json, window: Window) -> Stretch | None:
    weight = _weight(told)
    if weight is None or "start" not in told or "end" not in told:
        return None
    start, end = (_moment(told[edge], window.zone) for edge in ("start", "end"))
    return Stretch(start, end, weight, "date" in told["start"]) if start < end else None


def _weight(told: Json) -> Weight | None:
    """None: it is cancelled, takes no time, or was declined."""
    if told.get("status") == "cancelled" or told.get("transparency") == "transparent":
        return None
    if told.get("eventType") in FREE_TYPES:
        return None
    if told.get("eventType") == "outOfOffice":
        return Weight.AWAY
    answer = _own_answer(told)
    if answer == "declined":
        return None
    return Weight.TENTATIVE if told.get("status") == "tentative" else _ANSWERS.get(answer, Weight.BUSY)


def _own_answer(told: Json) -> str:
    """What the calendar's owner answered to an invitation."""
    answers = (one.get("responseStatus", "") for one in told.get("attendees", ()) if one.get("self"))
    return next(answers, "")


def copy(told: Json) -> Copy:
    """`body` keeps the sequence: Google refuses one below its own."""
    start, end = (_moment(told[edge], "UTC") for edge in ("start", "end"))
    return Copy(id=told["id"], etag=told["etag"], start=start, end=end, body=str(told.get("sequence", 0)))


def body(event: Appointment, *, sequence: int = 0) -> Json:
    """No attendees: Google would write into their calendars too, beside the event that we keep there."""
    place = event.place or event.link
    return {
        "status": "confirmed",
        "summary": event.title,
        "description": event.description,
        "start": _edge(event.start),
        "end": _edge(event.end),
        "sequence": max(event.sequence, sequence),
        "transparency": "opaque",
        "location": place,
        "extendedProperties": {"private": {MARK: event.uid}},
        **({"source": {"title": event.title, "url": event.link}} if event.link else {}),
    }


def _edge(at: datetime) -> dict[str, str | None]:
    """An event that its owner made a whole day of becomes one with times again."""
    return {"dateTime": at.astimezone(UTC).isoformat(), "timeZone": "UTC", "date": None}


def _moment(told: dict[str, Any], zone: str) -> datetime:
    try:
        if "date" in told:
            return datetime.combine(date.fromisoformat(told["date"]), time(), zones.zone(zone))
        return datetime.fromisoformat(told["dateTime"])
    except (KeyError, ValueError) as error:
        raise PermanentError("an event of Google's has no time that we read") from error
