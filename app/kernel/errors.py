"""The ways a request or a task can fail, each with a stable code. `app.http.errors` makes JSON of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class Detail:
    """One wrong field of the input, named as the API names it (`startTime`, `spans.0.end`)."""

    field: str
    message: str


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error of ours
    """We understood and say no. `code` is stable, `status` is HTTP's, `extra` joins the error body."""

    code: ClassVar[str] = "REFUSED"
    status: ClassVar[int] = 400
    message: ClassVar[str] = "The request was refused."

    def __init__(
        self,
        message: str | None = None,
        *,
        details: Sequence[Detail] = (),
        extra: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message or self.message)
        self.text = message or self.message
        self.details = tuple(details)
        self.extra = dict(extra or {})
        self.headers = dict(headers or {})


class InvalidInput(Refusal):
    code = "VALIDATION_ERROR"
    message = "Invalid request parameters"

    @classmethod
    def at(cls, field: str, message: str) -> "InvalidInput":
        return cls(details=[Detail(field, message)])


class Unauthenticated(Refusal):
    code, status, message = "UNAUTHENTICATED", 401, "Sign in to do this."


class Forbidden(Refusal):
    code, status, message = "FORBIDDEN", 403, "Your role does not allow this."


class NotFound(Refusal):
    code, status, message = "NOT_FOUND", 404, "There is nothing here for you."


class Conflict(Refusal):
    code, status, message = "CONFLICT", 409, "The current state does not allow this."


class PreconditionFailed(Refusal):
    code, status, message = "PRECONDITION_FAILED", 412, "It was changed meanwhile: fetch it again."


class RateLimited(Refusal):
    code, status, message = "RATE_LIMITED", 429, "Too many requests: wait a little."


class Unavailable(Refusal):
    code, status, message = "UNAVAILABLE", 503, "Temporarily unavailable: try again in a moment."


class OutsideError(Exception):
    """Something outside of us failed; `reason` is for the operator, never for a client."""


class TransientError(OutsideError):
    """It may work later: time-outs, 5xx, rate limits. The same key must be used again."""


class PermanentError(OutsideError):
    """It will never work as asked: declined, gone, malformed."""


class BadSignature(Exception):  # noqa: N818 - reads as what it is
    """What came in by webhook is forged, stale or damaged."""
