"""Tax ids, and who is named on an invoice, rest sealed: each text bound to its row."""

from typing import Any

import orjson
import structlog

from app.invoices.rules.paper import Party
from app.kernel import sealing
from app.ports import ports

log = structlog.get_logger(__name__)

_PURPOSE = "invoices"


def seal(text: str | None, *, place: str) -> bytes | None:
    return None if text is None else sealing.seal(_keys()[0], text, place=place)


def unseal(sealed: bytes | None, *, place: str) -> str | None:
    """The text; None where there is none, or where its key is gone: the rest must open without it."""
    if sealed is None:
        return None
    try:
        return sealing.unseal(_keys(), sealed, place=place)
    except sealing.Unreadable:
        log.exception("tax id unreadable", place=place)
        return None


def seal_parties(seller: Party, buyer: Party, *, place: str) -> bytes:
    return sealing.seal(_keys()[0], orjson.dumps([seller, buyer]).decode(), place=place)


def unseal_parties(sealed: bytes, *, place: str) -> tuple[Party, Party]:
    """Raises Unreadable: a paper without its names is none, so nobody gets to see it."""
    seller, buyer = orjson.loads(sealing.unseal(_keys(), sealed, place=place))
    return _party(seller), _party(buyer)


def resealed(sealed: bytes, *, place: str) -> bytes | None:
    """The same under the present key; None where it stands under it, or under a key that is gone."""
    if sealing.sealed_by(_keys()[0], sealed):
        return None
    try:
        return sealing.seal(_keys()[0], sealing.unseal(_keys(), sealed, place=place), place=place)
    except sealing.Unreadable:
        log.exception("sealed text unreadable", place=place)
        return None


def _party(written: dict[str, Any]) -> Party:
    return Party(**written | {"address_lines": tuple(written["address_lines"])})


def _keys() -> tuple[bytes, ...]:
    return ports().site.keys(_PURPOSE)
