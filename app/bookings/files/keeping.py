"""Writing a file down and keeping its bytes; dropping what no booking took."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from app.bookings.files import queries
from app.bookings.files.errors import TooManyFiles, UnknownFileType
from app.bookings.files.kinds import fitting, type_of
from app.bookings.files.models import File
from app.db import ledger
from app.kernel.errors import NotFound, TransientError, Unauthenticated, Unavailable
from app.ports import ports

log = structlog.get_logger(__name__)

UNUSED_FOR = timedelta(days=1)
MOST_UNUSED = 20


@dataclass(frozen=True, slots=True)
class SendFile:
    user_id: int
    name: str
    content: bytes


def write_down(session: Session, command: SendFile, *, now: datetime) -> File:
    """The file's row, before its bytes: so nothing lies anywhere that nobody knows of and drops.

    Raises:
        UnknownFileType, TooManyFiles.
        Unauthenticated: the account was deleted.
    """
    kind = type_of(command.content)
    if kind is None:
        raise UnknownFileType
    if not queries.turn_of(session, command.user_id):
        raise Unauthenticated("This account was deleted.")
    if queries.unused(session, command.user_id) >= MOST_UNUSED:
        raise TooManyFiles
    file = File(
        user_id=command.user_id, name=fitting(command.name, kind), type=kind, size=len(command.content)
    )
    session.add(file)
    session.flush()
    ledger.enqueue(session, "bookings.drop_file", run_at=now + UNUSED_FOR, file_id=str(file.id))
    log.info("file sent", file_id=str(file.id), bytes=file.size)
    return file


def store(file_id: UUID, content: bytes) -> None:
    """Raises Unavailable: they are not kept, and the row goes in a day, unused."""
    try:
        ports().files.put(file_id, content)
    except TransientError as error:
        log.warning("file not kept", file_id=str(file_id), reason=str(error))
        raise Unavailable from error


def fetch(file_id: UUID) -> bytes:
    """Raises NotFound, and Unavailable where the folder does not answer."""
    try:
        content = ports().files.get(file_id)
    except TransientError as error:
        log.warning("file not read", file_id=str(file_id), reason=str(error))
        raise Unavailable from error
    if content is None:
        raise NotFound
    return content


def forget(session: Session, file_id: UUID) -> bool:
    """Take the row of an unused file out. False: a booking has taken it, and it stays."""
    file = queries.locked(session, file_id)
    if file is not None and file.booking_id is not None:
        return False
    if file is not None:
        session.delete(file)
    return True
