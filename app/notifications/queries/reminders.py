"""What the planning and the sending of reminders look at."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from app.bookings.models import Booking, BookingHost
from app.notifications.kinds import Role
from app.notifications.models import Preferences
from app.notifications.queries.people import quiet_of
from app.notifications.quiet import Quiet
from app.providers.models import Offering, Provider

# What somebody is to a booking; of those who serve a team's also which of them, by their user.
Reader = tuple[Role, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Upcoming:
    """A confirmed booking of one version; `since` is when it came to be as it is."""

    starts: datetime
    since: datetime
    minutes: tuple[int, ...]
    quiet: dict[Reader, Quiet | None]


def upcoming(session: Session, booking_id: int, version: int) -> Upcoming | None:
    """None: it is no longer of this version, or no longer confirmed."""
    client, host = aliased(Preferences), aliased(Preferences)
    query = (
        select(Booking, Provider.timezone, Offering.reminder_minutes, client, host)
        .join(Provider, Provider.id == Booking.provider_id)
        .join(Offering, Offering.id == Booking.offering_id)
        .outerjoin(client, client.user_id == Booking.client_id)
        .outerjoin(host, host.user_id == Provider.user_id)
        .where(*_as_planned(booking_id, version))
    )
    row = session.execute(query).first()
    if row is None:
        return None
    booking, zone, minutes, clients, hosts = row
    quiet: dict[Reader, Quiet | None] = {(Role.CLIENT, None): quiet_of(clients, booking.client_timezone)}
    serving = _serving(session, booking_id) if booking.joint else {}
    quiet |= serving or {(Role.PROVIDER, None): quiet_of(hosts, zone)}
    return Upcoming(starts=booking.start_time, since=booking.updated_at, minutes=tuple(minutes), quiet=quiet)


class Planned(NamedTuple):
    """A confirmed booking, and the user behind each role."""

    version: int
    starts: datetime
    people: Mapping[Role, Sequence[int]]


def planned(session: Session, booking_ids: Collection[int]) -> Mapping[int, Planned]:
    """Those of these bookings that are confirmed."""
    query = (
        select(Booking.id, Booking.version, Booking.start_time, Booking.client_id, Provider.user_id)
        .join(Provider, Provider.id == Booking.provider_id)
        .where(Booking.id.in_(booking_ids), Booking.status == "CONFIRMED")
    )
    serving = _serving_each(session, booking_ids)
    return {
        number: Planned(version, starts, {Role.CLIENT: [client], Role.PROVIDER: serving.get(number, [owner])})
        for number, version, starts, client, owner in session.execute(query)
    }


def _serving_each(session: Session, booking_ids: Collection[int]) -> Mapping[int, Sequence[int]]:
    """The users who serve each of these, where it is a team's."""
    query = select(BookingHost.booking_id, Provider.user_id).join(
        Provider, Provider.id == BookingHost.provider_id
    )
    found: dict[int, list[int]] = {}
    for booking_id, user_id in session.execute(query.where(BookingHost.booking_id.in_(booking_ids))):
        found.setdefault(booking_id, []).append(user_id)
    return found


def _serving(session: Session, booking_id: int) -> dict[Reader, Quiet | None]:
    """The quiet hours of each who serves a team's booking, on a clock of their own."""
    query = (
        select(Provider.user_id, Provider.timezone, Preferences)
        .join(BookingHost, BookingHost.provider_id == Provider.id)
        .outerjoin(Preferences, Preferences.user_id == Provider.user_id)
        .where(BookingHost.booking_id == booking_id)
    )
    return {(Role.PROVIDER, user_id): quiet_of(kept, zone) for user_id, zone, kept in session.execute(query)}


def _as_planned(booking_id: int, version: int) -> tuple[ColumnElement[bool], ...]:
    return Booking.id == booking_id, Booking.version == version, Booking.status == "CONFIRMED"
