"""Every SELECT of this feature."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, or_, select
from sqlalchemy.orm import Session

from app.accounts.models import ApiKey, OneTimeToken, RefreshToken, SignIn, User
from app.accounts.rules import Presented
from app.http.paging import Page, Paging

ALIVE = User.deleted_at.is_(None)


@dataclass(frozen=True, slots=True)
class Credentials:
    user_id: int
    email: str
    password_hash: str


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a message is for, or whose name stands beside a booking."""

    id: int
    email: str
    role: str
    first_name: str
    last_name: str
    timezone: str
    locale: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


_CREDENTIALS = (User.id, User.email, User.password_hash)
_PERSON = (User.id, User.email, User.role, User.first_name, User.last_name, User.timezone, User.locale)


def by_email(session: Session, email: str) -> Credentials | None:
    """The account of an address, without regard to case."""
    same = func.lower(User.email) == func.lower(email)
    row = session.execute(select(*_CREDENTIALS).where(same, ALIVE, User.guest.is_(False))).first()
    return Credentials(*row) if row else None


def credentials(session: Session, user_id: int) -> Credentials | None:
    row = session.execute(select(*_CREDENTIALS).where(User.id == user_id, ALIVE)).first()
    return Credentials(*row) if row else None


def people(session: Session, ids: Collection[int]) -> dict[int, Person]:
    """These people by id, deleted ones too: their past bookings still need a name."""
    if not ids:
        return {}
    rows = session.execute(select(*_PERSON).where(User.id.in_(ids)))
    return {row.id: Person(*row) for row in rows}


def user(session: Session, user_id: int) -> User | None:
    return session.scalars(select(User).where(User.id == user_id, ALIVE)).first()


def locked_user(session: Session, user_id: int) -> User | None:
    """The row, held for a change. Bookings of this person may be written meanwhile."""
    wanted = select(User).where(User.id == user_id, ALIVE)
    return session.scalars(wanted.with_for_update(key_share=True)).first()


def frozen_user(session: Session, user_id: int) -> User | None:
    """The row, held so that nothing new can refer to it: a booking being written waits, or we for it."""
    return session.scalars(select(User).where(User.id == user_id, ALIVE).with_for_update()).first()


def unchanged_user(session: Session, user_id: int, password_hash: str) -> User | None:
    """The user if this is still their password's hash, held so that it cannot be changed meanwhile."""
    wanted = select(User).where(User.id == user_id, User.password_hash == password_hash, ALIVE)
    return session.scalars(wanted.with_for_update(key_share=True)).first()


def family_of(session: Session, token_hash: bytes) -> UUID | None:
    """The sign-in that a refresh token belongs to."""
    return session.scalar(select(RefreshToken.sign_in_id).where(RefreshToken.token_hash == token_hash))


def locked_sign_in(session: Session, sign_in_id: UUID) -> SignIn | None:
    """The family's row, held: whoever refreshes or ends it waits for us."""
    return session.scalars(select(SignIn).where(SignIn.id == sign_in_id).with_for_update()).first()


def presented(session: Session, token_hash: bytes, family: SignIn, *, now: datetime) -> Presented | None:
    row = session.execute(
        select(RefreshToken.expires_at, RefreshToken.spent_at, RefreshToken.spent_by).where(
            RefreshToken.token_hash == token_hash
        )
    ).first()
    ended = family.revoked_at is not None or family.expires_at <= now
    return Presented(*row, ended) if row else None


def is_signed_in(session: Session, sign_in_id: UUID, user_id: int, *, now: datetime) -> bool:
    """Whether this sign-in has not been ended: what an access token alone cannot tell."""
    family = select(SignIn.id).join(User, User.id == SignIn.user_id).where(SignIn.id == sign_in_id)
    alive = (SignIn.revoked_at.is_(None), SignIn.expires_at > now, User.id == user_id, ALIVE)
    return bool(session.scalar(select(family.where(*alive).exists())))


def holder_of(session: Session, token_hash: bytes, purpose: str, *, now: datetime) -> Credentials | None:
    """Whom a mailed link speaks for, while it can be used."""
    usable = (OneTimeToken.used_at.is_(None), OneTimeToken.expires_at > now, ALIVE)
    row = session.execute(
        select(*_CREDENTIALS)
        .join(OneTimeToken, OneTimeToken.user_id == User.id)
        .where(OneTimeToken.token_hash == token_hash, OneTimeToken.purpose == purpose, *usable)
    ).first()
    return Credentials(*row) if row else None


def next_phones(session: Session, *, after: int, size: int) -> Sequence[User]:
    """The next people with a phone number in the order of their ids, deleted ones too, held for a change."""
    wanted = select(User).where(User.id > after, User.phone_encrypted.is_not(None))
    return session.scalars(wanted.order_by(User.id).limit(size).with_for_update(key_share=True)).all()


def running_sign_ins(session: Session, user_id: int, *, now: datetime) -> Sequence[SignIn]:
    wanted = select(SignIn).where(
        SignIn.user_id == user_id, SignIn.revoked_at.is_(None), SignIn.expires_at > now
    )
    return session.scalars(wanted.order_by(SignIn.last_used_at.desc(), SignIn.id)).all()


def account(session: Session, user_id: int) -> User | None:
    """An account for administrators, a deleted one too."""
    return session.get(User, user_id)


def accounts(session: Session, paging: Paging, *, q: str | None, role: str | None, state: str | None) -> Page:
    """Accounts for administrators, the newest first."""
    wanted = [*_named(q), *_in_state(state)]
    if role is not None:
        wanted.append(User.role == role)
    total = session.scalar(select(func.count()).select_from(User).where(*wanted)) or 0
    rows = select(User).where(*wanted).order_by(User.id.desc()).offset(paging.offset).limit(paging.size)
    return Page(session.scalars(rows).all(), total, paging)


def _named(q: str | None) -> list[ColumnElement[bool]]:
    if q is None:
        return []
    begins = [func.lower(column).startswith(q.lower(), autoescape=True) for column in _SEARCHED]
    return [or_(*begins)]


_SEARCHED = (User.email, User.first_name, User.last_name)


def _in_state(state: str | None) -> list[ColumnElement[bool]]:
    states = {
        "DELETED": [User.deleted_at.is_not(None)],
        "SUSPENDED": [ALIVE, User.suspended_at.is_not(None)],
        "ACTIVE": [ALIVE, User.suspended_at.is_(None)],
    }
    return list(states[state]) if state is not None else []


def key_holder(connection: Connection, token_hash: bytes, *, now: datetime) -> Any:
    """Whose key this is, while it opens anything: a row of the columns below, or None."""
    good = (
        ApiKey.token_hash == token_hash,
        ApiKey.revoked_at.is_(None),
        or_(ApiKey.expires_at.is_(None), ApiKey.expires_at > now),
        ALIVE,
        User.suspended_at.is_(None),
    )
    columns = (ApiKey.id, ApiKey.scopes, ApiKey.last_used_at, ApiKey.user_id, User.email, User.role)
    wanted = select(*columns).join(User, User.id == ApiKey.user_id).where(*good)
    return connection.execute(wanted).first()
