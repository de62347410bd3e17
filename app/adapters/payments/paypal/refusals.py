"""PayPal's no, in the two words that the rest of the site knows."""

from http import HTTPStatus
from typing import Any

from app.kernel.errors import OutsideError, PermanentError, TransientError


class Refused(PermanentError):  # noqa: N818 - reads as what it is
    """`issue` is PayPal's word for why: https://developer.paypal.com/api/rest/reference/orders/v2/errors/."""

    def __init__(self, issue: str) -> None:
        super().__init__(issue)
        self.issue = issue


class NotThere(Refused):
    """PayPal has no such thing, or no longer."""


# 401: the credentials are wrong until somebody mends the setting. The payment is not at fault.
LATER_STATUSES = frozenset(
    {HTTPStatus.UNAUTHORIZED, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS}
)
LATER_ISSUES = frozenset(
    {"PENDING_CAPTURE", "PREVIOUS_REQUEST_IN_PROGRESS", "REFUND_FAILED_INSUFFICIENT_FUNDS"}
)


def refusal(status: int, body: Any) -> OutsideError:
    """What to raise for an answer that is not 2xx. Its text holds PayPal's words alone, never the payer's."""
    issue = _issue(body)
    if status in LATER_STATUSES or status >= HTTPStatus.INTERNAL_SERVER_ERROR or issue in LATER_ISSUES:
        return TransientError(f"PayPal answered {status} {issue}".rstrip())
    return NotThere(issue) if status == HTTPStatus.NOT_FOUND else Refused(issue or f"HTTP {status}")


def _issue(body: Any) -> str:
    """The first detail's issue, or the error's own name."""
    if not isinstance(body, dict):
        return ""
    details = body.get("details")
    first = details[0] if isinstance(details, list) and details else {}
    return str((first.get("issue") if isinstance(first, dict) else None) or body.get("name") or "")
