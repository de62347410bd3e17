"""Mailed links: minted when the mail is sent, usable once."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.accounts import opaque, queries
from app.accounts.errors import TokenNotUsable
from app.accounts.models import OneTimeToken, User
from app.ports import ports

PASSWORD_RESET, VERIFY_EMAIL, GUEST_BOOKING = "password_reset", "verify_email", "guest_booking"

LIFETIMES = {
    PASSWORD_RESET: timedelta(hours=1),
    VERIFY_EMAIL: timedelta(days=3),
    GUEST_BOOKING: timedelta(minutes=15),
}


def mint_one_time_token(session: Session, user_id: int, purpose: str) -> str:
    """The secret of a link, for the mail that is about to be sent; the books keep its hash.

    Raises:
        KeyError: no link has this purpose.
    """
    lifetime = LIFETIMES[purpose]
    now = ports().clock.now()
    token, stored = opaque.mint()
    session.add(
        OneTimeToken(
            token_hash=stored, user_id=user_id, purpose=purpose, created_at=now, expires_at=now + lifetime
        )
    )
    session.flush()
    return token


def use(session: Session, token: str, purpose: str, *, now: datetime) -> User:
    """Use a link up. Of several at once one gets the user; their row is held first, as everywhere.

    Raises:
        TokenNotUsable: used before, too old or unknown.
    """
    stored = opaque.digest(token)
    holder = queries.holder_of(session, stored, purpose, now=now)
    user = queries.locked_user(session, holder.user_id) if holder is not None else None
    unused = update(OneTimeToken).where(OneTimeToken.token_hash == stored, OneTimeToken.used_at.is_(None))
    used = session.scalar(unused.values(used_at=now).returning(OneTimeToken.user_id))
    if user is None or used is None:
        raise TokenNotUsable
    return user


def use_up(session: Session, user_id: int, *, now: datetime) -> None:
    """Make every link of a person useless."""
    open_links = update(OneTimeToken).where(OneTimeToken.user_id == user_id, OneTimeToken.used_at.is_(None))
    session.execute(open_links.values(used_at=now))
