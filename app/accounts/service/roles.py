"""Giving an account another role."""

from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.models import Role
from app.accounts.service import sign_ins
from app.db import trail
from app.kernel.errors import Conflict, NotFound

log = structlog.get_logger(__name__)


def set_role(session: Session, user_id: int, role: Role, *, now: datetime) -> None:
    """Change what somebody may do. Their sign-ins end: access tokens carry the role.

    Raises:
        NotFound: there is no such account.
    """
    user = queries.locked_user(session, user_id)
    if user is None:
        raise NotFound
    trail.record(session, "account.role_changed", "user", user_id, before=user.role, role=str(role))
    user.role = role
    sign_ins.end_all(session, user_id, why="role", now=now)
    log.info("role changed", user_id=user_id, role=role)


def set_role_of_another(session: Session, user_id: int, role: Role, *, by: int, now: datetime) -> None:
    """As `set_role`, for administrators: the last one could lock everybody out by accident.

    Raises:
        Conflict: it is one's own account.
    """
    if user_id == by:
        raise Conflict("Nobody changes their own role.")
    set_role(session, user_id, role, now=now)
