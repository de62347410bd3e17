"""Those who sell their time, what they offer, and what of theirs can be occupied."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Computed,
    Date,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Numeric,
    SmallInteger,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Base, Stamped
from app.kernel.money import Money, share_up


class Provider(Stamped, Base):
    """A provider's public profile. `timetable_version` rises with every change of hours or offerings."""

    __tablename__ = "providers"
    __table_args__ = (
        CheckConstraint("hourly_rate_minor >= 0", name="hourly_rate"),
        CheckConstraint("meeting IN ('ONLINE', 'IN_PERSON', 'BOTH')", name="meeting"),
        CheckConstraint("cancel_free_hours >= 0", name="cancel_free_hours"),
        CheckConstraint("cancel_late_percent BETWEEN 0 AND 100", name="cancel_late_percent"),
        CheckConstraint("rest_minutes BETWEEN 0 AND 1440", name="rest"),
        Index("idx_providers_rating", text("rating DESC NULLS LAST")),
        Index("idx_providers_hourly_rate", "hourly_rate_minor"),
        Index("idx_providers_name", text("lower(name)")),
        Index("idx_providers_specializations", "specializations", postgresql_using="gin"),
        Index("idx_providers_languages", "languages", postgresql_using="gin"),
        Index("idx_providers_place", "latitude", "longitude"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), unique=True)
    name: Mapped[str] = mapped_column(Text)
    bio: Mapped[str] = mapped_column(Text, server_default=text("''"))
    specializations: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    languages: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    hourly_rate_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(Text)
    meeting: Mapped[str] = mapped_column(Text, server_default=text("'ONLINE'"))
    address: Mapped[str | None] = mapped_column(Text)
    city: Mapped[str | None] = mapped_column(Text)
    country: Mapped[str | None] = mapped_column(Text)  # ISO 3166-1, such as DE
    latitude: Mapped[float | None] = mapped_column(Double)
    longitude: Mapped[float | None] = mapped_column(Double)
    photo_url: Mapped[str | None] = mapped_column(Text)
    video_link: Mapped[str | None] = mapped_column(Text)
    rating: Mapped[Decimal | None] = mapped_column(Numeric(3, 2))
    total_reviews: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    details: Mapped[dict[str, Any]] = mapped_column("metadata", server_default=text("'{}'"))
    timezone: Mapped[str] = mapped_column(Text)
    cancel_free_hours: Mapped[int] = mapped_column(Integer, server_default=text("24"))
    cancel_late_percent: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    published: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    rest_minutes: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    limits: Mapped[list[Any]] = mapped_column(server_default=text("'[]'"))
    holiday_country: Mapped[str | None] = mapped_column(Text)  # ISO 3166-1; closed on its public holidays
    holiday_subdivision: Mapped[str | None] = mapped_column(Text)
    holidays_worked: Mapped[list[Any]] = mapped_column(server_default=text("'[]'"))  # their dates or names
    timetable_version: Mapped[int] = mapped_column(server_default=text("1"))
    version: Mapped[int] = mapped_column(server_default=text("1"))
    deleted_at: Mapped[datetime | None]

    offerings: Mapped[list["Offering"]] = relationship(
        primaryjoin="and_(Provider.id == Offering.provider_id, Offering.deleted_at.is_(None))",
        order_by="(Offering.position, Offering.id)",
        viewonly=True,
        lazy="raise",
    )

    @property
    def hourly_rate(self) -> Decimal:
        return Money(self.hourly_rate_minor, self.currency).major

    @property
    def location(self) -> dict[str, Any] | None:
        """Where people meet; none for one who never said."""
        place = {
            "address": self.address,
            "city": self.city,
            "country": self.country,
            "latitude": self.latitude,
            "longitude": self.longitude,
        }
        return place if any(value is not None for value in place.values()) else None

    @property
    def cancellation_policy(self) -> dict[str, int]:
        return {"free_hours": self.cancel_free_hours, "late_percent": self.cancel_late_percent}


