"""How PayPal says no."""

from typing import Any

_NAMES = {
    400: "INVALID_REQUEST",
    401: "AUTHENTICATION_FAILURE",
    403: "NOT_AUTHORIZED",
    404: "RESOURCE_NOT_FOUND",
    409: "RESOURCE_CONFLICT",
    422: "UNPROCESSABLE_ENTITY",
    429: "RATE_LIMIT_REACHED",
    500: "INTERNAL_SERVER_ERROR",
}


class Refusal(Exception):  # noqa: N818 - an answer, not an error
    def __init__(self, status: int, issue: str = "") -> None:
        super().__init__(issue)
        self.status, self.issue = status, issue

    def body(self) -> dict[str, Any]:
        details = [{"issue": self.issue, "description": "As the issue says."}] if self.issue else []
        return {
            "name": _NAMES[self.status],
            "message": "No.",
            "debug_id": "b1d1f06c7246c",
            "details": details,
        }


def unless(condition: bool, issue: str) -> None:  # noqa: FBT001 - reads as a sentence where it is used
    if not condition:
        raise Refusal(422, issue)
