"""SELECTs of hours, of what is taken and of what is off."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, func, select, text
from sqlalchemy.orm import Session

from app.availability.facts import HOURS
from app.availability.models import (
    AvailabilityRule,
    Occupancy,
    Override,
    Resource,
    Schedule,
    SeatClaim,
    TimeOff,
    Trip,
)
from app.http.paging import Paging

BOOKED = ("booking", "hold")
# Whose an occupancy is: one booking's, or everybody's who has seats in it.
_WHOSE = func.coalesce(Occupancy.booking_id, SeatClaim.booking_id)


def rules(session: Session, provider_id: int, schedule_id: int | None) -> Sequence[AvailabilityRule]:
    ordered = (AvailabilityRule.day_of_week, AvailabilityRule.start_minute, AvailabilityRule.id)
    wanted = select(AvailabilityRule).where(*_of(AvailabilityRule, provider_id, schedule_id))
    return session.scalars(wanted.order_by(*ordered)).all()


def overrides(session: Session, provider_id: int, schedule_id: int | None) -> Sequence[Override]:
    wanted = select(Override).where(*_of(Override, provider_id, schedule_id))
    return session.scalars(wanted.order_by(Override.date)).all()


def schedules(session: Session, provider_id: int) -> Sequence[Schedule]:
    wanted = select(Schedule).where(Schedule.provider_id == provider_id)
    return session.scalars(wanted.order_by(Schedule.id)).all()


def trips(session: Session, provider_id: int) -> Sequence[Trip]:
    return session.scalars(
        select(Trip).where(Trip.provider_id == provider_id).order_by(Trip.first_date)
    ).all()


def hours(session: Session, provider_id: int, *, since: datetime) -> RowMapping:
    """Everything written of a provider's hours from then or now on, as `app.availability.stored` reads it."""
    return session.execute(text(_HOURS), {"id": provider_id, "since": since}).mappings().one()


_HOURS = f"""
    SELECT {HOURS}, NULL AS busy, NULL AS booked
    FROM providers p CROSS JOIN (SELECT CAST(:since AS timestamptz) AS since) w WHERE p.id = :id
"""  # noqa: S608 - constants are put together, values are bound


def _of(
    table: type[AvailabilityRule] | type[Override], provider_id: int, schedule_id: int | None
) -> tuple[ColumnElement[bool], ...]:
    """Whose; without a schedule the standard hours, or what holds for all schedules."""
    return table.provider_id == provider_id, table.schedule_id.is_not_distinct_from(schedule_id)


def resource_id(session: Session, provider_id: int) -> int:
    """The resource that is the provider's own time."""
    wanted = select(Resource.id).where(Resource.provider_id == provider_id, Resource.kind == "time")
    return session.execute(wanted).scalar_one()


def bookings_since(session: Session, provider_id: int, *, now: datetime) -> Sequence[Any]:
    """Booking, start, end and its offering's schedule, of all that stand and have not ended."""
    return session.execute(text(_BOOKINGS_SINCE), {"id": provider_id, "now": now}).all()


_BOOKINGS_SINCE = """
    SELECT b.id, b.start_time, b.end_time, o.schedule_id
    FROM bookings b JOIN offerings o ON o.id = b.offering_id
    WHERE b.provider_id = :id AND b.status IN ('PENDING', 'CONFIRMED')
      AND b.start_time > CAST(:now AS timestamptz) - interval '1 day' AND b.end_time > :now
    ORDER BY b.start_time, b.id
"""


def times_off(session: Session, resource: int, paging: Paging) -> Sequence[TimeOff]:
    """The latest first."""
    wanted = select(TimeOff).where(TimeOff.resource_id == resource, TimeOff.ended_at.is_(None))
    ordered = wanted.order_by(func.lower(TimeOff.during).desc(), TimeOff.id.desc())
    return session.scalars(ordered.offset(paging.offset).limit(paging.size)).all()


def count_times_off(session: Session, resource: int) -> int:
    standing = (TimeOff.resource_id == resource, TimeOff.ended_at.is_(None))
    return session.scalar(select(func.count()).select_from(TimeOff).where(*standing)) or 0


def time_off(session: Session, resource: int, time_off_id: int) -> TimeOff | None:
    theirs = (TimeOff.id == time_off_id, TimeOff.resource_id == resource, TimeOff.ended_at.is_(None))
    return session.scalar(select(TimeOff).where(*theirs))


def bookings_within(session: Session, time_off_ids: Sequence[int]) -> Sequence[Any]:
    """Time off, booking and its start, of every booking that stands in a time off."""
    wanted = (
        select(TimeOff.id, _WHOSE, Occupancy.starts_at)
        .join(Occupancy, Occupancy.resource_id == TimeOff.resource_id)
        .outerjoin(SeatClaim, SeatClaim.occupancy_id == Occupancy.id)
        .where(TimeOff.id.in_(time_off_ids), Occupancy.during.overlaps(TimeOff.during))
        .where(Occupancy.active, Occupancy.kind.in_(BOOKED))
        .order_by(Occupancy.starts_at, _WHOSE)
    )
    return session.execute(wanted).all()
