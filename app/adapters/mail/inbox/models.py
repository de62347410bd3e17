"""Mail kept in the database for the developer to read."""

from datetime import datetime

from sqlalchemy import BigInteger, Identity, Index, LargeBinary, Text, func, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base


class InboxMail(Base):
    """One mail as it would have gone over the wire. A letter handed over again replaces its earlier copy."""

    __tablename__ = "inbox_mails"
    __table_args__ = (
        Index("uq_inbox_mails_message_id", "message_id", unique=True),
        Index("idx_inbox_mails_recipient", text("lower(recipient)"), "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    message_id: Mapped[str] = mapped_column(Text)
    recipient: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    mime: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(server_default=func.now())


class InboxNote(Base):
    """One text to a phone, or one notification to a device."""

    __tablename__ = "inbox_notes"
    __table_args__ = (Index("uq_inbox_notes_key", "key", unique=True),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    channel: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    recipient: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    received_at: Mapped[datetime] = mapped_column(server_default=func.now())
