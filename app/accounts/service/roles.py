"""Giving an account another role."""

from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.models import Role
from app.accounts.service import sign_ins
from app.kernel.errors import NotFound

log = structlog.get_logger(__name__)


def set_role(session: Session, user_id: int, role: Role, *, now: datetime) -> None:
    """Change what somebody may do. Their sign-ins end: access tokens carry the role.

    Raises:
        NotFound: there is no such account.
    """
    user = queries.locked_user(session, user_id)
    if user is None:
        raise NotFound
    user.role = role
    sign_ins.end_all(session, user_id, why="role", now=now)
    log.info("role changed", user_id=user_id, role=role)
