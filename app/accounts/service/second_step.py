"""Asking for the second factor of a login. Whatever code is shown counts once."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.accounts import second_factor
from app.accounts.errors import SecondFactorNeeded, WrongCode
from app.accounts.models import RecoveryCode, TwoFactor
from app.db import trail


def demand(session: Session, user_id: int, code: str | None, *, now: datetime) -> None:
    """For a login whose password was right: the second factor too, where one is on. A code is good once.

    Raises:
        SecondFactorNeeded: there is one, and no code was given.
        WrongCode: it is wrong, was used, or is too old.
    """
    factor = held(session, user_id)
    if factor is None or factor.enabled_at is None:
        return
    if code is None:
        raise SecondFactorNeeded
    if not used(factor, code, now) and not _recovered(session, user_id, code, now):
        raise WrongCode


def held(session: Session, user_id: int) -> TwoFactor | None:
    wanted = select(TwoFactor).where(TwoFactor.user_id == user_id)
    return session.scalars(wanted.with_for_update()).one_or_none()


def used(factor: TwoFactor, code: str, now: datetime) -> bool:
    """Whether the app shows this code. Each step of time counts once: an overheard code is worth nothing."""
    secret = second_factor.unseal(factor.user_id, factor.secret_encrypted)
    step = second_factor.step_of(secret, code.replace(" ", ""), now=now)
    if step is None or step <= (factor.last_step or 0):
        return False
    factor.last_step = step
    return True


def _recovered(session: Session, user_id: int, code: str, now: datetime) -> bool:
    spent = update(RecoveryCode).where(
        RecoveryCode.user_id == user_id,
        RecoveryCode.code_hash == second_factor.digest(user_id, code),
        RecoveryCode.used_at.is_(None),
    )
    used = session.scalar(spent.values(used_at=now).returning(RecoveryCode.user_id)) is not None
    if used:
        trail.record(session, "account.recovery_code_used", "user", user_id, by=user_id)
    return used
