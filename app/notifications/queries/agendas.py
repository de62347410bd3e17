"""A provider's day, and whose morning it is."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, CompoundSelect, exists, or_, select, union_all
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.bookings.models import Booking, BookingHost
from app.kernel import zones
from app.notifications.facts import Agenda, Entry
from app.providers.models import Offering, Provider

_PRESENT = Provider.deleted_at.is_(None)


def zones_of_providers(session: Session) -> Sequence[str]:
    return session.scalars(select(Provider.timezone).where(_PRESENT).distinct()).all()


def busy_providers(session: Session, zone: str, day: date) -> Sequence[int]:
    """The providers of a zone who have something on their agenda."""
    on = _on(zone, day)
    alone = exists().where(Booking.provider_id == Provider.id, Booking.joint.is_(False), *on)
    served = exists().where(BookingHost.provider_id == Provider.id, Booking.id == BookingHost.booking_id, *on)
    held = or_(alone, served)
    return session.scalars(select(Provider.id).where(_PRESENT, Provider.timezone == zone, held)).all()


def owner(session: Session, provider_id: int) -> tuple[int, str] | None:
    """The user behind a provider, and the zone of the agenda."""
    query = select(Provider.user_id, Provider.timezone).where(Provider.id == provider_id, _PRESENT)
    row = session.execute(query).first()
    return None if row is None else (row[0], row[1])


def agenda(session: Session, provider_id: int, zone: str, day: date) -> Agenda:
    query = (
        select(Booking.start_time, Booking.end_time, Offering.title, User.first_name, User.last_name)
        .join(Offering, Offering.id == Booking.offering_id)
        .join(User, User.id == Booking.client_id)
        .where(Booking.id.in_(_taking_time_of(provider_id, zone, day)))
        .order_by(Booking.start_time, Booking.id)
    )
    entries = tuple(
        Entry(starts=starts, ends=ends, title=title, client=f"{first} {last}".strip())
        for starts, ends, title, first, last in session.execute(query)
    )
    return Agenda(day=day, entries=entries)


def _taking_time_of(provider_id: int, zone: str, day: date) -> CompoundSelect[int]:
    """A provider's own bookings, and what they serve in teams; of their own team's not what others serve."""
    alone = select(Booking.id).where(Booking.provider_id == provider_id, Booking.joint.is_(False))
    served = (
        select(Booking.id)
        .join(BookingHost, BookingHost.booking_id == Booking.id)
        .where(BookingHost.provider_id == provider_id)
    )
    return union_all(alone.where(*_on(zone, day)), served.where(*_on(zone, day)))


def _on(zone: str, day: date) -> tuple[ColumnElement[bool], ...]:
    window = zones.dates_window(zone, day, day)
    return (
        Booking.status == "CONFIRMED",
        Booking.start_time >= zones.moment_of(window.start),
        Booking.start_time < zones.moment_of(window.end),
    )
