"""Who wants to be told what, and when."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.notifications.models import Block, Preferences, PushDevice
from app.notifications.quiet import Quiet
from app.notifications.wishes import Reach, Wishes, wishes
from app.ports import ports
from app.providers.models import Provider


def wishes_of(session: Session, user_id: int, *, zone: str | None = None) -> Wishes:
    """By the account's zone, where no other is named."""
    return wishes_of_all(session, [user_id], zone=zone)[user_id]


def wishes_of_all(
    session: Session, user_ids: Collection[int], *, zone: str | None = None
) -> Mapping[int, Wishes]:
    """Those of several people; who is not there wishes nothing in particular."""
    devices = exists().where(PushDevice.user_id == User.id)
    query = (
        select(User.id, Preferences, User.timezone, User.phone_verified_at, devices)
        .select_from(User)
        .outerjoin(Preferences, Preferences.user_id == User.id)
        .where(User.id.in_(user_ids))
    )
    found = {
        row[0]: _wishes(row[1], zone or row[2], proven=row[3], devices=row[4])
        for row in session.execute(query)
    }
    return {user_id: found.get(user_id, Wishes()) for user_id in user_ids}


def _wishes(kept: Preferences | None, zone: str, *, proven: datetime | None, devices: bool) -> Wishes:
    """`kept`: none where nothing was ever chosen."""
    reach = Reach(
        sms=ports().sms is not None and proven is not None, push=ports().push is not None and devices
    )
    if kept is None:
        return Wishes(reach=reach)
    return wishes(kept.muted, quiet_of(kept, zone), kept.wanted, reach)


def phone_of(session: Session, user_id: int) -> tuple[bytes | None, bool]:
    """The sealed number, and whether it is proven."""
    query = select(User.phone_encrypted, User.phone_verified_at).where(User.id == user_id)
    row = session.execute(query).first()
    return (None, False) if row is None else (row[0], row[1] is not None)


def devices_of(session: Session, user_id: int) -> Sequence[PushDevice]:
    """The newest first."""
    query = select(PushDevice).where(PushDevice.user_id == user_id).order_by(PushDevice.id.desc())
    return session.scalars(query).all()


def block(session: Session, hashes: Sequence[bytes]) -> Block | None:
    """Why nothing more is sent to an address, if so."""
    return next(iter(blocks(session, hashes).values()), None)


def blocks(session: Session, hashes: Collection[bytes]) -> Mapping[bytes, Block]:
    """Those of these addresses to which nothing more is sent, by their hashes."""
    if not hashes:
        return {}
    found = session.scalars(select(Block).where(Block.address_hash.in_(hashes)))
    return {each.address_hash: each for each in found}


def users_of(session: Session, provider_ids: Sequence[int]) -> Sequence[int]:
    """The users behind providers, as far as these are there."""
    if not provider_ids:
        return []
    wanted = Provider.id.in_(provider_ids), Provider.deleted_at.is_(None)
    return session.scalars(select(Provider.user_id).where(*wanted).order_by(Provider.id)).all()


def preferences(session: Session, user_id: int) -> Preferences | None:
    return session.get(Preferences, user_id)


def quiet_of(kept: Preferences | None, zone: str) -> Quiet | None:
    if kept is None or kept.quiet_from is None or kept.quiet_until is None:
        return None
    return Quiet(kept.quiet_from, kept.quiet_until, zone)
