"""Every SELECT of files."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.bookings.files.models import File
from app.bookings.models import Booking
from app.providers.models import Provider


def shown(session: Session, file_id: UUID, viewer_id: int) -> File | None:
    """For whoever sent it, and for the provider of the booking that took it."""
    wanted = (
        select(File)
        .outerjoin(Booking, Booking.id == File.booking_id)
        .outerjoin(Provider, Provider.id == Booking.provider_id)
        .where(File.id == file_id, or_(File.user_id == viewer_id, Provider.user_id == viewer_id))
    )
    return session.scalar(wanted)


def turn_of(session: Session, user_id: int) -> bool:
    """Uploads of one person count one after the other. False: the account is gone."""
    wanted: Any = select(User.id).where(User.id == user_id, User.deleted_at.is_(None))
    return session.scalar(wanted.with_for_update(key_share=True)) is not None


def unused(session: Session, user_id: int) -> int:
    wanted = select(func.count()).where(File.user_id == user_id, File.booking_id.is_(None))
    return session.scalar(wanted) or 0


def locked(session: Session, file_id: UUID) -> File | None:
    return session.scalar(select(File).where(File.id == file_id).with_for_update())
