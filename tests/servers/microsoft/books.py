"""What one Microsoft keeps: calendars, events with every change numbered, subscriptions."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from dateutil.rrule import rrulestr

Json = dict[str, Any]
FAR = timedelta(days=800)


@dataclass
class Calendar:
    id: str
    owner: str
    name: str
    can_edit: bool = True
    default: bool = False


@dataclass
class Subscription:
    id: str
    person: str
    calendar: str
    url: str
    state: str
    expires: datetime


@dataclass
class Books:
    """`events` keep their calendar under `_calendar`, their last change under `_change`."""

    calendars: dict[str, Calendar] = field(default_factory=dict)
    events: dict[str, Json] = field(default_factory=dict)
    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    transactions: dict[str, str] = field(default_factory=dict)
    changes: int = 0
    forgotten: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock)

    def add(self, owner: str, name: str, *, default: bool = False, can_edit: bool = True) -> Calendar:
        made = Calendar(f"AAMk-{owner}-{name}", owner, name, can_edit, default)
        self.calendars[made.id] = made
        return made

    def write(self, calendar: str, event_id: str, body: Json) -> Json:
        self.changes += 1
        before = self.events.get(event_id, {})
        event = {
            "showAs": "busy",
            "isAllDay": False,
            "isCancelled": False,
            "type": "singleInstance",
            "responseStatus": {"response": "organizer"},
            "iCalUId": f"0400{event_id}",
            **before,
            **body,
            "id": event_id,
            "@odata.etag": f'W/"{self.changes}"',
            "_calendar": calendar,
            "_change": self.changes,
        }
        self.events[event_id] = event
        return event


def shown(event: Json) -> Json:
    hidden = ("singleValueExtendedProperties",)
    return {name: value for name, value in event.items() if not name.startswith("_") and name not in hidden}


def view(books: Books, calendar: str, change: int, least: datetime, most: datetime) -> Iterator[Json]:
    """A calendar view's rows that changed since. Of a series: the master, and occurrences that say little."""
    for event in list(books.events.values()):
        if event["_calendar"] != calendar or event["_change"] <= change:
            continue
        rows = [] if event.get("_removed") else list(_rows(event, least, most))
        names = {row["id"] for row in rows}
        gone = event.get("_told", set()) - names
        event["_told"] = names
        yield from rows
        if change:
            yield from ({"id": name, "@removed": {"reason": "deleted"}} for name in sorted(gone))


def _rows(event: Json, least: datetime, most: datetime) -> Iterator[Json]:
    start, end = moment(event["start"]), moment(event["end"])
    if "_rule" not in event:
        if start < most and end > least:
            yield shown(event)
        return
    yield shown(event) | {"type": "seriesMaster"}
    series = rrulestr(event["_rule"], dtstart=start, forceset=True)
    for at in series.between(least - timedelta(days=1), most, inc=True):
        yield {
            "id": f"{event['id']}.{at:%Y%m%d%H%M}",
            "@odata.etag": event["@odata.etag"],
            "type": "occurrence",
            "seriesMasterId": event["id"],
            "start": edge(at),
            "end": edge(at + (end - start)),
        }


def edge(at: datetime) -> Json:
    return {"dateTime": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.0000000", "timeZone": "UTC"}


def moment(told: Json) -> datetime:
    assert told["timeZone"] == "UTC", "we ask for UTC, and write it"
    return datetime.fromisoformat(told["dateTime"][:19]).replace(tzinfo=UTC)
