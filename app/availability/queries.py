"""SELECTs of hours, of what is taken and of what is off."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session

from app.availability.models import AvailabilityRule, Occupancy, Override, Resource, TimeOff
from app.http.paging import Paging
from app.providers.models import Offering

BOOKED = ("booking", "hold")


def rules(session: Session, provider_id: int) -> Sequence[AvailabilityRule]:
    ordered = (AvailabilityRule.day_of_week, AvailabilityRule.start_minute, AvailabilityRule.id)
    wanted = select(AvailabilityRule).where(AvailabilityRule.provider_id == provider_id)
    return session.scalars(wanted.order_by(*ordered)).all()


def overrides(session: Session, provider_id: int) -> Sequence[Override]:
    wanted = select(Override).where(Override.provider_id == provider_id)
    return session.scalars(wanted.order_by(Override.date)).all()


def resource_id(session: Session, provider_id: int) -> int:
    """The resource that is the provider's own time."""
    wanted = select(Resource.id).where(Resource.provider_id == provider_id, Resource.kind == "time")
    return session.execute(wanted).scalar_one()


def bookings_since(session: Session, provider_id: int, *, now: datetime) -> Sequence[Any]:
    """Booking, start, all that it occupies, and its offering's minutes, of all that has not ended."""
    wanted = (
        select(Occupancy.booking_id, Occupancy.starts_at, Occupancy.during, Offering.duration_minutes)
        .join(Resource, Resource.id == Occupancy.resource_id)
        .outerjoin(Offering, Offering.id == Occupancy.offering_id)
        .where(Resource.provider_id == provider_id, Resource.kind == "time", Occupancy.active)
        .where(Occupancy.kind.in_(BOOKED), Occupancy.during.overlaps(Range(now, None)))
        .order_by(Occupancy.starts_at)
    )
    return session.execute(wanted).all()


def times_off(session: Session, resource: int, paging: Paging) -> Sequence[TimeOff]:
    """The latest first."""
    wanted = select(TimeOff).where(TimeOff.resource_id == resource)
    ordered = wanted.order_by(func.lower(TimeOff.during).desc(), TimeOff.id.desc())
    return session.scalars(ordered.offset(paging.offset).limit(paging.size)).all()


def count_times_off(session: Session, resource: int) -> int:
    counted = select(func.count()).select_from(TimeOff).where(TimeOff.resource_id == resource)
    return session.scalar(counted) or 0


def time_off(session: Session, resource: int, time_off_id: int) -> TimeOff | None:
    return session.scalar(select(TimeOff).where(TimeOff.id == time_off_id, TimeOff.resource_id == resource))


def bookings_within(session: Session, time_off_ids: Sequence[int]) -> Sequence[Any]:
    """Time off, booking and its start, of every booking that stands in a time off."""
    wanted = (
        select(TimeOff.id, Occupancy.booking_id, Occupancy.starts_at)
        .join(Occupancy, Occupancy.resource_id == TimeOff.resource_id)
        .where(TimeOff.id.in_(time_off_ids), Occupancy.during.overlaps(TimeOff.during))
        .where(Occupancy.active, Occupancy.kind.in_(BOOKED))
        .order_by(Occupancy.starts_at)
    )
    return session.execute(wanted).all()
