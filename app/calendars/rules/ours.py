"""The UID of a booking's event: the same in mails, feeds and calendars, so that no program shows it twice."""

import re

_UID = re.compile(r"([1-9][0-9]{0,14})@(.+)\Z")


def uid_of(booking_id: int, host: str) -> str:
    return f"{booking_id}@{host}"


def booking_of(uid: str | None, host: str) -> int | None:
    """The booking that an event stands for; None: it is not ours."""
    found = _UID.match(uid or "")
    return int(found[1]) if found is not None and found[2] == host else None
