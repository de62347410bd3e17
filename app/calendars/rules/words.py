"""The words of this feature."""

from enum import StrEnum


class State(StrEnum):
    """Of a connection."""

    CONNECTING = "CONNECTING"
    ACTIVE = "ACTIVE"
    LOST = "LOST"  # the company no longer lets us in: connect again
    FAILED = "FAILED"  # it never did
    LEAVING = "LEAVING"  # disconnected here, not yet there


class EventState(StrEnum):
    """Of our event in a calendar."""

    LIVE = "LIVE"
    ASKED = "ASKED"  # somebody changed it there, and a person decides
    GONE = "GONE"


class Moved(StrEnum):
    """What follows when somebody moves an event of ours."""

    ACCEPT = "ACCEPT"  # the booking moves where the time is free, else the event is put back
    ASK = "ASK"
    PUT_BACK = "PUT_BACK"


class Deleted(StrEnum):
    """What follows when somebody deletes an event of ours. Never a cancellation by itself."""

    ASK = "ASK"
    PUT_BACK = "PUT_BACK"


class WishKind(StrEnum):
    MOVED = "MOVED"
    DELETED = "DELETED"


class WishState(StrEnum):
    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    REFUSED = "REFUSED"
    VOID = "VOID"  # the booking changed meanwhile


class Problem(StrEnum):
    """Why a connection or a calendar cannot be read."""

    CONSENT_LOST = "CONSENT_LOST"
    NOT_ALLOWED = "NOT_ALLOWED"  # the address leads where we do not go
    NOT_A_CALENDAR = "NOT_A_CALENDAR"
    CALENDAR_GONE = "CALENDAR_GONE"
    UNREACHABLE = "UNREACHABLE"
    REFUSED = "REFUSED"
