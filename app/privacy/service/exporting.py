"""All of a person's data as one file: asked for, written by a worker, fetched within a day."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.db import ledger, trail
from app.kernel.errors import Conflict, NotFound
from app.privacy import queries
from app.privacy.models import DataExport, ExportStatus
from app.privacy.packing import packed

log = structlog.get_logger(__name__)

LASTS = timedelta(days=1)
MOST_A_DAY = 5


def ask(session: Session, user_id: int, *, now: datetime) -> DataExport:
    """Owe a file. Whoever has asked already gets the one that is being written.

    Raises:
        Conflict: `MOST_A_DAY` were asked for within a day.
    """
    waiting = queries.asked(session, user_id)
    if waiting is not None:
        return waiting
    if queries.asked_since(session, user_id, now - timedelta(days=1)) >= MOST_A_DAY:
        raise Conflict(f"At most {MOST_A_DAY} exports a day. Fetch one of those, or ask again tomorrow.")
    export = DataExport(user_id=user_id)
    session.add(export)
    session.flush()
    session.refresh(export)
    ledger.enqueue(session, "privacy.write_export", export_id=str(export.id))
    trail.record(session, "account.export_asked", "user", user_id)
    return export


def mine(session: Session, user_id: int) -> Sequence[DataExport]:
    """The newest first."""
    return queries.mine(session, user_id)


def one(session: Session, export_id: UUID, user_id: int) -> DataExport:
    """Raises NotFound: it is not theirs, or there is none."""
    export = queries.one(session, export_id, user_id)
    if export is None:
        raise NotFound
    return export


def fetch(session: Session, export_id: UUID, user_id: int) -> bytes:
    """The file. Raises NotFound, and Conflict where it is not written yet or gone."""
    export = one(session, export_id, user_id)
    if export.file is None:
        gone = export.status == ExportStatus.GONE
        raise Conflict("The file is gone: ask for a new one." if gone else "The file is not ready yet.")
    trail.record(session, "account.export_fetched", "user", user_id)
    return export.file


def write(session: Session, export_id: UUID, *, now: datetime) -> None:
    """Write the file, tell its owner, and owe its end. A second time finds it written."""
    export = queries.locked(session, export_id)
    owner = session.get(User, export.user_id) if export is not None else None
    if export is None or owner is None or export.status != ExportStatus.ASKED:
        return
    if owner.deleted_at is not None:
        export.status = ExportStatus.GONE
        return
    export.file = packed(session, owner, now=now)
    export.status, export.ready_at, export.expires_at = ExportStatus.READY, now, now + LASTS
    ledger.enqueue(session, "privacy.drop_export", run_at=export.expires_at, export_id=str(export.id))
    ledger.enqueue(
        session,
        "notifications.tell",
        kind="data_export_ready",
        occasion=str(export.id),
        user_id=owner.id,
    )
    log.info("export written", user_id=owner.id, export_id=str(export.id), bytes=len(export.file))


def drop(session: Session, export_id: UUID) -> None:
    """Let the file go. The row stays: it says when there was one."""
    export = queries.locked(session, export_id)
    if export is not None and export.status == ExportStatus.READY:
        export.status, export.file = ExportStatus.GONE, None
