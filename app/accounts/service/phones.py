"""Proving a phone number: a code is texted to it, and comes back."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

import structlog
from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.errors import SignInEnded
from app.accounts.models import PhoneCode, User
from app.db import ledger
from app.kernel import signing
from app.kernel.errors import Conflict
from app.ports import ports

LIFETIME = timedelta(minutes=10)
TRIES = 5

log = structlog.get_logger(__name__)


def ask_phone_code(session: Session, user_id: int) -> None:
    """Owe a text with a code. It is made when the text is written. Raises Conflict, SignInEnded."""
    user = queries.user(session, user_id)
    if user is None:
        raise SignInEnded
    if user.phone_encrypted is None:
        raise Conflict("There is no phone number to prove: set one first.")
    if user.phone_verified_at is not None:
        raise Conflict("This phone number is proven already.")
    if ports().sms is None:
        raise Conflict("This site sends no texts.")
    ledger.enqueue(session, "notifications.tell", kind="verify_phone", user_id=user_id)


def mint_phone_code(session: Session, user_id: int) -> str:
    """A new code, in place of the one before it; the books keep its hash."""
    code = f"{secrets.randbelow(10**6):06}"
    row = {
        "code_hash": _digest(user_id, code),
        "expires_at": ports().clock.now() + LIFETIME,
        "tries": 0,
    }
    statement = insert(PhoneCode).values(user_id=user_id, **row)
    session.execute(statement.on_conflict_do_update(index_elements=["user_id"], set_=row))
    return code


def try_phone_code(session: Session, user_id: int, code: str, *, now: datetime) -> bool:
    """Whether it is the code; then the number is proven. A wrong one is counted: do not roll back.

    The count is raised before the comparison, so that tries at the same time are all counted.
    """
    alive = (PhoneCode.user_id == user_id, PhoneCode.expires_at > now, PhoneCode.tries < TRIES)
    counted = update(PhoneCode).where(*alive).values(tries=PhoneCode.tries + 1).returning(PhoneCode.code_hash)
    wanted = session.scalar(counted)
    if wanted is None or not hmac.compare_digest(wanted, _digest(user_id, code)):
        return False
    session.execute(delete(PhoneCode).where(PhoneCode.user_id == user_id))
    proven = update(User).where(User.id == user_id, User.phone_encrypted.is_not(None))
    session.execute(proven.values(phone_verified_at=now))
    log.info("phone number proven", user_id=user_id)
    return True


def _digest(user_id: int, code: str) -> bytes:
    key = signing.key_for(ports().site.secret, "phone-code")
    return hmac.digest(key, f"{user_id}:{code}".encode(), hashlib.sha256)