class Offering(Stamped, Base):
    """What can be booked: how long, at what price, under which rules."""

    __tablename__ = "offerings"
    __table_args__ = (
        CheckConstraint("duration_minutes BETWEEN 5 AND 1440", name="duration"),
        CheckConstraint("step_minutes BETWEEN 5 AND 1440", name="step"),
        CheckConstraint("price_minor >= 0", name="price"),
        CheckConstraint("seats >= 1", name="seats"),
        CheckConstraint("assignment IN ('OWNER', 'ROUND_ROBIN', 'COLLECTIVE')", name="assignment"),
        CheckConstraint("buffer_before_minutes >= 0 AND buffer_after_minutes >= 0", name="buffers"),
        CheckConstraint("notice_minutes >= 0 AND horizon_days BETWEEN 1 AND 730", name="notice_horizon"),
        CheckConstraint("grid IN ('STEP', 'FIT')", name="grid"),
        CheckConstraint("start_offset_minutes BETWEEN 0 AND step_minutes - 1", name="start_offset"),
        CheckConstraint("horizon_kind IN ('ROLLING', 'BOOKABLE_DAYS', 'FIXED')", name="horizon_kind"),
        CheckConstraint("horizon_kind <> 'FIXED' OR bookable_until IS NOT NULL", name="fixed_horizon"),
        CheckConstraint("bookable_from <= bookable_until", name="bookable_dates"),
        CheckConstraint("payment IN ('NOW', 'LATER', 'CARD')", name="payment"),
        CheckConstraint("deposit_percent BETWEEN 1 AND 100", name="deposit_percent"),
        CheckConstraint("no_show_percent BETWEEN 0 AND 100", name="no_show_percent"),
        Index("idx_offerings_provider", "provider_id", "position", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"))
    title: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text, server_default=text("''"))
    duration_minutes: Mapped[int] = mapped_column(Integer)
    # What else it may last, as [{"minutes": 90, "price_minor": 6000}]; its first length is the one above.
    further_durations: Mapped[list[Any]] = mapped_column(server_default=text("'[]'"))
    step_minutes: Mapped[int] = mapped_column(Integer)
    grid: Mapped[str] = mapped_column(Text, server_default=text("'STEP'"))
    start_offset_minutes: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    price_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(Text)
    seats: Mapped[int] = mapped_column(Integer, server_default=text("1"))
    # Whose time a booking takes: its provider's, that of one of its hosts, or that of all of them.
    assignment: Mapped[str] = mapped_column(Text, server_default=text("'OWNER'"))
    needs_count: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))  # of `offering_needs`
    buffer_before_minutes: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    buffer_after_minutes: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    notice_minutes: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    horizon_kind: Mapped[str] = mapped_column(Text, server_default=text("'ROLLING'"))
    horizon_days: Mapped[int] = mapped_column(Integer, server_default=text("60"))
    bookable_from: Mapped[date | None] = mapped_column(Date)
    bookable_until: Mapped[date | None] = mapped_column(Date)
    limits: Mapped[list[Any]] = mapped_column(server_default=text("'[]'"))  # as `rules.limits` has them
    needs_approval: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    payment: Mapped[str] = mapped_column(Text, server_default=text("'NOW'"))
    deposit_percent: Mapped[int] = mapped_column(Integer, server_default=text("100"))
    no_show_percent: Mapped[int] = mapped_column(Integer, server_default=text("100"))
    reminder_minutes: Mapped[list[int]] = mapped_column(ARRAY(Integer), server_default=text("'{1440,60}'"))
    schedule_id: Mapped[int | None] = mapped_column(ForeignKey("schedules.id"), index=True)
    questions: Mapped[list[Any]] = mapped_column(server_default=text("'[]'"))
    listed: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))  # else only by a link
    position: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    active: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    version: Mapped[int] = mapped_column(server_default=text("1"))
    deleted_at: Mapped[datetime | None]

    @property
    def price(self) -> Decimal:
        return Money(self.price_minor, self.currency).major

    @property
    def durations(self) -> list[dict[str, Any]]:
        """What else it may last, and at what price."""
        return [
            {"duration_minutes": each["minutes"], "price": Money(each["price_minor"], self.currency).major}
            for each in self.further_durations
        ]

    @property
    def pay_now(self) -> Decimal:
        """What is due at booking: all of the price, or the deposit; the rest is paid on site."""
        minor = share_up(self.price_minor, self.deposit_percent) if self.payment == "NOW" else 0
        return Money(minor, self.currency).major


