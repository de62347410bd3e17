"""Closing an account against its owner's will, and opening it again. Nothing of it is lost."""

from collections.abc import Callable
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.models import User
from app.accounts.service import sign_ins
from app.db import trail
from app.kernel.errors import Conflict, NotFound

log = structlog.get_logger(__name__)

# What features above this one do for a person who is suspended, in the same transaction.
suspension_hooks: list[Callable[[Session, int], None]] = []


def suspend(session: Session, user_id: int, why: str, *, by: int, now: datetime) -> User:
    """Let nobody in with this account any more. Doing it twice changes nothing.

    Raises:
        NotFound: there is no such account.
        Conflict: it is one's own.
    """
    user = _held(session, user_id, by)
    if user.suspended_at is None:
        user.suspended_at, user.suspended_why = now, why
        for hook in suspension_hooks:
            hook(session, user_id)
        sign_ins.end_all(session, user_id, why="suspended", now=now)
        trail.record(session, "account.suspended", "user", user_id)
        log.info("account suspended", user_id=user_id)
    return user


def reinstate(session: Session, user_id: int, *, by: int) -> User:
    """Let its owner in again. Raises as `suspend` does."""
    user = _held(session, user_id, by)
    if user.suspended_at is not None:
        user.suspended_at = user.suspended_why = None
        trail.record(session, "account.reinstated", "user", user_id)
        log.info("account reinstated", user_id=user_id)
    return user


def _held(session: Session, user_id: int, by: int) -> User:
    if user_id == by:
        raise Conflict("Nobody suspends or reinstates their own account.")
    user = queries.locked_user(session, user_id)
    if user is None:
        raise NotFound
    return user
