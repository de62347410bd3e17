"""Personal API keys: for programs that act for somebody, within scopes, until they are revoked."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from app.accounts import opaque, queries
from app.accounts.models import ApiKey
from app.db import ledger, trail
from app.db.session import statements
from app.http.tokens import Principal
from app.kernel.errors import Conflict, NotFound
from app.ports import ports

log = structlog.get_logger(__name__)

PREFIX = "bmt_"
MOST = 20
_SHOWN = len(PREFIX) + 6  # of a key's characters, so that its owner knows it again
_NOTED_EVERY = timedelta(minutes=1)


def make_key(
    session: Session, user_id: int, name: str, scopes: Sequence[str], *, expires_at: datetime | None
) -> tuple[ApiKey, str]:
    """A new key and its secret, which is shown this once. Raises Conflict where somebody has too many."""
    queries.locked_user(session, user_id)
    if len(keys(session, user_id)) >= MOST:
        raise Conflict(f"You have {MOST} API keys: revoke one first.")
    token, _ = opaque.mint()
    secret = f"{PREFIX}{token}"
    made = ApiKey(
        user_id=user_id,
        name=name,
        begins=secret[:_SHOWN],
        token_hash=opaque.digest(secret),
        scopes=sorted(set(scopes)),
        expires_at=expires_at,
    )
    session.add(made)
    session.flush()
    session.refresh(made)
    ledger.enqueue(session, "notifications.tell", kind="api_key_made", user_id=user_id)
    trail.record(session, "api_key.made", "api_key", made.id, scopes=made.scopes)
    log.info("api key made", user_id=user_id, api_key_id=made.id)
    return made, secret


def keys(session: Session, user_id: int) -> Sequence[ApiKey]:
    """Those that were not revoked, the newest first."""
    mine = select(ApiKey).where(ApiKey.user_id == user_id, ApiKey.revoked_at.is_(None))
    return session.scalars(mine.order_by(ApiKey.id.desc())).all()


def revoke_key(session: Session, user_id: int, key_id: int) -> None:
    """It opens nothing from now on. Raises NotFound where it is not one's own, or was revoked."""
    mine = update(ApiKey).where(ApiKey.id == key_id, ApiKey.user_id == user_id, ApiKey.revoked_at.is_(None))
    if session.scalar(mine.values(revoked_at=func.now()).returning(ApiKey.id)) is None:
        raise NotFound
    trail.record(session, "api_key.revoked", "api_key", key_id)
    log.info("api key revoked", user_id=user_id, api_key_id=key_id)


def holder_of_key(secret: str) -> Principal | None:
    """Whom a key speaks for; None: for nobody, or for somebody no longer. When it was used is noted."""
    if not secret.startswith(PREFIX):
        return None
    now = ports().clock.now()
    with statements() as connection:
        found = queries.key_holder(connection, opaque.digest(secret), now=now)
        if found is None:
            return None
        stale = or_(ApiKey.last_used_at.is_(None), ApiKey.last_used_at < now - _NOTED_EVERY)
        if found.last_used_at is None or found.last_used_at < now - _NOTED_EVERY:
            connection.execute(update(ApiKey).where(ApiKey.id == found.id, stale).values(last_used_at=now))
    return Principal(
        found.user_id, found.email, found.role, "", f"key:{found.id}", scopes=frozenset(found.scopes)
    )
