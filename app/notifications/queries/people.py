"""Who wants to be told what, and when."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.notifications.models import Block, Preferences, PushDevice
from app.notifications.quiet import Quiet
from app.notifications.wishes import Reach, Wishes, wishes
from app.ports import ports


def wishes_of(session: Session, user_id: int, *, zone: str | None = None) -> Wishes:
    """By the account's zone, where no other is named."""
    devices = exists().where(PushDevice.user_id == User.id)
    query = (
        select(Preferences, User.timezone, User.phone_verified_at, devices)
        .select_from(User)
        .outerjoin(Preferences, Preferences.user_id == User.id)
        .where(User.id == user_id)
    )
    row = session.execute(query).first()
    if row is None:
        return Wishes()
    home, proven, some = row[1:]
    kept: Preferences | None = row[0]  # none: nothing was ever chosen
    reach = Reach(sms=ports().sms is not None and proven is not None, push=ports().push is not None and some)
    if kept is None:
        return Wishes(reach=reach)
    return wishes(kept.muted, quiet_of(kept, zone or home), kept.wanted, reach)


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
    return session.scalars(select(Block).where(Block.address_hash.in_(hashes)).limit(1)).first()


def preferences(session: Session, user_id: int) -> Preferences | None:
    return session.get(Preferences, user_id)


def quiet_of(kept: Preferences | None, zone: str) -> Quiet | None:
    if kept is None or kept.quiet_from is None or kept.quiet_until is None:
        return None
    return Quiet(kept.quiet_from, kept.quiet_until, zone)
