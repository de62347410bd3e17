"""Answers rest sealed, each bound to its booking: a therapist's questions are nobody else's business."""

from typing import Any

import orjson

from app.kernel import sealing
from app.ports import ports

_PURPOSE = "bookings.answers"


def seal(booking_id: int, answers: list[dict[str, Any]]) -> bytes:
    return sealing.seal(_keys()[0], orjson.dumps(answers).decode(), place=_place(booking_id))


def unseal(booking_id: int, sealed: bytes) -> list[dict[str, Any]]:
    """Raises Unreadable: its key is gone."""
    answers: list[dict[str, Any]] = orjson.loads(sealing.unseal(_keys(), sealed, place=_place(booking_id)))
    return answers


def outdated(sealed: bytes) -> bool:
    """Whether it stands under an earlier secret."""
    return not sealing.sealed_by(_keys()[0], sealed)


def _keys() -> tuple[bytes, ...]:
    return ports().site.keys(_PURPOSE)


def _place(booking_id: int) -> str:
    return f"booking_answers.sealed:{booking_id}"
