"""A second factor for one's login: setting it up, and taking it away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from app.accounts import queries, second_factor
from app.accounts.errors import SignInEnded
from app.accounts.models import RecoveryCode, TwoFactor
from app.accounts.service import second_step, sign_ins
from app.db import ledger, trail
from app.kernel.errors import Conflict, InvalidInput

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the app is to be told: as text, and as it stands in a QR code."""

    secret: str
    uri: str


@dataclass(frozen=True, slots=True)
class Standing:
    enabled_at: datetime | None
    recovery_codes_left: int

    @property
    def enabled(self) -> bool:
        return self.enabled_at is not None


def standing(session: Session, user_id: int) -> Standing:
    factor = session.get(TwoFactor, user_id)
    left = select(func.count()).where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return Standing(factor.enabled_at if factor else None, session.scalar(left) or 0)


def prepare(session: Session, user_id: int, *, proven: str) -> Prepared:
    """Begin: a secret for the app. It counts once a code of it was shown.

    Raises:
        Conflict: a second factor is on already, or the password was changed meanwhile.
    """
    user = queries.unchanged_user(session, user_id, proven)
    if user is None:
        raise Conflict("The password was changed meanwhile.")
    factor = second_step.held(session, user_id)
    if factor is not None and factor.enabled_at is not None:
        raise Conflict("A second factor is on already.")
    secret = second_factor.new_secret()
    if factor is None:
        factor = TwoFactor(user_id=user_id)
        session.add(factor)
    factor.secret_encrypted = second_factor.seal(user_id, secret)
    return Prepared(secret, second_factor.address(secret, email=user.email))


def enable(session: Session, user_id: int, sign_in_id: str, code: str, *, now: datetime) -> Sequence[str]:
    """Ask for it from now on. Gives the recovery codes, which are shown this once.

    Raises:
        Conflict: nothing was prepared, or it is on already.
        InvalidInput: at `code`: it is not what the app shows.
        SignInEnded.
    """
    if queries.locked_user(session, user_id) is None:
        raise SignInEnded
    sign_ins.demand_signed_in(session, user_id, sign_in_id, now=now)
    factor = second_step.held(session, user_id)
    if factor is None or factor.enabled_at is not None:
        raise Conflict("Prepare a second factor first.")
    if not second_step.used(factor, code, now):
        raise InvalidInput.at("code", "This is not the code that the app shows now.")
    factor.enabled_at = now
    _changed(session, user_id, "two_factor_on")
    return renew_recovery_codes(session, user_id)


def renew_recovery_codes(session: Session, user_id: int) -> Sequence[str]:
    """New ones in the place of all that were. Raises Conflict where no second factor is on."""
    factor = second_step.held(session, user_id)
    if factor is None or factor.enabled_at is None:
        raise Conflict("No second factor is on.")
    codes = second_factor.recovery_codes()
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    rows = [{"user_id": user_id, "code_hash": second_factor.digest(user_id, code)} for code in codes]
    session.execute(insert(RecoveryCode), rows)
    return codes


def disable(session: Session, user_id: int) -> None:
    """Ask for it no longer. Where none was on, nothing changes."""
    factor = second_step.held(session, user_id)
    if factor is None:
        return
    was_on = factor.enabled_at is not None
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    session.delete(factor)
    if was_on:
        _changed(session, user_id, "two_factor_off")


def _changed(session: Session, user_id: int, kind: str) -> None:
    ledger.enqueue(session, "notifications.tell", kind=kind, user_id=user_id)
    trail.record(session, f"account.{kind}", "user", user_id)
    log.info("second factor changed", user_id=user_id, kind=kind)
