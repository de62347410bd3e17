"""The forgotten password and the unproven address: what is mailed, and what the mailed link does."""

from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.service import one_time
from app.db import ledger, trail
from app.kernel.errors import Conflict, NotFound

log = structlog.get_logger(__name__)

NOBODY = 0  # no account has this id; whoever is to tell nobody something has nothing to do


def recover(session: Session, email: str) -> None:
    """Owe a link to the owner of this address.

    For an address that nobody owns a task is written all the same: the answer must take as long.
    """
    owner = queries.by_email(session, email)
    user_id = owner.user_id if owner is not None else NOBODY
    ledger.enqueue(session, "notifications.tell", kind="password_reset", user_id=user_id)
    log.info("password recovery asked for", user_id=user_id)


def ask_verification(session: Session, user_id: int) -> None:
    """Owe a further verification mail.

    Raises:
        Conflict: the address is proven already.
    """
    user = queries.user(session, user_id)
    if user is None:
        raise NotFound
    if user.email_verified_at is not None:
        raise Conflict("The address is verified already.")
    ledger.enqueue(session, "notifications.tell", kind="verify_email", user_id=user_id)


def verify_email(session: Session, token: str, *, now: datetime) -> None:
    """Believe an address whose owner opened the link.

    Raises:
        TokenNotUsable: used before, too old or unknown.
    """
    user = one_time.use(session, token, one_time.VERIFY_EMAIL, now=now)
    user.email_verified_at = user.email_verified_at or now
    trail.record(session, "account.address_verified", "user", user.id, by=user.id)
    log.info("address verified", user_id=user.id)
