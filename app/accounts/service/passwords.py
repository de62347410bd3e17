"""Giving an account another password. Every device has to log in again, but the one that changed it."""

from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.errors import SignInEnded, TokenNotUsable
from app.accounts.service import one_time, sign_ins
from app.db import ledger, trail
from app.kernel.errors import Conflict

log = structlog.get_logger(__name__)


def change_password(
    session: Session, user_id: int, sign_in_id: str, *, proven: str, new_hash: str, now: datetime
) -> None:
    """Replace the password whose hash `proven` was just shown to be known.

    Raises:
        SignInEnded: this sign-in was ended meanwhile.
        Conflict: the password was changed meanwhile.
    """
    held = queries.locked_user(session, user_id)
    if held is None:
        raise SignInEnded
    sign_ins.demand_signed_in(session, user_id, sign_in_id, now=now)
    if held.password_hash != proven:
        raise Conflict("The password was changed meanwhile.")
    held.password_hash = new_hash
    _changed(session, user_id, spare=UUID(sign_in_id), now=now)


def reset_password(session: Session, token: str, *, new_hash: str, now: datetime) -> None:
    """Replace a forgotten password; the link also proves the address. A guest has an account from here on.

    Raises:
        TokenNotUsable: used before, too old or unknown, or somebody else opened an account for the address.
    """
    user = one_time.use(session, token, one_time.PASSWORD_RESET, now=now)
    user.password_hash, user.guest = new_hash, False
    user.email_verified_at = user.email_verified_at or now
    try:
        session.flush()
    except IntegrityError as error:
        raise TokenNotUsable from error
    _changed(session, user.id, spare=None, now=now)


def _changed(session: Session, user_id: int, *, spare: UUID | None, now: datetime) -> None:
    one_time.use_up(session, user_id, now=now)
    sign_ins.end_all(session, user_id, why="password", now=now, spare=spare)
    ledger.enqueue(session, "notifications.tell", kind="password_changed", user_id=user_id)
    trail.record(session, "account.password_changed", "user", user_id, by=user_id)
    log.info("password changed", user_id=user_id)
