"""The link by which a guest manages a booking: signed, so that nothing has to be stored or looked up.

It names the booking and its guest, so it is worth nothing once an account has taken the booking over.
"""

import re

from app.kernel import signing
from app.ports import ports

_TOKEN = re.compile(r"([0-9]{1,15})\.([0-9]{1,15})\.([\w-]{43})\Z", re.ASCII)


def token_of(booking_id: int, guest_id: int) -> str:
    text = f"{booking_id}.{guest_id}"
    return f"{text}.{signing.signature(_keys()[0], text)}"


def link_of(booking_id: int, guest_id: int) -> str:
    """The page that manages the booking; the token stands behind the `#` and reaches no log."""
    return ports().site.link(f"/guest/bookings/{booking_id}#token={token_of(booking_id, guest_id)}")


def guest_of(token: str, booking_id: int) -> int | None:
    """The guest whom a token speaks for, if it is ours and for this booking."""
    found = _TOKEN.match(token)
    if found is None or int(found[1]) != booking_id:
        return None
    text = f"{found[1]}.{found[2]}"
    return int(found[2]) if any(signing.genuine(key, text, found[3]) for key in _keys()) else None


def _keys() -> tuple[bytes, ...]:
    return ports().site.keys("guest-link")
