"""Bookings as calendars need them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import RowMapping, Select, and_, or_, select, text
from sqlalchemy.orm import Session

from app.bookings.models import Booking, BookingHost
from app.bookings.rules import Status
from app.calendars.models import CalendarEvent, OutsideCalendar
from app.calendars.rules.words import EventState
from app.providers.models import Provider

# What stands in a calendar is confirmed; what stood there and took place is history.
_TOLD = """
    SELECT b.id, b.status, b.version, b.start_time, b.end_time, b.created_at, b.updated_at, b.notes,
           b.video_call_link, b.client_id, o.title, p.name AS provider_name, p.meeting, p.address,
           p.video_link, p.user_id AS provider_user_id, host.email AS provider_email,
           client.email AS client_email,
           trim(client.first_name || ' ' || client.last_name) AS client_name,
           CASE WHEN b.joint THEN (
               SELECT array_agg(q.user_id) FROM booking_hosts h JOIN providers q ON q.id = h.provider_id
               WHERE h.booking_id = b.id) END AS hosts
    FROM bookings b
    JOIN offerings o ON o.id = b.offering_id
    JOIN providers p ON p.id = b.provider_id
    JOIN users host ON host.id = p.user_id
    JOIN users client ON client.id = b.client_id
"""
# A subquery that gives one number, so that both indexes of bookings are used. Those of a team's are whose
# time it takes, not its owner's.
_MINE = "(SELECT id FROM providers WHERE user_id = :user_id)"
_SERVED = f"SELECT booking_id FROM booking_hosts WHERE provider_id = {_MINE}"  # noqa: S608 - our own words
_THEIRS = f"""(b.client_id = :user_id OR b.provider_id = {_MINE} AND NOT b.joint
               OR b.id = ANY(ARRAY({_SERVED})))"""
_ONE = text(f"{_TOLD} WHERE b.id = :id")
_FED = text(
    f"{_TOLD} WHERE {_THEIRS} AND b.status IN ('CONFIRMED', 'COMPLETED', 'NO_SHOW') AND b.end_time > :since"
    " ORDER BY b.start_time, b.id LIMIT :limit"
)


def told(session: Session, booking_id: int) -> RowMapping | None:
    """One booking and its people."""
    return session.execute(_ONE, {"id": booking_id}).mappings().one_or_none()


def fed(session: Session, user_id: int, since: datetime, limit: int) -> Sequence[RowMapping]:
    """A person's bookings on both sides, the nearest first."""
    return session.execute(_FED, {"user_id": user_id, "since": since, "limit": limit}).mappings().all()


def people(session: Session, booking_id: int) -> Sequence[int]:
    """In whose calendars a booking may stand."""
    wanted = (
        select(Booking.client_id, Provider.user_id)
        .join(Provider, Provider.id == Booking.provider_id)
        .where(Booking.id == booking_id)
    )
    row = session.execute(wanted).one_or_none()
    if row is None:
        return ()
    client, owner = row
    served_by = session.scalars(_serving(booking_id)).all()
    return client, *(served_by or (owner,))


def _serving(booking_id: int) -> Select[int]:
    """The users whose time a joint booking takes."""
    serving = select(Provider.user_id).join(BookingHost, BookingHost.provider_id == Provider.id)
    return serving.where(BookingHost.booking_id == booking_id).order_by(Provider.user_id)


def ahead(session: Session, user_id: int, now: datetime) -> Sequence[int]:
    """A person's confirmed bookings that have not ended."""
    profile = select(Provider.id).where(Provider.user_id == user_id)
    mine = or_(
        Booking.client_id == user_id,
        and_(Booking.provider_id.in_(profile), Booking.joint.is_(False)),
        Booking.id.in_(select(BookingHost.booking_id).where(BookingHost.provider_id.in_(profile))),
    )
    wanted = select(Booking.id).where(mine, Booking.status == Status.CONFIRMED, Booking.end_time > now)
    return session.scalars(wanted).all()


def events_of(session: Session, booking_id: int) -> Sequence[int]:
    """The calendars in which a booking ever stood."""
    wanted = (
        select(CalendarEvent.calendar_id)
        .join(OutsideCalendar, OutsideCalendar.id == CalendarEvent.calendar_id)
        .where(CalendarEvent.booking_id == booking_id)
    )
    return session.scalars(wanted).all()


def event(session: Session, booking_id: int, calendar_id: int) -> CalendarEvent | None:
    return session.get(CalendarEvent, (booking_id, calendar_id), populate_existing=True)


def by_remote(session: Session, calendar_id: int, keys: Sequence[str]) -> Sequence[CalendarEvent]:
    wanted = select(CalendarEvent).where(
        CalendarEvent.calendar_id == calendar_id, CalendarEvent.remote_id.in_(keys)
    )
    return session.scalars(wanted).all() if keys else ()


def by_booking(session: Session, calendar_id: int, booking_ids: Sequence[int]) -> Sequence[CalendarEvent]:
    wanted = select(CalendarEvent).where(
        CalendarEvent.calendar_id == calendar_id, CalendarEvent.booking_id.in_(booking_ids)
    )
    return session.scalars(wanted).all() if booking_ids else ()


def standing(session: Session, calendar_ids: Sequence[int], now: datetime) -> Sequence[CalendarEvent]:
    """Our events in these calendars, of bookings that are not over."""
    wanted = (
        select(CalendarEvent)
        .join(Booking, Booking.id == CalendarEvent.booking_id)
        .where(CalendarEvent.calendar_id.in_(calendar_ids), CalendarEvent.state != EventState.GONE)
        .where(Booking.end_time > now)
    )
    return session.scalars(wanted).all() if calendar_ids else ()


_ASTRAY = text(f"""
    SELECT e.booking_id FROM calendar_events e JOIN bookings b ON b.id = e.booking_id
    WHERE e.calendar_id = :calendar_id AND e.state = 'LIVE' AND b.end_time > :now
      AND (e.seen_round < :round OR b.status <> 'CONFIRMED')
    UNION
    SELECT b.id FROM bookings b
    LEFT JOIN calendar_events e ON e.booking_id = b.id AND e.calendar_id = :calendar_id
    WHERE {_THEIRS} AND b.status = 'CONFIRMED' AND b.end_time > :now
      AND (e.booking_id IS NULL OR e.state = 'GONE' OR e.version < b.version)
""")  # noqa: S608 - constants are put together, values are bound


def astray(session: Session, calendar: OutsideCalendar, now: datetime) -> Sequence[int]:
    """Where a calendar and the bookings ahead disagree, after all of it was read."""
    values = {
        "calendar_id": calendar.id,
        "round": calendar.round,
        "user_id": calendar.user_id,
        "now": now,
    }
    return session.execute(_ASTRAY, values).scalars().all()
