"""Every SELECT of privacy."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, undefer

from app.accounts.models import User
from app.bookings.files.models import File
from app.bookings.models import Booking, BookingAnswers
from app.privacy.models import DataExport, ExportStatus
from app.privacy.sections import SECTIONS

MOST_SHOWN = 20


def rows(session: Session, table: str, user_id: int) -> Sequence[Mapping[str, Any]]:
    """A person's rows of one table, as the sections have it."""
    section = SECTIONS[table]
    statement = text(
        f"SELECT to_jsonb(t) - CAST(:hidden AS text[]) FROM {table} t WHERE {section.where} ORDER BY 1"  # noqa: S608 - names of ours
    )
    return session.scalars(statement, {"user_id": user_id, "hidden": list(section.hidden)}).all()


def answers(session: Session, user_id: int) -> Sequence[BookingAnswers]:
    wanted = select(BookingAnswers).join(Booking, Booking.id == BookingAnswers.booking_id)
    return session.scalars(wanted.where(Booking.client_id == user_id).order_by(Booking.id)).all()


def asked(session: Session, user_id: int) -> DataExport | None:
    """The one that is being written."""
    wanted = select(DataExport).where(DataExport.user_id == user_id, DataExport.status == ExportStatus.ASKED)
    return session.scalar(wanted)


def mine(session: Session, user_id: int) -> Sequence[DataExport]:
    wanted = select(DataExport).where(DataExport.user_id == user_id)
    return session.scalars(wanted.order_by(DataExport.asked_at.desc()).limit(MOST_SHOWN)).all()


def one(session: Session, export_id: UUID, user_id: int) -> DataExport | None:
    wanted = select(DataExport).where(DataExport.id == export_id, DataExport.user_id == user_id)
    return session.scalar(wanted.options(undefer(DataExport.file)))


def locked(session: Session, export_id: UUID) -> DataExport | None:
    return session.scalar(select(DataExport).where(DataExport.id == export_id).with_for_update())


def asked_since(session: Session, user_id: int, since: datetime) -> int:
    wanted = select(func.count()).where(DataExport.user_id == user_id, DataExport.asked_at >= since)
    return session.scalar(wanted) or 0


def forgotten(session: Session, before: datetime, limit: int) -> Sequence[int]:
    """Accounts that were deleted before this moment, and are not erased."""
    wanted = select(User.id).where(User.deleted_at < before, User.erased_at.is_(None))
    return session.scalars(wanted.order_by(User.id).limit(limit)).all()


def deleted_user(session: Session, user_id: int) -> User | None:
    wanted = select(User).where(User.id == user_id, User.deleted_at.is_not(None))
    return session.scalar(wanted.with_for_update())


def files(session: Session, user_id: int) -> Sequence[UUID]:
    """What they sent, by its ids."""
    return session.scalars(select(File.id).where(File.user_id == user_id)).all()
