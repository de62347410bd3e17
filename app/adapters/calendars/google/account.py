"""One person's account at Google."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import quote, urlencode

from urllib3 import PoolManager

from app.adapters.calendars.google import translating
from app.adapters.calendars.google.refusals import refusal
from app.adapters.calendars.rest import Api, Json, Reply, send
from app.kernel.errors import TransientError
from app.kernel.ics import Appointment
from app.ports.calendars import ChangedMeanwhile, Channel, Copy, Listed, Page, Window

AT_ONCE = 250
# Nothing but what decides about time: neither titles nor the other guests are ever fetched.
FIELDS = (
    "nextPageToken,nextSyncToken,items(id,etag,status,iCalUID,start,end,transparency,eventType,"
    "attendees(self,responseStatus),extendedProperties/private)"
)
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


class GoogleAccount:
    def __init__(self, api: Api, connections: PoolManager, *, revoking: str) -> None:
        self._api, self._pool, self._revoking = api, connections, revoking

    def calendars(self) -> Sequence[Listed]:
        found = [
            one
            for page in self._pages("/users/me/calendarList", minAccessRole="reader")
            for one in page.get("items", ())
        ]
        main = next((one["id"] for one in found if one.get("primary")), "")
        return [_listed(one, main) for one in found]

    def changes(self, calendar: str, cursor: str | None, window: Window) -> Iterator[Page]:
        asked = {"singleEvents": "true", "maxResults": str(AT_ONCE), "maxAttendees": "1", "fields": FIELDS}
        if cursor is not None:
            asked["syncToken"] = cursor
        else:
            asked |= {"timeMin": _written(window.since), "timeMax": _written(window.until)}
        for told in self._pages(_events(calendar), **asked):
            items = tuple(translating.item(one, window) for one in told.get("items", ()))
            yield Page(items=items, whole=cursor is None, cursor=told.get("nextSyncToken"))

    def find(self, calendar: str, uid: str, known: str | None) -> Copy | None:
        reply = self._api.call("GET", _event(calendar, known or translating.id_of(uid)))
        if reply.status in _GONE or reply.body.get("status") == "cancelled":
            return None
        return translating.copy(_good(reply))

    def put(self, calendar: str, event: Appointment, over: Copy | None) -> Copy:
        if over is not None:
            body = translating.body(event, sequence=int(over.body or 0))
            return self._changed("PATCH", calendar, over.id, body, over.etag)
        chosen = translating.id_of(event.uid)
        body = {"id": chosen, **_without_nulls(translating.body(event))}
        reply = self._api.call("POST", f"{_events(calendar)}?sendUpdates=none", body)
        if reply.status == HTTPStatus.CONFLICT:
            return self._restored(calendar, chosen, event)
        return translating.copy(_good(reply))

    def remove(self, calendar: str, copy: Copy) -> None:
        path = f"{_event(calendar, copy.id)}?sendUpdates=none"
        reply = self._api.call("DELETE", path, headers={"If-Match": copy.etag})
        if reply.status not in _GONE:
            _good(reply)

    def watch(self, calendar: str, wanted: Channel, *, url: str) -> Channel:
        expires = int(wanted.expires_at.timestamp() * 1000)
        body = {
            "id": wanted.id,
            "type": "web_hook",
            "address": url,
            "token": wanted.secret,
            "expiration": str(expires),
        }
        told = _good(self._api.call("POST", f"{_events(calendar)}/watch", body))
        until = datetime.fromtimestamp(int(told.get("expiration", expires)) / 1000, UTC)
        return Channel(id=wanted.id, secret=wanted.secret, resource=told["resourceId"], expires_at=until)

    def unwatch(self, channel: Channel) -> None:
        reply = self._api.call("POST", "/channels/stop", {"id": channel.id, "resourceId": channel.resource})
        if reply.status not in _GONE:
            _good(reply)

    def leave(self) -> None:
        """Google forgets the consent with the refresh token. One that it knows not is forgotten already."""
        body = urlencode({"token": self._api.refresh_token}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        reply = send(self._pool, "POST", self._revoking, headers=headers, body=body)
        if not reply.good and reply.status != HTTPStatus.BAD_REQUEST:
            raise TransientError(f"Google did not revoke: {reply.status}")

    def _restored(self, calendar: str, chosen: str, event: Appointment) -> Copy:
        """Our id is there: our own earlier try, or an event that was deleted, whose id stays taken."""
        told = _good(self._api.call("GET", _event(calendar, chosen)))
        if told.get("status") != "cancelled":
            raise ChangedMeanwhile("the event stands there already")
        body = translating.body(event, sequence=int(told.get("sequence", 0)))
        return self._changed("PATCH", calendar, chosen, body, told["etag"])

    def _changed(self, method: str, calendar: str, event_id: str, body: Json, etag: str) -> Copy:
        path = f"{_event(calendar, event_id)}?sendUpdates=none"
        reply = self._api.call(method, path, body, headers={"If-Match": etag})
        if reply.status in _GONE:
            raise ChangedMeanwhile("the event was taken away meanwhile")
        return translating.copy(_good(reply))

    def _pages(self, path: str, **asked: str) -> Iterator[Json]:
        token: str | None = ""
        while token is not None:
            more = {"pageToken": token} if token else {}
            told = _good(self._api.call("GET", f"{path}?{urlencode(asked | more)}"))
            yield told
            token = told.get("nextPageToken")


def _listed(told: Json, main: str) -> Listed:
    return Listed(
        id=told["id"],
        name=told.get("summaryOverride") or told.get("summary") or told["id"],
        writable=told.get("accessRole") in {"owner", "writer"},
        main=bool(told.get("primary")),
        account=main,
    )


def _events(calendar: str) -> str:
    return f"/calendars/{quote(calendar, safe='')}/events"


def _event(calendar: str, event_id: str) -> str:
    return f"{_events(calendar)}/{quote(event_id, safe='')}"


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _without_nulls(body: Json) -> Json:
    return body | {edge: {k: v for k, v in body[edge].items() if v is not None} for edge in ("start", "end")}


def _good(reply: Reply) -> Json:
    if not reply.good:
        raise refusal(reply)
    return reply.body
