"""Browsers that show notifications."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.kernel.errors import Conflict, NotFound
from app.notifications import queries
from app.notifications.models import PushDevice

MOST = 20

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddDevice:
    endpoint: str
    p256dh: str
    auth: str
    user_agent: str


def devices(session: Session, user_id: int) -> Sequence[PushDevice]:
    return queries.devices_of(session, user_id)


def add_device(session: Session, user_id: int, command: AddDevice) -> PushDevice:
    """Note a subscription. What somebody else had in this browser is theirs no longer. Raises Conflict."""
    count = select(func.count()).where(PushDevice.user_id == user_id, PushDevice.endpoint != command.endpoint)
    if (session.scalar(count) or 0) >= MOST:
        raise Conflict(f"You have {MOST} devices already: remove one first.")
    row = {
        "user_id": user_id,
        "p256dh": command.p256dh,
        "auth": command.auth,
        "user_agent": command.user_agent,
    }
    statement = insert(PushDevice).values(endpoint=command.endpoint, **row)
    kept = statement.on_conflict_do_update(index_elements=["endpoint"], set_=row).returning(PushDevice)
    device = session.scalars(kept, execution_options={"populate_existing": True}).one()
    log.info("device added", user_id=user_id, device_id=device.id)
    return device


def remove_device(session: Session, user_id: int, device_id: int) -> None:
    """Raises NotFound."""
    mine = delete(PushDevice).where(PushDevice.id == device_id, PushDevice.user_id == user_id)
    if session.scalar(mine.returning(PushDevice.id)) is None:
        raise NotFound
    log.info("device removed", user_id=user_id, device_id=device_id)


def forget_devices(session: Session, user_id: int) -> None:
    """Before an account is deleted."""
    session.execute(delete(PushDevice).where(PushDevice.user_id == user_id))
