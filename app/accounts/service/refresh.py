"""Rotation: each refresh token is spent once, and one that comes back ends its family."""

from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.accounts import opaque, queries, rules
from app.accounts.events import Device, Opened
from app.accounts.models import RefreshToken, SignIn
from app.accounts.rules import LONGEST_SIGN_IN, REFRESH_LIFETIME, Verdict
from app.accounts.service import sign_ins
from app.db import trail

log = structlog.get_logger(__name__)


def renew(session: Session, token: str, device: Device, *, now: datetime) -> Opened | None:
    """Spend a refresh token for its successor; None where it is worth nothing.

    None is an answer and no exception, because the family's end has to be committed with it.
    """
    stored = opaque.digest(token)
    family = _held_family(session, queries.family_of(session, stored))
    found = queries.presented(session, stored, family, now=now) if family is not None else None
    if family is None or found is None:
        return None
    verdict = rules.judge(found, client=device.fingerprint, now=now)
    if verdict is Verdict.REUSED:
        trail.record(session, "account.token_reused", "user", family.user_id, sign_in=str(family.id))
        log.warning("refresh token reused", sign_in_id=str(family.id), user_id=family.user_id)
        sign_ins.end(session, family.id, why="reuse", now=now)
    if verdict is Verdict.ROTATE:
        _spend(session, stored, device, now=now)
    return _go_on(session, family, now=now) if verdict in {Verdict.ROTATE, Verdict.REPEAT} else None


def _held_family(session: Session, sign_in_id: UUID | None) -> SignIn | None:
    """Two refreshes of one family come after each other: its row is held first, then the token is read."""
    return None if sign_in_id is None else queries.locked_sign_in(session, sign_in_id)


def _spend(session: Session, stored: bytes, device: Device, *, now: datetime) -> None:
    spent = update(RefreshToken).where(RefreshToken.token_hash == stored)
    session.execute(spent.values(spent_at=now, spent_by=device.fingerprint))


def _go_on(session: Session, family: SignIn, *, now: datetime) -> Opened | None:
    user = queries.user(session, family.user_id)
    if user is None or user.suspended_at is not None:
        return None
    family.last_used_at = now
    family.expires_at = min(now + REFRESH_LIFETIME, family.created_at + LONGEST_SIGN_IN)
    return sign_ins.issue(session, user, family.id, now=now)
