"""Credentials rest sealed, each bound to its connection, under keys that can be rotated."""

from collections.abc import Mapping

import orjson

from app.calendars.models import Connection
from app.kernel import sealing
from app.ports import ports

_PURPOSE = "calendar_connections.sealed"


def seal(connection_id: int, words: Mapping[str, str]) -> bytes:
    text = orjson.dumps(dict(words)).decode()
    return sealing.seal(ports().site.keys(_PURPOSE)[0], text, place=_place(connection_id))


def opened(connection: Connection) -> dict[str, str]:
    """Raises Unreadable: the key that sealed it is gone."""
    text = sealing.unseal(ports().site.keys(_PURPOSE), connection.sealed, place=_place(connection.id))
    words: dict[str, str] = orjson.loads(text)
    return words


def outdated(connection: Connection) -> bool:
    """Whether it stands under an earlier secret."""
    return not sealing.sealed_by(ports().site.keys(_PURPOSE)[0], connection.sealed)


def _place(connection_id: int) -> str:
    return f"{_PURPOSE}:{connection_id}"
