"""Graph's no in the words of the port: https://learn.microsoft.com/graph/errors."""

from http import HTTPStatus

from app.adapters.calendars.rest import Reply, busy
from app.kernel.errors import OutsideError, PermanentError, TransientError
from app.ports.calendars import CalendarGone, ChangedMeanwhile, ConsentLost, CursorLost

CURSOR_CODES = frozenset({"syncStateNotFound", "SyncStateNotFound", "syncStateInvalid", "resyncRequired"})
_NAMED = {
    HTTPStatus.FORBIDDEN: ConsentLost,
    HTTPStatus.NOT_FOUND: CalendarGone,
    HTTPStatus.GONE: CursorLost,
    HTTPStatus.PRECONDITION_FAILED: ChangedMeanwhile,
    HTTPStatus.CONFLICT: ChangedMeanwhile,
}


def code_of(reply: Reply) -> str:
    error = reply.body.get("error")
    return str(error.get("code", "")) if isinstance(error, dict) else ""


def refusal(reply: Reply) -> OutsideError:
    code = code_of(reply)
    words = f"Microsoft answered {reply.status} {code}".rstrip()
    if reply.status == HTTPStatus.TOO_MANY_REQUESTS or "retry-after" in reply.headers:
        return busy(reply, "Microsoft")
    if reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR or reply.status == HTTPStatus.REQUEST_TIMEOUT:
        return TransientError(words)
    if code in CURSOR_CODES:
        return CursorLost(words)
    return _NAMED.get(HTTPStatus(reply.status), PermanentError)(words)
