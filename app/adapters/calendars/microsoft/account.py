"""One person's account at Microsoft."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import quote, urlencode
from uuid import uuid4

from app.adapters.calendars.microsoft import translating
from app.adapters.calendars.microsoft.refusals import code_of, refusal
from app.adapters.calendars.rest import Api, Json, Reply
from app.kernel.errors import PermanentError
from app.kernel.ics import Appointment
from app.ports.calendars import ChangedMeanwhile, Channel, Copy, Listed, Page, Window

AT_ONCE = 200
DUPLICATE = "ErrorDuplicateTransactionId"
_IN_UTC = {"Prefer": f'odata.maxpagesize={AT_ONCE}, outlook.timezone="UTC"'}
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


class MicrosoftAccount:
    def __init__(self, api: Api, url: str) -> None:
        self._api, self._url = api, url

    def calendars(self) -> Sequence[Listed]:
        asked = urlencode({"$select": "id,name,canEdit,isDefaultCalendar,owner", "$top": "100"})
        pages = self._pages(f"/me/calendars?{asked}")
        return [_listed(one) for page in pages for one in page.get("value", ())]

    def changes(self, calendar: str, cursor: str | None, window: Window) -> Iterator[Page]:
        """A round of the delta query. Its last page bears the link that begins the next round."""
        series = _Series(self._api)
        for told in self._pages(cursor or _beginning(calendar, window)):
            found = told.get("value", ())
            series.learn(found)
            items = tuple(translating.item(one, window, series.master) for one in found)
            yield Page(items=items, whole=cursor is None, cursor=told.get("@odata.deltaLink"))

    def find(self, calendar: str, uid: str, known: str | None) -> Copy | None:
        if known is None:
            return self._searched(calendar, uid)
        reply = self._api.call("GET", f"/me/events/{quote(known, safe='')}", headers=_IN_UTC)
        return None if reply.status in _GONE else translating.copy(_good(reply))

    def put(self, calendar: str, event: Appointment, over: Copy | None) -> Copy:
        if over is None:
            return self._made(calendar, event)
        guard = {"If-Match": over.etag} if over.etag else {}
        path = f"/me/events/{quote(over.id, safe='')}"
        reply = self._api.call("PATCH", path, translating.body(event), headers={**_IN_UTC, **guard})
        if reply.status in _GONE:
            raise ChangedMeanwhile("the event was taken away meanwhile")
        return translating.copy(_good(reply))

    def remove(self, calendar: str, copy: Copy) -> None:
        del calendar
        guard = {"If-Match": copy.etag} if copy.etag else {}
        reply = self._api.call("DELETE", f"/me/events/{quote(copy.id, safe='')}", headers=guard)
        if reply.status not in _GONE:
            _good(reply)

    def watch(self, calendar: str, wanted: Channel, *, url: str) -> Channel:
        body = {
            "changeType": "created,updated,deleted",
            "notificationUrl": url,
            "lifecycleNotificationUrl": url,
            "resource": f"/me/calendars/{calendar}/events",
            "expirationDateTime": _written(wanted.expires_at),
            "clientState": wanted.secret,
        }
        told = _good(self._api.call("POST", "/subscriptions", body))
        until = datetime.fromisoformat(told["expirationDateTime"])
        return Channel(id=told["id"], secret=wanted.secret, expires_at=until)

    def unwatch(self, channel: Channel) -> None:
        reply = self._api.call("DELETE", f"/subscriptions/{quote(channel.id, safe='')}")
        if reply.status not in _GONE:
            _good(reply)

    def leave(self) -> None:
        """Microsoft lets a program withdraw no consent: the person does it at myapps.microsoft.com."""

    def _made(self, calendar: str, event: Appointment) -> Copy:
        """A repeat is refused by its transaction. That stays used when the event was deleted since."""
        body = translating.body(event) | {"transactionId": f"{event.uid}#{event.sequence}"}
        path = f"/me/calendars/{quote(calendar, safe='')}/events"
        reply = self._api.call("POST", path, body, headers=_IN_UTC)
        if code_of(reply) == DUPLICATE and self._searched(calendar, event.uid) is not None:
            raise ChangedMeanwhile("the event was made already")
        if code_of(reply) == DUPLICATE:
            reply = self._api.call(
                "POST", path, body | {"transactionId": f"{event.uid}#{uuid4()}"}, headers=_IN_UTC
            )
        return translating.copy(_good(reply))

    def _searched(self, calendar: str, uid: str) -> Copy | None:
        mark = f"ep/id eq '{translating.MARK}' and ep/value eq '{uid}'"
        asked = urlencode({"$filter": f"singleValueExtendedProperties/Any(ep: {mark})"})
        path = f"/me/calendars/{quote(calendar, safe='')}/events?{asked}"
        found = _good(self._api.call("GET", path, headers=_IN_UTC)).get("value", ())
        return translating.copy(found[0]) if found else None

    def _pages(self, path: str) -> Iterator[Json]:
        following: str | None = path
        while following is not None:
            if not following.startswith(("/", f"{self._url}/")):
                raise PermanentError("Microsoft's link leads to another company")
            told = _good(self._api.call("GET", following, headers=_IN_UTC))
            yield told
            following = told.get("@odata.nextLink")


class _Series:
    """The masters of one round: those that it told, and those that had to be asked for, once each."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._known: dict[str, Json | None] = {}

    def learn(self, found: Sequence[Json]) -> None:
        self._known |= {one["id"]: one for one in found if one.get("type") == "seriesMaster"}

    def master(self, event_id: str) -> Json | None:
        if event_id not in self._known:
            reply = self._api.call("GET", f"/me/events/{quote(event_id, safe='')}", headers=_IN_UTC)
            self._known[event_id] = None if reply.status in _GONE else _good(reply)
        return self._known[event_id]


def _beginning(calendar: str, window: Window) -> str:
    asked = urlencode({"startDateTime": _written(window.since), "endDateTime": _written(window.until)})
    return f"/me/calendars/{quote(calendar, safe='')}/calendarView/delta?{asked}"


def _listed(told: Json) -> Listed:
    return Listed(
        id=told["id"],
        name=told.get("name") or told["id"],
        writable=bool(told.get("canEdit")),
        main=bool(told.get("isDefaultCalendar")),
        account=(told.get("owner") or {}).get("address", ""),
    )


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _good(reply: Reply) -> Json:
    if not reply.good:
        raise refusal(reply)
    return reply.body
