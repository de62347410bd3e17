"""Opening an account. The address's owner learns more by mail; whoever asks learns nothing."""

import structlog
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.accounts import phones, queries
from app.accounts.events import Register
from app.accounts.models import Client, User
from app.db import ledger

log = structlog.get_logger(__name__)

_NEXT_ID = select(func.nextval(func.pg_get_serial_sequence("users", "id")))


def register(session: Session, command: Register) -> None:
    """Open an account, or tell the owner of the address that somebody tried to.

    Both ways do the same work (four statements, one task), so the time of the answer tells nothing.
    The unique index decides a race of two.
    """
    if _opened(session, command):
        return
    owner = queries.by_email(session, command.email)
    if owner is not None:  # it may have been deleted in this very moment: then there is nobody to tell
        ledger.enqueue(session, "notifications.tell", kind="account_exists", user_id=owner.user_id)
        log.info("registration of a taken address", user_id=owner.user_id)


def _opened(session: Session, command: Register) -> bool:
    user_id: int = session.execute(_NEXT_ID).scalar_one()
    row = {
        "id": user_id,
        "email": command.email,
        "password_hash": command.password_hash,
        "role": command.role,
        "first_name": command.first_name,
        "last_name": command.last_name,
        "timezone": command.timezone,
        "locale": command.locale,
        "clock": command.clock,
        "phone_encrypted": phones.seal(user_id, command.phone),
        "created_by": user_id,
    }
    if session.scalar(insert(User).values(row).on_conflict_do_nothing().returning(User.id)) is None:
        return False
    session.execute(insert(Client).values(user_id=user_id, timezone=command.timezone, created_by=user_id))
    ledger.enqueue(session, "notifications.tell", kind="verify_email", user_id=user_id)
    log.info("account opened", user_id=user_id, role=command.role)
    return True
