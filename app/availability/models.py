"""Weekly hours, dates that replace them, and what is taken."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TSTZRANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, Stamped
from app.providers.models import Resource, Schedule

__all__ = [
    "AvailabilityRule",
    "BusyPeriod",
    "BusySource",
    "Occupancy",
    "Override",
    "Resource",
    "Schedule",
    "SeatClaim",
    "TimeOff",
    "Trip",
]


class AvailabilityRule(Stamped, Base):
    """Weekly hours on the provider's wall clock, in minutes since midnight.

    An end at or before the start is the next day's. Without a schedule they are the standard hours.
    """

    __tablename__ = "availability"
    __table_args__ = (
        CheckConstraint("day_of_week BETWEEN 1 AND 7", name="day_of_week"),
        CheckConstraint("start_minute BETWEEN 0 AND 1439", name="start_minute"),
        CheckConstraint("end_minute BETWEEN 1 AND 1440", name="end_minute"),
        CheckConstraint("valid_from <= valid_until", name="validity"),
        Index("idx_availability_provider", "provider_id", "day_of_week"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"))
    schedule_id: Mapped[int | None] = mapped_column(
        ForeignKey("schedules.id", ondelete="CASCADE"), index=True
    )
    day_of_week: Mapped[int] = mapped_column(SmallInteger)  # ISO 8601: Monday is 1
    start_minute: Mapped[int] = mapped_column(SmallInteger)
    end_minute: Mapped[int] = mapped_column(SmallInteger)
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)


class Override(Stamped, Base):
    """One date that replaces the weekly hours: a list of [start_minute, end_minute], empty means closed.

    Without a schedule it holds for every one that has none of its own for that date.
    """

    __tablename__ = "availability_overrides"
    __table_args__ = (
        Index(
            "uq_availability_overrides_date",
            "provider_id",
            "schedule_id",
            "date",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"))
    schedule_id: Mapped[int | None] = mapped_column(
        ForeignKey("schedules.id", ondelete="CASCADE"), index=True
    )
    date: Mapped[date] = mapped_column(Date)
    spans: Mapped[list[Any]] = mapped_column(JSONB)
    reason: Mapped[str] = mapped_column(Text, server_default=text("''"))


class Trip(Stamped, Base):
    """Dates, both included, on which the hours are read on the clock of another zone."""

    __tablename__ = "trips"
    __table_args__ = (
        CheckConstraint("first_date <= last_date", name="dates"),
        ExcludeConstraint(
            ("provider_id", "="),
            (text("daterange(first_date, last_date, '[]')"), "&&"),
            using="gist",
            name="ex_trips_one_at_a_time",
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"))
    first_date: Mapped[date] = mapped_column(Date)
    last_date: Mapped[date] = mapped_column(Date)
    timezone: Mapped[str] = mapped_column(Text)


class Occupancy(Base):
    """A taken stretch of a resource, buffers included: the one rule against double booking.

    Everything that the constraint reads is NOT NULL: a NULL would slip past it. An occurrence of a group has
    seats instead of a booking, and `ends_at`, so that it is known for what it is whatever its buffers are.
    """

    __tablename__ = "occupancies"
    __table_args__ = (
        ExcludeConstraint(
            ("resource_id", "="),
            ("during", "&&"),
            where=text("active"),
            using="gist",
            name="ex_occupancies_one_at_a_time",
        ),
        CheckConstraint("kind IN ('booking', 'hold', 'time_off', 'waitlist')", name="kind"),
        CheckConstraint("seats_taken BETWEEN 0 AND capacity", name="seats"),
        CheckConstraint("NOT isempty(during)", name="during"),
        Index("idx_occupancies_booking", "booking_id"),
        Index(
            "idx_occupancies_occurrence",
            "occurrence_id",
            postgresql_where=text("occurrence_id IS NOT NULL"),
        ),
        Index("idx_occupancies_time_off", "time_off_id", postgresql_where=text("time_off_id IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id"))
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    kind: Mapped[str] = mapped_column(Text)
    booking_id: Mapped[int | None]
    offering_id: Mapped[int | None]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    capacity: Mapped[int] = mapped_column(Integer, server_default=text("1"))
    seats_taken: Mapped[int] = mapped_column(Integer, server_default=text("1"))
    expires_at: Mapped[datetime | None]
    active: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    time_off_id: Mapped[int | None] = mapped_column(ForeignKey("time_off.id", ondelete="CASCADE"))
    taken_at: Mapped[datetime] = mapped_column(server_default=func.now())  # kept by triggers, see `history`
    # What an occurrence takes besides the stretch that counts its seats: it ends with that one.
    occurrence_id: Mapped[int | None] = mapped_column(ForeignKey("occupancies.id", ondelete="CASCADE"))


class SeatClaim(Base):
    """What a booking has of an occurrence. The sum over them is always what its occurrence counts."""

    __tablename__ = "seat_claims"
    __table_args__ = (
        CheckConstraint("seats >= 1", name="seats"),
        Index("idx_seat_claims_occupancy", "occupancy_id"),
    )

    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"), primary_key=True, autoincrement=False)
    occupancy_id: Mapped[int] = mapped_column(ForeignKey("occupancies.id"))
    seats: Mapped[int] = mapped_column(Integer)


class TimeOff(Stamped, Base):
    """Closed on purpose. Its free parts are occupancies; one busy period spans it all.

    So what a booking held of it stays off when that booking is cancelled. One that was ended keeps its row:
    it explains what was not offered then.
    """

    __tablename__ = "time_off"
    __table_args__ = (
        CheckConstraint("NOT isempty(during)", name="during"),
        Index("idx_time_off_during", "resource_id", text("lower(during)")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id"))
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    note: Mapped[str] = mapped_column(Text, server_default=text("''"))
    colleague_provider_id: Mapped[int | None] = mapped_column(ForeignKey("providers.id"))
    ended_at: Mapped[datetime | None]


class BusySource(Base):
    """Somewhere outside that takes time of a resource: how well we know it, and how much it is asked for.

    It is known until `fresh_until`, as long as whoever reads it keeps up. After that its last known times
    count on; where it `closes`, nothing is offered until it is read again. The view `busy_times` has both.
    """

    __tablename__ = "busy_sources"
    __table_args__ = (Index("idx_busy_sources_resource", "resource_id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id"))
    read_at: Mapped[datetime | None]
    fresh_until: Mapped[datetime]
    closes: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    looked_at: Mapped[datetime | None]  # when somebody last asked for this resource's free times


class BusyPeriod(Base):
    """Taken by other than us: in an outside calendar, or by a time off that bookings stand in the way of.

    These overlap each other, so no constraint guards them. One of an outside calendar names its source, the
    event there, and the round of reading that told it last.
    """

    __tablename__ = "busy_periods"
    __table_args__ = (
        Index("idx_busy_periods_during", "resource_id", "during", postgresql_using="gist"),
        Index("idx_busy_periods_source", "source_id", "item", postgresql_where=text("source_id IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id"))
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    source: Mapped[str] = mapped_column(Text)
    time_off_id: Mapped[int | None] = mapped_column(ForeignKey("time_off.id", ondelete="CASCADE"), index=True)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("busy_sources.id", ondelete="CASCADE"))
    item: Mapped[str | None] = mapped_column(Text)
    round: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    taken_at: Mapped[datetime] = mapped_column(server_default=func.now())
