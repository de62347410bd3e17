"""Deleting an account: it is marked, not removed, and every way in is closed."""

from collections.abc import Callable
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.errors import SignInEnded
from app.accounts.service import one_time, sign_ins
from app.db import trail

log = structlog.get_logger(__name__)

Guard = Callable[[Session, int], None]

# Features above this one add what must hold before a person may go: each raises Conflict where it does not.
deletion_guards: list[Guard] = []


def delete_account(session: Session, user_id: int, sign_in_id: str, *, now: datetime) -> None:
    """Delete one's own account. The address can be registered anew.

    Raises:
        Conflict: a guard found what has to be settled before.
        SignInEnded: this sign-in was ended, or the account is gone.
    """
    user = queries.frozen_user(session, user_id)
    if user is None:
        raise SignInEnded
    sign_ins.demand_signed_in(session, user_id, sign_in_id, now=now)
    for guard in deletion_guards:
        guard(session, user_id)
    user.deleted_at, user.deleted_by = now, user_id
    one_time.use_up(session, user_id, now=now)
    sign_ins.end_all(session, user_id, why="deleted", now=now)
    trail.record(session, "account.deleted", "user", user_id)
    log.info("account deleted", user_id=user_id)
