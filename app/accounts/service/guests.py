"""People who book without an account. Each booking has a guest of its own, so that none tells of another."""

from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from app.accounts import phones, queries
from app.accounts.events import Contact
from app.accounts.models import Client, Role, User
from app.db import ledger

log = structlog.get_logger(__name__)

NO_PASSWORD = "-"  # noqa: S105 - no hash: nothing that anybody types fits it


def open_guest(session: Session, contact: Contact) -> User:
    """Remember somebody by what was written of them, whether or not their address has an account."""
    guest = User(
        email=contact.email,
        password_hash=NO_PASSWORD,
        role=Role.CLIENT,
        first_name=contact.first_name,
        last_name=contact.last_name,
        timezone=contact.timezone,
        locale=contact.locale,
        guest=True,
    )
    session.add(guest)
    session.flush()
    guest.phone_encrypted = phones.seal(guest.id, contact.phone)
    session.add(Client(user_id=guest.id, timezone=contact.timezone))
    session.flush()
    log.info("guest noted", user_id=guest.id)
    return guest


def invite_guest(session: Session, guest_id: int) -> None:
    """Owe a guest the link by which they choose a password; if the address has an account, its owner hears.

    Both ways do the same work, so the answer's time tells nothing.
    """
    guest = queries.user(session, guest_id)
    if guest is None:
        return
    owner = queries.by_email(session, guest.email)
    kind = "password_reset" if owner is None else "account_exists"
    ledger.enqueue(
        session, "notifications.tell", kind=kind, user_id=guest_id if owner is None else owner.user_id
    )


def retire_guest(session: Session, guest_id: int, *, by: int, now: datetime) -> None:
    """Somebody with an account has taken over what this guest booked."""
    guest = queries.locked_user(session, guest_id)
    if guest is not None:
        guest.deleted_at, guest.deleted_by = now, by
        log.info("guest retired", user_id=guest_id, account=by)
