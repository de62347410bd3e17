"""What is known of a file; its bytes lie behind the port, under its id."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, Text, Uuid, func
from sqlalchemy.orm import Mapped, mapped_column

from app.bookings.files.kinds import LARGEST, LONGEST_NAME, FileType
from app.db.base import Base

_TYPES = ", ".join(f"'{one}'" for one in FileType)


class File(Base):
    """Its owner's alone until a booking takes it as an answer; then it stays that booking's."""

    __tablename__ = "files"
    __table_args__ = (
        CheckConstraint(f"char_length(name) BETWEEN 1 AND {LONGEST_NAME}", name="name"),
        CheckConstraint(f"type IN ({_TYPES})", name="type"),
        CheckConstraint(f"size BETWEEN 1 AND {LARGEST}", name="size"),
        Index("idx_files_user", "user_id", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str] = mapped_column(Text)
    type: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("bookings.id"))
