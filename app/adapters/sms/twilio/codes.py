"""What Twilio's codes mean for a text and for its number: https://www.twilio.com/docs/api/errors."""

from collections.abc import Mapping
from enum import Enum, auto
from http import HTTPStatus

from app.kernel.errors import OutsideError, PermanentError, TransientError
from app.ports.receipts import Unreachable, Why
from app.ports.reports import Became


class Verdict(Enum):
    LATER = auto()  # it passes, or we are at fault and can mend it
    NEVER = auto()  # this text; the number may be good
    NOBODY = auto()  # the number takes no texts
    STOPPED = auto()  # its owner wants none


CODES: Mapping[int, Verdict] = {
    14107: Verdict.LATER,  # too fast
    20003: Verdict.LATER,  # our sign-in is wrong
    20404: Verdict.LATER,  # our account is wrong
    20429: Verdict.LATER,  # too many requests
    21211: Verdict.NOBODY,  # not a number
    21212: Verdict.LATER,  # our own number is none
    21408: Verdict.NEVER,  # a country that the account may not text to
    21603: Verdict.LATER,  # no sender is set up
    21606: Verdict.LATER,  # our own number sends no texts
    21608: Verdict.LATER,  # a trial account
    21610: Verdict.STOPPED,
    21611: Verdict.LATER,  # our queue is full
    21612: Verdict.NEVER,  # no route from our number to theirs
    21614: Verdict.NOBODY,  # no mobile number
    21617: Verdict.NEVER,  # too long
    30001: Verdict.LATER,  # the queue overflowed
    30002: Verdict.LATER,  # the account is suspended
    30003: Verdict.NEVER,  # the phone is off
    30004: Verdict.NEVER,  # blocked
    30005: Verdict.NOBODY,  # unknown number
    30006: Verdict.NOBODY,  # a landline
    30007: Verdict.NEVER,  # a carrier's filter
    30008: Verdict.NEVER,  # the carrier gave no reason
    30034: Verdict.LATER,  # our number is not registered
    63038: Verdict.LATER,  # the day's limit
}

_OURS = frozenset(
    {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS}
)
_BECAME = {
    Verdict.LATER: Became.FAILED,  # it was taken and is lost now: nobody sends a late text
    Verdict.NEVER: Became.FAILED,
    Verdict.NOBODY: Became.BOUNCED,
    Verdict.STOPPED: Became.STOPPED,
}


def refusal(status: int, code: int | None) -> OutsideError:
    """Our error for a text that was not taken. Twilio's words repeat the number, so the codes must do."""
    words = f"Twilio {status}" + (f" code {code}" if code else "")
    match _verdict(status, code):
        case Verdict.LATER:
            return TransientError(words)
        case Verdict.NEVER:
            return PermanentError(words)
        case Verdict.NOBODY:
            return Unreachable(words)
        case Verdict.STOPPED:
            return Unreachable(words, why=Why.STOPPED)


def became(code: int | None) -> Became:
    """What became of a text that was taken and did not arrive."""
    return _BECAME[CODES.get(code or 0, Verdict.NEVER)]


def _verdict(status: int, code: int | None) -> Verdict:
    if code is not None and code in CODES:
        return CODES[code]
    passes = status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _OURS or status < HTTPStatus.BAD_REQUEST
    return Verdict.LATER if passes else Verdict.NEVER
