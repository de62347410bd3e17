"""The devices a person is signed in on, and signing them out."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.models import SignIn
from app.accounts.service import sign_ins
from app.kernel.errors import NotFound


def devices(session: Session, user_id: int, *, now: datetime) -> Sequence[SignIn]:
    """Every running sign-in, the one used last first."""
    return queries.running_sign_ins(session, user_id, now=now)


def sign_out(session: Session, user_id: int, sign_in_id: UUID, *, now: datetime) -> None:
    """End one of one's own sign-ins. Raises NotFound where it is none of these, or has ended."""
    running = {family.id for family in queries.running_sign_ins(session, user_id, now=now)}
    if sign_in_id not in running:
        raise NotFound
    sign_ins.end(session, sign_in_id, why="signed out", now=now)


def sign_out_others(session: Session, user_id: int, sign_in_id: str, *, now: datetime) -> None:
    """End all but the one that asks. Raises SignInEnded where that one was ended itself."""
    sign_ins.demand_signed_in(session, user_id, sign_in_id, now=now)
    sign_ins.end_all(session, user_id, why="signed out", now=now, spare=UUID(sign_in_id))
