"""Phone numbers rest sealed, each bound to its person."""

import structlog

from app.kernel import sealing
from app.ports import ports

log = structlog.get_logger(__name__)

_PURPOSE = "users.phone"


def seal(user_id: int, phone: str | None) -> bytes | None:
    if phone is None:
        return None
    return sealing.seal(ports().site.keys(_PURPOSE)[0], phone, place=_place(user_id))


def unseal(user_id: int, sealed: bytes | None) -> str | None:
    """The number; None where there is none, or where its key is gone: an account must open without it."""
    if sealed is None:
        return None
    try:
        return sealing.unseal(ports().site.keys(_PURPOSE), sealed, place=_place(user_id))
    except sealing.Unreadable:
        log.exception("phone number unreadable", user_id=user_id)
        return None


def outdated(sealed: bytes) -> bool:
    """Whether it stands under an earlier secret."""
    return not sealing.sealed_by(ports().site.keys(_PURPOSE)[0], sealed)


def _place(user_id: int) -> str:
    return f"users.phone:{user_id}"