class BookingLink(Stamped, Base):
    """A link by which an offering can be booked. Of its token only the hash is kept."""

    __tablename__ = "booking_links"
    __table_args__ = (
        CheckConstraint("max_uses >= 1", name="max_uses"),
        Index("idx_booking_links_offering", "offering_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"))
    offering_id: Mapped[int] = mapped_column(ForeignKey("offerings.id"))
    label: Mapped[str] = mapped_column(Text)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    max_uses: Mapped[int | None] = mapped_column(Integer)
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class Schedule(Stamped, Base):
    """Hours of their own for some offerings. The standard hours, which the others follow, have no row."""

    __tablename__ = "schedules"
    __table_args__ = (Index("uq_schedules_name", "provider_id", text("lower(name)"), unique=True),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"))
    name: Mapped[str] = mapped_column(Text)


class Resource(Stamped, Base):
    """Who or what is occupied. Each provider's own time is one resource, each room and device another."""

    __tablename__ = "resources"
    __table_args__ = (
        CheckConstraint("kind IN ('time', 'room', 'device')", name="kind"),
        Index("uq_resources_time", "provider_id", unique=True, postgresql_where=text("kind = 'time'")),
        Index("idx_resources_provider", "provider_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"))
    kind: Mapped[str] = mapped_column(Text, server_default=text("'time'"))
    name: Mapped[str] = mapped_column(Text, server_default=text("''"))
    deleted_at: Mapped[datetime | None]


class OfferingHost(Stamped, Base):
    """Somebody who serves an offering, of their own or of another provider's: asked first, then agreed to."""

    __tablename__ = "offering_hosts"
    __table_args__ = (
        CheckConstraint("weight BETWEEN 1 AND 100", name="weight"),
        CheckConstraint("priority BETWEEN 0 AND 9", name="priority"),
        Index("idx_offering_hosts_provider", "provider_id", "offering_id"),
    )

    offering_id: Mapped[int] = mapped_column(ForeignKey("offerings.id"), primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"), primary_key=True)
    weight: Mapped[int] = mapped_column(SmallInteger, server_default=text("1"))
    priority: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    accepted_at: Mapped[datetime | None]

    @property
    def status(self) -> str:
        return "INVITED" if self.accepted_at is None else "SERVING"


class OfferingNeed(Base):
    """What a booking of an offering takes besides somebody's time.

    At each position any one of its resources will do, the first that is free. Two positions have the same
    resources or none in common, so that whether enough of them are free is a matter of counting.
    """

    __tablename__ = "offering_needs"
    __table_args__ = (Index("idx_offering_needs_resource", "resource_id"),)

    offering_id: Mapped[int] = mapped_column(ForeignKey("offerings.id"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id"), primary_key=True)
    place: Mapped[int] = mapped_column(SmallInteger)  # in the order in which they are tried


# Each part weighs less than the one before it; the stems of four languages stand beside the words themselves.
_VECTOR = """
    setweight(to_tsvector('simple'::regconfig, name), 'A')
    || setweight(to_tsvector('simple'::regconfig, skills), 'B')
    || setweight(to_tsvector('simple'::regconfig, offers), 'C')
    || setweight(to_tsvector('simple'::regconfig, about), 'D')
    || to_tsvector('english'::regconfig, skills || ' ' || offers || ' ' || about)
    || to_tsvector('german'::regconfig, skills || ' ' || offers || ' ' || about)
    || to_tsvector('french'::regconfig, skills || ' ' || offers || ' ' || about)
    || to_tsvector('spanish'::regconfig, skills || ' ' || offers || ' ' || about)
"""


class ProviderWords(Base):
    """What can be searched of a provider, as `app.providers.wording` writes it."""

    __tablename__ = "provider_words"
    __table_args__ = (
        Index("idx_provider_words_vector", "vector", postgresql_using="gin"),
        Index(
            "idx_provider_words_name",
            "name",
            postgresql_using="gin",
            postgresql_ops={"name": "gin_trgm_ops"},
        ),
    )

    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    skills: Mapped[str] = mapped_column(Text)
    offers: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(Text)
    vector: Mapped[Any] = mapped_column(TSVECTOR, Computed(" ".join(_VECTOR.split()), persisted=True))


class KnownWord(Base):
    """A word that some provider uses: misspelt words are corrected by it."""

    __tablename__ = "known_words"
    __table_args__ = (
        Index(
            "idx_known_words_like", "word", postgresql_using="gin", postgresql_ops={"word": "gin_trgm_ops"}
        ),
    )

    word: Mapped[str] = mapped_column(Text, primary_key=True)
