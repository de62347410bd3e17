"""Graph's addresses, as its public documents describe them."""

import base64
import json
import re
import uuid
from datetime import datetime, timedelta

from flask import Blueprint, request

from tests.servers.microsoft import books
from tests.servers.microsoft.books import Calendar, Json
from tests.servers.microsoft.town import Town

API = "/v1.0"
WRITES = "https://graph.microsoft.com/Calendars.ReadWrite"
LONGEST = timedelta(minutes=10_080)
_MARKED = re.compile(r"singleValueExtendedProperties/Any\(ep: ep/id eq '([^']+)' and ep/value eq '([^']+)'\)")
_WRITABLE = frozenset(
    {
        "subject",
        "body",
        "start",
        "end",
        "isAllDay",
        "location",
        "showAs",
        "singleValueExtendedProperties",
        "transactionId",
    }
)


class Refusal(Exception):  # noqa: N818 - reads as what it is
    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code

    def body(self) -> Json:
        return {"error": {"code": self.code, "message": self.code}}


ROUTES = (
    ("GET", "/me/calendars", "calendars"),
    ("GET", "/me/calendars/<calendar_id>/calendarView/delta", "delta"),
    ("GET", "/me/calendars/<calendar_id>/events", "search"),
    ("POST", "/me/calendars/<calendar_id>/events", "create"),
    ("GET", "/me/events/<event_id>", "get"),
    ("PATCH", "/me/events/<event_id>", "patch"),
    ("DELETE", "/me/events/<event_id>", "delete"),
    ("POST", "/subscriptions", "subscribe"),
    ("DELETE", "/subscriptions/<subscription_id>", "unsubscribe"),
)


class Desk:
    def __init__(self, town: Town) -> None:
        self.town = town

    def person(self) -> str:
        granted = self.town.desk.who(request)
        if granted is None:
            raise Refusal(401, "InvalidAuthenticationToken")
        if WRITES not in granted.scopes:
            raise Refusal(403, "ErrorAccessDenied")
        return granted.person

    def calendar_of(self, calendar_id: str) -> Calendar:
        found = self.town.books.calendars.get(calendar_id)
        if found is None or found.owner != self.person():
            raise Refusal(404, "ErrorItemNotFound")
        return found

    def event_of(self, event_id: str) -> Json:
        found = self.town.books.events.get(event_id)
        if found is None or found.get("_removed") or self.calendar_of(found["_calendar"]) is None:
            raise Refusal(404, "ErrorItemNotFound")
        return found

    def calendars(self) -> Json:
        mine = [one for one in self.town.books.calendars.values() if one.owner == self.person()]
        at, size = int(request.args.get("$skip", 0)), self.town.page or len(mine) or 1
        told: Json = {"value": [_listed(one) for one in mine[at : at + size]]}
        if at + size < len(mine):
            told["@odata.nextLink"] = f"{self.town.url}{API}/me/calendars?$skip={at + size}"
        return told

    def delta(self, calendar_id: str) -> Json:
        self.calendar_of(calendar_id)
        with self.town.books.lock:
            return _round(self.town, calendar_id, self.town.url)

    def search(self, calendar_id: str) -> Json:
        self.calendar_of(calendar_id)
        found = _MARKED.fullmatch(request.args["$filter"])
        assert found is not None, request.args["$filter"]
        mark = {"id": found[1], "value": found[2]}
        events = [one for one in self.town.books.events.values() if one["_calendar"] == calendar_id]
        hits = [one for one in events if mark in one.get("singleValueExtendedProperties", ())]
        return {"value": [books.shown(one) for one in hits if not one.get("_removed")]}

    def create(self, calendar_id: str) -> tuple[Json, int]:
        if not self.calendar_of(calendar_id).can_edit:
            raise Refusal(403, "ErrorAccessDenied")
        body = _body()
        with self.town.books.lock:
            transaction = body.get("transactionId") or uuid.uuid4().hex
            if transaction in self.town.books.transactions:
                raise Refusal(409, "ErrorDuplicateTransactionId")
            event_id = f"AAMkEV-{uuid.uuid4().hex}="
            self.town.books.transactions[transaction] = event_id
            return books.shown(self.town.written(calendar_id, event_id, body, change="created")), 201

    def get(self, event_id: str) -> Json:
        return books.shown(self.event_of(event_id))

    def patch(self, event_id: str) -> Json:
        with self.town.books.lock:
            event = self.event_of(event_id)
            _guard(event)
            return books.shown(self.town.written(event["_calendar"], event_id, _body()))

    def delete(self, event_id: str) -> tuple[str, int]:
        with self.town.books.lock:
            event = self.event_of(event_id)
            _guard(event)
            self.town.written(event["_calendar"], event_id, {"_removed": True}, change="deleted")
        return "", 204

    def subscribe(self) -> tuple[Json, int]:
        body, owner = request.get_json(), self.person()
        found = re.fullmatch(r"/me/calendars/([^/]+)/events", body["resource"])
        expires = datetime.fromisoformat(body["expirationDateTime"])
        if found is None or not expires < self.town.desk.now() + LONGEST or len(body["clientState"]) > 128:
            raise Refusal(400, "InvalidRequest")
        self.calendar_of(found[1])
        if not self.town.handshake(body["notificationUrl"]):
            raise Refusal(400, "ValidationError")
        made = books.Subscription(
            str(uuid.uuid4()), owner, found[1], body["notificationUrl"], body["clientState"], expires
        )
        self.town.books.subscriptions[made.id] = made
        return {**body, "id": made.id}, 201

    def unsubscribe(self, subscription_id: str) -> tuple[str, int]:
        self.person()
        if self.town.books.subscriptions.pop(subscription_id, None) is None:
            raise Refusal(404, "ResourceNotFound")
        return "", 204


