"""After a change of the site's secret: credentials move under its key, so that the old one can go."""

from dataclasses import dataclass

import structlog
from sqlalchemy.orm import Session

from app.calendars import sealed
from app.calendars.queries import connections
from app.kernel.sealing import Unreadable

log = structlog.get_logger(__name__)

BATCH = 500


@dataclass(frozen=True, slots=True)
class Batch:
    last_id: int
    resealed: int


def reseal(session: Session, *, after: int) -> Batch | None:
    """Seal anew what an earlier secret sealed, in the next connections after this id; None at the end."""
    held = connections.next_sealed(session, after=after, size=BATCH)
    resealed = 0
    for connection in held:
        if not sealed.outdated(connection):
            continue
        try:
            connection.sealed = sealed.seal(connection.id, sealed.opened(connection))
        except Unreadable:  # under a key that is gone it stays as it is
            log.exception("credentials unreadable", connection_id=connection.id)
            continue
        resealed += 1
    return Batch(held[-1].id, resealed) if held else None
