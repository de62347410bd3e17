"""Google's no in the words of the port: https://developers.google.com/workspace/calendar/api/guides/errors."""

from http import HTTPStatus

from app.adapters.calendars.rest import Reply, busy
from app.kernel.errors import OutsideError, PermanentError, TransientError
from app.ports.calendars import CalendarGone, ChangedMeanwhile, ConsentLost, CursorLost

_PAUSES = frozenset(
    {"rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "calendarUsageLimitsExceeded"}
)
_UNSEEN = frozenset({"insufficientPermissions", "insufficientScopes", "accountDisabled", "authError"})


def refusal(reply: Reply) -> OutsideError:
    reason = _reason(reply)
    words = f"Google answered {reply.status} {reason}".rstrip()
    if reply.status == HTTPStatus.TOO_MANY_REQUESTS or reason in _PAUSES or "retry-after" in reply.headers:
        return busy(reply, "Google")
    if reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR or reply.status == HTTPStatus.REQUEST_TIMEOUT:
        return TransientError(words)
    if reason in _UNSEEN:
        return ConsentLost(words)
    named = {
        HTTPStatus.NOT_FOUND: CalendarGone,
        HTTPStatus.GONE: CursorLost,
        HTTPStatus.PRECONDITION_FAILED: ChangedMeanwhile,
    }
    return named.get(HTTPStatus(reply.status), PermanentError)(words)


def _reason(reply: Reply) -> str:
    error = reply.body.get("error")
    listed = error.get("errors") if isinstance(error, dict) else None
    first = listed[0] if isinstance(listed, list) and listed else {}
    return str(first.get("reason", "")) if isinstance(first, dict) else ""