def api(town: Town) -> Blueprint:
    blueprint, desk = Blueprint("microsoft", __name__, url_prefix=API), Desk(town)
    for method, rule, name in ROUTES:
        blueprint.add_url_rule(rule, name, getattr(desk, name), methods=[method])
    return blueprint


def _listed(calendar: Calendar) -> Json:
    return {
        "id": calendar.id,
        "name": calendar.name,
        "canEdit": calendar.can_edit,
        "isDefaultCalendar": calendar.default,
        "owner": {"name": calendar.owner, "address": calendar.owner},
    }


def _body() -> Json:
    body: Json = request.get_json()
    unknown = set(body) - _WRITABLE
    if unknown:
        raise Refusal(400, f"RequestBodyRead {min(unknown)}")
    return body


def _guard(event: Json) -> None:
    if request.headers.get("If-Match", event["@odata.etag"]) != event["@odata.etag"]:
        raise Refusal(412, "ErrorIrresolvableConflict")


def _round(town: Town, calendar_id: str, url: str) -> Json:
    """The links hide the window and the place reached, as a state token does."""
    asked = request.args
    token = asked.get("$deltatoken") or asked.get("$skiptoken")
    state = json.loads(base64.urlsafe_b64decode(token)) if token else _first()
    state["now"] = state["now"] or town.books.changes
    if state["from"] < town.books.forgotten and state["from"]:
        raise Refusal(410, "syncStateNotFound")
    least, most = (datetime.fromisoformat(state[name]) for name in ("least", "most"))
    found = list(books.view(town.books, calendar_id, state["from"], least, most)) if not state["at"] else None
    rows = state["rows"] if found is None else found
    preferred = re.search(r"odata\.maxpagesize=(\d+)", request.headers.get("Prefer", ""))
    size = town.page or (int(preferred[1]) if preferred else 10)
    path = f"{url}{API}/me/calendars/{calendar_id}/calendarView/delta"
    told: Json = {"value": rows[:size]}
    if len(rows) > size:
        following = {**state, "at": 1, "rows": rows[size:]}
        return told | {"@odata.nextLink": f"{path}?$skiptoken={_sealed(following)}"}
    after = {**state, "at": 0, "rows": [], "from": state["now"], "now": 0}
    return told | {"@odata.deltaLink": f"{path}?$deltatoken={_sealed(after)}"}


def _first() -> Json:
    window = {"least": request.args["startDateTime"], "most": request.args["endDateTime"]}
    return {**window, "from": 0, "now": 0, "at": 0, "rows": []}


def _sealed(state: Json) -> str:
    return base64.urlsafe_b64encode(json.dumps(state).encode()).decode()
