"""Every SELECT of files."""

from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.bookings.files.models import File
from app.bookings.models import Booking, BookingHost
from app.providers.models import Provider


def shown(session: Session, file_id: UUID, viewer_id: int) -> File | None:
    """For whoever sent it, and for the provider and the hosts of the booking that took it."""
    theirs = select(Provider.id).where(Provider.user_id == viewer_id)
    owner = exists().where(Booking.id == File.booking_id, Booking.provider_id.in_(theirs))
    host = exists().where(BookingHost.booking_id == File.booking_id, BookingHost.provider_id.in_(theirs))
    return session.scalar(select(File).where(File.id == file_id, or_(File.user_id == viewer_id, owner, host)))


def turn_of(session: Session, user_id: int) -> bool:
    """Uploads of one person count one after the other. False: the account is gone."""
    wanted: Any = select(User.id).where(User.id == user_id, User.deleted_at.is_(None))
    return session.scalar(wanted.with_for_update(key_share=True)) is not None


def unused(session: Session, user_id: int) -> int:
    wanted = select(func.count()).where(File.user_id == user_id, File.booking_id.is_(None))
    return session.scalar(wanted) or 0


def locked(session: Session, file_id: UUID) -> File | None:
    return session.scalar(select(File).where(File.id == file_id).with_for_update())
