"""Addresses to which nothing more is sent, and taking that back."""

import structlog
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.notifications.metrics import BLOCKED
from app.notifications.models import Block
from app.ports.receipts import Why

log = structlog.get_logger(__name__)


def block(session: Session, address_hash: bytes | None, why: Why, detail: str) -> None:
    """Send nothing more to an address. The first reason stays, but that nobody is there says the most."""
    if address_hash is None:
        return
    row = {"address_hash": address_hash, "why": why.value, "detail": detail}
    statement = insert(Block).values(row)
    worse = statement.on_conflict_do_update(
        index_elements=["address_hash"],
        set_={"why": why.value, "detail": detail},
        where=(Block.why != why.value) & (statement.excluded.why == Why.BOUNCED.value),
    )
    if session.scalar(worse.returning(Block.why)) is not None:
        BLOCKED.labels(why.value).inc()
        log.warning("address blocked", why=why.value, detail=detail)


def unblock(session: Session, hashes: list[bytes]) -> bool:
    """Send to an address again. Whether it was blocked."""
    lifted = delete(Block).where(Block.address_hash.in_(hashes)).returning(Block.why)
    return session.execute(lifted).first() is not None
