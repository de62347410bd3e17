"""The REST API's addresses. Each call is held against Google's own description first."""

import base64
import json
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Blueprint, request

from tests.servers.google import books, rules
from tests.servers.google.books import Calendar, Json
from tests.servers.google.town import Town

API = "/calendar/v3"
_WITH_TOKEN = frozenset(
    {
        "iCalUID",
        "orderBy",
        "privateExtendedProperty",
        "q",
        "sharedExtendedProperty",
        "timeMin",
        "timeMax",
        "updatedMin",
    }
)


class Refusal(Exception):  # noqa: N818 - reads as what it is
    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason

    def body(self) -> Json:
        told = {"code": self.status, "message": self.reason}
        return {"error": told | {"errors": [{"domain": "global", "reason": self.reason}]}}


ROUTES = (
    ("GET", "/users/me/calendarList", "listed"),
    ("GET", "/calendars/<calendar_id>/events", "events"),
    ("POST", "/calendars/<calendar_id>/events", "insert"),
    ("GET", "/calendars/<calendar_id>/events/<event_id>", "get"),
    ("PATCH", "/calendars/<calendar_id>/events/<event_id>", "patch"),
    ("DELETE", "/calendars/<calendar_id>/events/<event_id>", "delete"),
    ("POST", "/calendars/<calendar_id>/events/watch", "watch"),
    ("POST", "/channels/stop", "stop"),
)


class Desk:
    def __init__(self, town: Town) -> None:
        self.town = town

    def entered(self, call: str, calendar_id: str | None = None) -> Any:
        """The person, or their calendar, that the token opens."""
        granted = self.town.desk.who(request)
        if granted is None:
            raise Refusal(401, "authError")
        body = request.get_json(silent=True)
        query = request.args.to_dict()
        fault = rules.wrong(call, method=request.method, query=query, body=body, scopes=granted.scopes)
        if fault:
            self.town.misfits.append(f"{call}: {fault}")
            raise Refusal(403 if fault == "insufficientPermissions" else 400, fault)
        if calendar_id is None:
            return granted.person
        found = self.town.books.calendars.get(calendar_id)
        if found is None or found.owner != granted.person:
            raise Refusal(404, "notFound")
        return found

    def listed(self) -> Json:
        person = self.entered("calendarList.list")
        found = [one for one in self.town.books.calendars.values() if one.owner == person]
        at, size = int(request.args.get("pageToken", 0)), self.town.page or len(found) or 1
        items = [
            {"id": one.id, "summary": one.name, "accessRole": one.role, "primary": one.primary}
            for one in found
        ]
        more = {"nextPageToken": str(at + size)} if at + size < len(items) else {}
        return {"items": items[at : at + size], **more}

    def events(self, calendar_id: str) -> Json:
        calendar = self.entered("events.list", calendar_id)
        with self.town.books.lock:
            return _listing(self.town, calendar)

    def insert(self, calendar_id: str) -> Json:
        calendar: Calendar = self.entered("events.insert", calendar_id)
        if calendar.role not in {"owner", "writer"}:
            raise Refusal(403, "requiredAccessLevel")
        with self.town.books.lock:
            body = dict(request.get_json())
            event_id = body.pop("id", uuid.uuid4().hex)
            if event_id in calendar.events:
                raise Refusal(409, "duplicate")
            return books.shown(self.town.written(calendar, event_id, body))

    def get(self, calendar_id: str, event_id: str) -> Json:
        return books.shown(_found(self.entered("events.get", calendar_id), event_id))

    def patch(self, calendar_id: str, event_id: str) -> Json:
        calendar = self.entered("events.patch", calendar_id)
        with self.town.books.lock:
            event, body = _found(calendar, event_id), dict(request.get_json())
            _guard(event)
            if body.get("sequence", event["sequence"]) < event["sequence"]:
                raise Refusal(400, "invalidSequence")
            return books.shown(self.town.written(calendar, event_id, body))

    def delete(self, calendar_id: str, event_id: str) -> tuple[str, int]:
        calendar = self.entered("events.delete", calendar_id)
        with self.town.books.lock:
            event = _found(calendar, event_id)
            if event["status"] == "cancelled":
                raise Refusal(410, "deleted")
            _guard(event)
            self.town.written(calendar, event_id, {"status": "cancelled"})
        return "", 204

    def watch(self, calendar_id: str) -> Json:
        calendar, body = self.entered("events.watch", calendar_id), request.get_json()
        wanted = datetime.fromtimestamp(int(body["expiration"]) / 1000, UTC)
        expires = min(wanted, self.town.desk.now() + timedelta(days=7))
        made = books.Watch(
            body["id"], body["token"], body["address"], calendar.id, f"r-{calendar.id}", expires
        )
        with self.town.books.lock:
            if made.id in self.town.books.watches:
                raise Refusal(400, "channelIdNotUnique")
            self.town.books.watches[made.id] = made
        self.town.tell(made, "sync")
        return {
            "id": made.id,
            "resourceId": made.resource,
            "expiration": str(int(expires.timestamp() * 1000)),
        }

    def stop(self) -> tuple[str, int]:
        self.entered("channels.stop")
        with self.town.books.lock:
            if self.town.books.watches.pop(request.get_json()["id"], None) is None:
                raise Refusal(404, "channelNotFound")
        return "", 204


def api(town: Town) -> Blueprint:
    blueprint, desk = Blueprint("google", __name__, url_prefix=API), Desk(town)
    for method, rule, name in ROUTES:
        blueprint.add_url_rule(rule, name, getattr(desk, name), methods=[method])
    return blueprint


def _found(calendar: Calendar, event_id: str) -> Json:
    if event_id not in calendar.events:
        raise Refusal(404, "notFound")
    return calendar.events[event_id]


def _guard(event: Json) -> None:
    if request.headers.get("If-Match", event["etag"]) != event["etag"]:
        raise Refusal(412, "conditionNotMet")


def _listing(town: Town, calendar: Calendar) -> Json:
    asked = request.args.to_dict()
    if "syncToken" in asked and _WITH_TOKEN & set(asked):
        raise Refusal(400, "syncTokenWithRestrictions")
    state = _opened(asked.get("syncToken")) if "syncToken" in asked else _first(asked)
    if "syncToken" in asked and state["at"] < town.books.forgotten:
        raise Refusal(410, "fullSyncRequired")
    edges = (datetime.fromisoformat(state[edge]) if state[edge] else None for edge in ("least", "most"))
    found = list(books.since(calendar, state["at"], *edges))
    size = min(int(asked.get("maxResults", 250)), town.page or 2500)
    at = int(asked.get("pageToken", 0))
    told: Json = {"kind": "calendar#events", "items": found[at : at + size], "timeZone": "UTC"}
    if at + size < len(found):
        return told | {"nextPageToken": str(at + size)}
    return told | {"nextSyncToken": _sealed(state | {"at": calendar.changes})}


def _first(asked: dict[str, str]) -> Json:
    return {"at": 0, "least": asked.get("timeMin", ""), "most": asked.get("timeMax", "")}


def _sealed(state: Json) -> str:
    return base64.urlsafe_b64encode(json.dumps(state).encode()).decode()


def _opened(token: str | None) -> Json:
    try:
        told: Json = json.loads(base64.urlsafe_b64decode(token or ""))
    except ValueError as error:
        raise Refusal(410, "fullSyncRequired") from error
    return told
