"""What a person sees and changes of their own account, and what others see of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.accounts import phones, queries, rules
from app.accounts.errors import SignInEnded
from app.accounts.models import Client, PhoneCode, Role, User
from app.db import trail
from app.http import etag
from app.kernel.errors import NotFound

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One's own account. `version` is the entity tag's number: the microsecond of the last change."""

    id: int
    email: str
    first_name: str
    last_name: str
    role: str
    timezone: str
    locale: str
    clock: str | None
    phone: str | None
    phone_verified: bool
    email_verified: bool
    created_at: datetime
    updated_at: datetime

    @property
    def version(self) -> int:
        return int(self.updated_at.timestamp()) * 1_000_000 + self.updated_at.microsecond


@dataclass(frozen=True, slots=True)
class PublicPart:
    id: int
    first_name: str
    name: str
    role: str


def profile(session: Session, user_id: int) -> Profile:
    """Raises SignInEnded where the account is gone but an access token of it still lives."""
    user = queries.user(session, user_id)
    if user is None:
        raise SignInEnded
    return _shown(user)


def change_profile(
    session: Session, user_id: int, changes: Mapping[str, Any], *, expected: int | None
) -> Profile:
    """Change what `changes` names and leave the rest.

    Raises:
        PreconditionFailed: another version than `expected` stands there.
        SignInEnded: the account is gone.
    """
    user = queries.locked_user(session, user_id)
    if user is None:
        raise SignInEnded
    etag.demand(_shown(user).version, expected)
    for name, value in changes.items():
        _set(session, user, name, value)
    session.flush()
    trail.record(session, "account.changed", "user", user_id, fields=sorted(changes))
    log.info("profile changed", user_id=user_id)
    return _shown(user)


def public_part(session: Session, user_id: int, *, seen_by: str) -> PublicPart:
    """What everybody who is signed in may see. Administrators are seen by administrators alone.

    Raises:
        NotFound: there is nobody to see.
    """
    user = queries.user(session, user_id)
    if user is None or (user.role == Role.ADMIN and seen_by != Role.ADMIN):
        raise NotFound
    shown = rules.public_name(user.role, user.first_name, user.last_name)
    return PublicPart(user.id, user.first_name, shown, user.role)


def _set(session: Session, user: User, name: str, value: Any) -> None:
    if name == "phone":
        if value != phones.unseal(user.id, user.phone_encrypted):
            user.phone_encrypted = phones.seal(user.id, value)
            user.phone_verified_at = None
            session.execute(delete(PhoneCode).where(PhoneCode.user_id == user.id))
        return
    setattr(user, name, value)
    if name == "timezone":
        session.execute(update(Client).where(Client.user_id == user.id).values(timezone=value))


def _shown(user: User) -> Profile:
    return Profile(
        id=user.id,
        email=user.email,
        first_name=user.first_name,
        last_name=user.last_name,
        role=user.role,
        timezone=user.timezone,
        locale=user.locale,
        clock=user.clock,
        phone=phones.unseal(user.id, user.phone_encrypted),
        phone_verified=user.phone_verified_at is not None,
        email_verified=user.email_verified_at is not None,
        created_at=user.created_at,
        updated_at=user.updated_at,
    )
