"""Families of refresh tokens: opening one, asking after it, ending it."""

from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.accounts import opaque, queries
from app.accounts.errors import AccountSuspended, SignInEnded, WrongCredentials
from app.accounts.events import Device, Opened
from app.accounts.hashing import Proof
from app.accounts.models import RefreshToken, SignIn, User
from app.accounts.rules import REFRESH_LIFETIME
from app.accounts.service import second_step
from app.db import trail
from app.kernel.ids import uuid7

log = structlog.get_logger(__name__)


def sign_in(
    session: Session, user_id: int, proof: Proof, device: Device, *, now: datetime, code: str | None = None
) -> Opened:
    """Open a family for someone whose password was just proven.

    Raises:
        WrongCredentials: the password was changed, or the account deleted, since the proof.
        AccountSuspended: an administrator has closed it.
        SecondFactorNeeded, WrongCode.
    """
    user = queries.unchanged_user(session, user_id, proof.stored)
    if user is None:
        raise WrongCredentials
    if user.suspended_at is not None:
        raise AccountSuspended
    second_step.demand(session, user_id, code, now=now)
    if proof.renewed is not None:
        user.password_hash = proof.renewed
    family = SignIn(
        id=uuid7(), user_id=user.id, user_agent=device.user_agent, expires_at=now + REFRESH_LIFETIME
    )
    family.created_at = family.last_used_at = now
    session.add(family)
    session.flush()
    trail.record(session, "account.signed_in", "user", user.id, by=user.id, sign_in=str(family.id))
    log.info("signed in", user_id=user.id, sign_in_id=str(family.id))
    return issue(session, user, family.id, now=now)


def issue(session: Session, user: User, sign_in_id: UUID, *, now: datetime) -> Opened:
    """A refresh token of this family."""
    token, stored = opaque.mint()
    session.add(
        RefreshToken(
            token_hash=stored, sign_in_id=sign_in_id, issued_at=now, expires_at=now + REFRESH_LIFETIME
        )
    )
    return Opened(user.id, user.email, user.role, str(sign_in_id), token)


def demand_signed_in(session: Session, user_id: int, sign_in_id: str, *, now: datetime) -> None:
    """For what must not be done with a stolen access token of a sign-in that was ended.

    Raises:
        SignInEnded: it was ended, or the account is gone.
    """
    if not queries.is_signed_in(session, UUID(sign_in_id), user_id, now=now):
        raise SignInEnded


def end(session: Session, sign_in_id: UUID, *, why: str, now: datetime) -> None:
    """End one family. Ending it twice is harmless."""
    ended = update(SignIn).where(SignIn.id == sign_in_id, SignIn.revoked_at.is_(None))
    user_id = session.scalar(ended.values(revoked_at=now, revoked_why=why).returning(SignIn.user_id))
    if user_id is not None:
        trail.record(session, "account.sign_in_ended", "user", user_id, sign_in=str(sign_in_id), why=why)
    log.info("sign-in ended", sign_in_id=str(sign_in_id), why=why)


def end_all(session: Session, user_id: int, *, why: str, now: datetime, spare: UUID | None = None) -> None:
    """End every sign-in of a person, but the one to `spare`."""
    running = update(SignIn).where(SignIn.user_id == user_id, SignIn.revoked_at.is_(None))
    if spare is not None:
        running = running.where(SignIn.id != spare)
    session.execute(running.values(revoked_at=now, revoked_why=why))
    trail.record(session, "account.sign_ins_ended", "user", user_id, why=why)
    log.info("all sign-ins ended", user_id=user_id, why=why)
