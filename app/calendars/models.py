"""Outside calendars that people connected, our events in them, and what became of those."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.calendars.rules.words import Deleted, EventState, Moved, State, WishKind, WishState
from app.db.base import Base, Stamped


def _one_of(column: str, words: type) -> str:
    return f"{column} IN ({', '.join(repr(str(word)) for word in words)})"  # type: ignore[attr-defined]


class Connection(Stamped, Base):
    """An account of a person at a calendar company. `sealed` opens it, and names it.

    `generation` rises with each reading, so that whatever asks for one meanwhile asks for the same one.
    """

    __tablename__ = "calendar_connections"
    __table_args__ = (
        CheckConstraint(_one_of("state", State), name="state"),
        Index("idx_calendar_connections_user", "user_id", "id"),
        Index("idx_calendar_connections_due", "due_at", postgresql_where=text("state = 'ACTIVE'")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, server_default=text("'CONNECTING'"))
    problem: Mapped[str | None] = mapped_column(Text)  # a code of ours
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    generation: Mapped[int] = mapped_column(server_default=text("0"))
    reading_until: Mapped[datetime | None]
    quiet_until: Mapped[datetime | None]  # the company asked for a pause
    due_at: Mapped[datetime | None]  # of the next reading
    failures: Mapped[int] = mapped_column(Integer, server_default=text("0"))


class OutsideCalendar(Stamped, Base):
    """One calendar of a connection: what of it counts, how far it is read, and how we are told of changes."""

    __tablename__ = "calendars"
    __table_args__ = (
        UniqueConstraint("connection_id", "remote_id"),
        Index("uq_calendars_one_receives", "user_id", unique=True, postgresql_where=text("receives")),
        Index(
            "uq_calendars_channel", "channel_id", unique=True, postgresql_where=text("channel_id IS NOT NULL")
        ),
        Index("idx_calendars_source", "source_id", postgresql_where=text("source_id IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    connection_id: Mapped[int] = mapped_column(ForeignKey("calendar_connections.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    remote_id: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    writable: Mapped[bool] = mapped_column(Boolean)
    main: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    receives: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    source_id: Mapped[int | None] = mapped_column(ForeignKey("busy_sources.id"))  # where it blocks
    tentative_blocks: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    whole_days_block: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    cursor: Mapped[str | None] = mapped_column(Text)
    window_until: Mapped[datetime | None]
    round: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    read_at: Mapped[datetime | None]
    problem: Mapped[str | None] = mapped_column(Text)
    unread: Mapped[int] = mapped_column(Integer, server_default=text("0"))  # events nobody understood
    channel_id: Mapped[str | None] = mapped_column(Text)
    channel_resource: Mapped[str | None] = mapped_column(Text)
    channel_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    channel_until: Mapped[datetime | None]

    @property
    def watched(self) -> bool:
        """Whether anything in it concerns us."""
        return self.receives or self.source_id is not None


class CalendarEvent(Base):
    """One booking in one calendar: what we wrote last, and when. `version` 0: nothing has arrived yet."""

    __tablename__ = "calendar_events"
    __table_args__ = (
        CheckConstraint(_one_of("state", EventState), name="state"),
        Index("idx_calendar_events_remote", "calendar_id", "remote_id"),
    )

    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"), primary_key=True, autoincrement=False)
    calendar_id: Mapped[int] = mapped_column(
        ForeignKey("calendars.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    state: Mapped[str] = mapped_column(Text, server_default=text("'LIVE'"))
    remote_id: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(server_default=text("0"))
    start_time: Mapped[datetime | None]
    end_time: Mapped[datetime | None]
    written_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    seen_round: Mapped[int] = mapped_column(Integer, server_default=text("0"))  # of reading


class Wish(Base):
    """What somebody did to our event in their calendar, and what is to become of the booking."""

    __tablename__ = "calendar_wishes"
    __table_args__ = (
        CheckConstraint(_one_of("kind", WishKind), name="kind"),
        CheckConstraint(_one_of("state", WishState), name="state"),
        Index(
            "uq_calendar_wishes_open",
            "booking_id",
            "calendar_id",
            unique=True,
            postgresql_where=text("state = 'OPEN'"),
        ),
        Index("idx_calendar_wishes_user", "user_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"))
    calendar_id: Mapped[int] = mapped_column(ForeignKey("calendars.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[str] = mapped_column(Text)
    start_time: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(Text, server_default=text("'OPEN'"))
    made_at: Mapped[datetime] = mapped_column(server_default=func.now())
    decided_at: Mapped[datetime | None]


class Conflict(Base):
    """An outside event that came to stand over a booking. The provider was told of it once."""

    __tablename__ = "calendar_conflicts"
    __table_args__ = (Index("idx_calendar_conflicts_source", "source_id", "item"),)

    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"), primary_key=True, autoincrement=False)
    source_id: Mapped[int] = mapped_column(
        ForeignKey("busy_sources.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    item: Mapped[str] = mapped_column(Text, primary_key=True)
    found_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Rules(Stamped, Base):
    """What a provider wants done when somebody moves or deletes an event of ours. No row: as usual."""

    __tablename__ = "calendar_rules"
    __table_args__ = (
        CheckConstraint(_one_of("moved", Moved), name="moved"),
        CheckConstraint(_one_of("deleted", Deleted), name="deleted"),
    )

    provider_id: Mapped[int] = mapped_column(
        ForeignKey("providers.id"), primary_key=True, autoincrement=False
    )
    moved: Mapped[str] = mapped_column(Text)
    deleted: Mapped[str] = mapped_column(Text)


class ConsentRequest(Base):
    """Somebody was sent to a company: the hash of the state, and the verifier of PKCE, sealed."""

    __tablename__ = "calendar_consents"
    __table_args__ = (Index("idx_calendar_consents_expires", "expires_at"),)

    state_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    sealed_verifier: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Feed(Base):
    """A secret address under which a person's bookings can be subscribed to. Stored as its hash."""

    __tablename__ = "calendar_feeds"
    __table_args__ = (Index("idx_calendar_feeds_user", "user_id", "id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    label: Mapped[str] = mapped_column(Text, server_default=text("''"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    read_at: Mapped[datetime | None]
