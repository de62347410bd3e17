"""What one Google keeps: calendars of people, their events with every change numbered, channels."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

Json = dict[str, Any]


@dataclass
class Calendar:
    id: str
    owner: str
    name: str
    role: str = "owner"
    primary: bool = False
    changes: int = 0
    events: dict[str, Json] = field(default_factory=dict)
    told: dict[str, set[str]] = field(default_factory=dict)  # instances that a series ever had


@dataclass
class Watch:
    id: str
    token: str
    address: str
    calendar: str
    resource: str
    expires: datetime
    sent: int = 0


@dataclass
class Books:
    calendars: dict[str, Calendar] = field(default_factory=dict)
    watches: dict[str, Watch] = field(default_factory=dict)
    forgotten: int = 0  # sync tokens up to this change are no longer known
    lock: threading.RLock = field(default_factory=threading.RLock)

    def add(self, owner: str, name: str, *, primary: bool = False, role: str = "owner") -> Calendar:
        made = Calendar(f"{name}@google.example", owner, name, role, primary)
        self.calendars[made.id] = made
        return made


def write(calendar: Calendar, event_id: str, body: Json) -> Json:
    """A new state of an event: the next change, another etag, a sequence that never falls."""
    calendar.changes += 1
    before = calendar.events.get(event_id, {})
    event = {
        "kind": "calendar#event",
        "iCalUID": f"{event_id}@google.com",
        "status": "confirmed",
        "eventType": "default",
        "sequence": 0,
        **before,
        **body,
        "id": event_id,
        "etag": f'"{calendar.changes}"',
        "_change": calendar.changes,
    }
    if "start" in body:
        for edge in ("start", "end"):
            event[edge] = {key: value for key, value in event[edge].items() if value is not None}
    moved = before and any(before.get(edge) != event.get(edge) for edge in ("start", "end"))
    if moved and "sequence" not in body:
        event["sequence"] = before["sequence"] + 1
    calendar.events[event_id] = event
    return event


def shown(event: Json) -> Json:
    return {name: value for name, value in event.items() if not name.startswith("_")}


def since(calendar: Calendar, change: int, least: datetime | None, most: datetime | None) -> Iterator[Json]:
    """Every instance of what changed. `change` 0: of everything that is not cancelled."""
    for event in list(calendar.events.values()):
        if event["_change"] <= change or (change == 0 and event["status"] == "cancelled"):
            continue
        found = {one["id"]: one for one in _instances(event, least, most)}
        vanished = calendar.told.get(event["id"], set()) - set(found)
        calendar.told[event["id"]] = set(found)
        yield from found.values()
        if change:
            yield from ({"id": one, "status": "cancelled"} for one in sorted(vanished))


def _instances(event: Json, least: datetime | None, most: datetime | None) -> Iterator[Json]:
    if event["status"] == "cancelled" and "start" not in event:
        yield shown(event)
        return
    start, end = moment(event["start"]), moment(event["end"])
    if "recurrence" not in event:
        if (most is None or start < most) and (least is None or end > least):
            yield shown(event)
        return
    for at in _starts(event["recurrence"], start, least, most):
        instance = shown(event) | {
            "id": f"{event['id']}_{at:%Y%m%dT%H%M%SZ}",
            "recurringEventId": event["id"],
        }
        del instance["recurrence"]
        yield instance | {"start": _edge(at), "end": _edge(at + (end - start))}


def _starts(
    rules: list[str], start: datetime, least: datetime | None, most: datetime | None
) -> list[datetime]:
    series = rrulestr("\n".join(rules), dtstart=start.astimezone(UTC), forceset=True)
    early = (least or start) - timedelta(days=2)
    return list(series.between(early, most or start + timedelta(days=800), inc=True))


def _edge(at: datetime) -> Json:
    return {"dateTime": at.astimezone(UTC).isoformat()}


def moment(told: Json) -> datetime:
    if "date" in told:
        return datetime.combine(date.fromisoformat(told["date"]), time(), UTC)
    at = datetime.fromisoformat(told["dateTime"])
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(told["timeZone"]))
