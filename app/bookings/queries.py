"""Every SELECT of bookings. Whoever asks sees their own: as client, as provider, or as admin."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, union
from sqlalchemy.orm import Session

from app.accounts.models import Role, User
from app.bookings.combined.models import BookingItem
from app.bookings.models import Booking, BookingAnswers, BookingHost
from app.db.fast import Row, fetch, fetch_one
from app.http.paging import Page, Paging
from app.http.tokens import Principal
from app.kernel.errors import NotFound
from app.providers.models import Offering, Provider

_SHOWN = """
    SELECT b.id, b.provider_id, b.client_id, b.offering_id, b.start_time, b.end_time, b.seats, b.joint,
           b.zone, b.client_timezone, b.status, b.step, b.attention, b.hold_expires_at, b.payment_required,
           b.card_hold, b.amount_minor, b.discount_minor, b.package_purchase_id, b.currency,
           b.cancel_free_hours, b.cancel_late_percent, b.no_show_percent,
           b.deposit_percent, b.due_minor, b.notes,
           b.video_call_link, b.reason, b.explanation, b.cancelled_by, b.version, b.created_at,
           b.updated_at, p.user_id AS provider_user_id, p.name AS provider_name, o.title,
           coalesce(y.id, z.id) AS payment_id, b.series_id,
           (SELECT json_agg(json_build_array(i.offering_id, s.title, i.minutes, i.price_minor)
                            ORDER BY i.position)
            FROM booking_items i JOIN offerings s ON s.id = i.offering_id
            WHERE i.booking_id = b.id) AS items,
           CASE WHEN b.joint THEN (
               SELECT json_agg(DISTINCT jsonb_build_object('id', r.id, 'kind', upper(r.kind), 'name', r.name))
               FROM occupancies k JOIN resources r ON r.id = k.resource_id AND r.kind <> 'time'
               WHERE k.booking_id = b.id OR k.occurrence_id = (
                   SELECT occupancy_id FROM seat_claims WHERE booking_id = b.id)) END AS resources,
           CASE WHEN b.joint THEN (
               SELECT json_agg(json_build_object('providerId', q.id, 'name', q.name, 'userId', q.user_id)
                               ORDER BY q.id)
               FROM booking_hosts h JOIN providers q ON q.id = h.provider_id
               WHERE h.booking_id = b.id) END AS hosts
    FROM bookings b
    JOIN providers p ON p.id = b.provider_id
    JOIN offerings o ON o.id = b.offering_id
    LEFT JOIN payments y ON y.booking_id = b.id AND y.status NOT IN ('VOIDED', 'FAILED')
    LEFT JOIN payments z ON z.series_id = b.series_id AND z.status NOT IN ('VOIDED', 'FAILED')
"""
_ONE = f"{_SHOWN} WHERE b.id = %(id)s"
_MANY = f"{_SHOWN} WHERE b.id = ANY(%(ids)s) ORDER BY b.start_time, b.id"
_OF_SERIES = f"{_SHOWN} WHERE b.series_id = %(id)s ORDER BY b.start_time, b.id"
_REMEMBERED = """
    SELECT fingerprint, resource_id FROM idempotency_keys
    WHERE principal = %(principal)s AND route = %(route)s AND key = %(key)s
"""

_TURN = """
    SELECT q.id AS provider_id, q.name, (t.host ->> 'priority')::int AS priority,
           (t.host ->> 'weight')::int AS weight, (t.host ->> 'booked')::int AS booked,
           t.host ->> 'share' AS share
    FROM bookings b
    JOIN providers p ON p.id = b.provider_id AND (p.user_id = %(user_id)s OR %(admin)s)
    JOIN booking_hosts h ON h.booking_id = b.id
    CROSS JOIN jsonb_array_elements(h.turn) WITH ORDINALITY AS t(host, place)
    JOIN providers q ON q.id = (t.host ->> 'hostId')::bigint
    WHERE b.id = %(id)s ORDER BY t.place
"""


def shown(booking_id: int, viewer: Principal) -> Row:
    """One booking as the API shows it.

    Raises:
        NotFound: there is none, or it is other people's.
    """
    row = fetch_one(_ONE, {"id": booking_id})
    if row is None or not _may_see(row, viewer):
        raise NotFound
    return row


def shown_of_series(series_id: int, viewer: Principal) -> list[Row]:
    """The appointments of a series by their start; none where they are other people's."""
    return [row for row in fetch(_OF_SERIES, {"id": series_id}) if _may_see(row, viewer)]


def _may_see(row: Row, viewer: Principal) -> bool:
    hosts = {host["userId"] for host in row["hosts"] or ()}
    return viewer.role == Role.ADMIN or viewer.user_id in {row["client_id"], row["provider_user_id"], *hosts}


def turn_of(booking_id: int, viewer: Principal) -> list[Row]:
    """Who was free for a booking of a round robin, in the order in which it was their turn.

    Raises:
        NotFound: it is not the viewer's own to offer, or nobody took turns.
    """
    admin = viewer.role == Role.ADMIN
    rows = fetch(_TURN, {"id": booking_id, "user_id": viewer.user_id, "admin": admin})
    if not rows:
        raise NotFound
    return rows


def remembered(principal: int, route: str, key: str) -> Row | None:
    """What an Idempotency-Key stands for."""
    return fetch_one(_REMEMBERED, {"principal": principal, "route": route, "key": key})


def owned(session: Session, booking_id: int, *, by: int, admin: bool = False) -> tuple[Booking, int]:
    """A booking to be changed, locked, and its provider's user; or `by`, if that is one of its hosts.

    Raises:
        NotFound: there is none, or it is other people's.
    """
    booking = session.scalars(select(Booking).where(Booking.id == booking_id).with_for_update()).one_or_none()
    if booking is None:
        raise NotFound
    user_id = session.scalars(select(Provider.user_id).where(Provider.id == booking.provider_id)).one()
    if booking.joint and by != booking.client_id and session.scalar(_hosts(booking_id, by)) is not None:
        return booking, by
    if not admin and by not in {booking.client_id, user_id}:
        raise NotFound
    return booking, user_id


def booking(session: Session, booking_id: int) -> Booking | None:
    return session.get(Booking, booking_id)


def _hosts(booking_id: int, user_id: int) -> Select[int]:
    """Whether somebody serves a booking."""
    serving = select(BookingHost.booking_id).join(Provider, Provider.id == BookingHost.provider_id)
    return serving.where(BookingHost.booking_id == booking_id, Provider.user_id == user_id)


def _serving_users(booking_id: int) -> Select[int]:
    serving = select(Provider.user_id).join(BookingHost, BookingHost.provider_id == Provider.id)
    return serving.where(BookingHost.booking_id == booking_id)


def hosts_of(session: Session, booking_id: int) -> Sequence[int]:
    """The providers who serve a joint booking, or served it."""
    serving = select(BookingHost.provider_id).where(BookingHost.booking_id == booking_id)
    return session.scalars(serving.order_by(BookingHost.provider_id)).all()


def whose_time(session: Session, booking: Booking) -> Sequence[int]:
    """The providers whose free times a booking decides about: its owner's, and those of whoever serves it."""
    hosts = hosts_of(session, booking.id) if booking.joint else ()
    return [booking.provider_id, *(host for host in hosts if host != booking.provider_id)]


def locked(session: Session, booking_id: int) -> Booking | None:
    """A booking to be changed by a worker, locked."""
    return session.scalars(select(Booking).where(Booking.id == booking_id).with_for_update()).one_or_none()


def mine(
    session: Session,
    viewer: Principal,
    paging: Paging,
    *,
    side: str | None = None,
    statuses: list[str] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    latest_first: bool = False,
    attention: bool | None = None,
) -> Page:
    """The viewer's bookings by start, as client, as provider or both; an admin sees everybody's."""
    wanted = _side(session, viewer, side)
    if statuses:
        wanted.append(Booking.status.in_(statuses))
    if attention is not None:
        wanted.append(Booking.attention.is_not(None) if attention else Booking.attention.is_(None))
    if since is not None:
        wanted.append(Booking.start_time >= since)
    if until is not None:
        wanted.append(Booking.start_time < until)
    order = Booking.start_time.desc() if latest_first else Booking.start_time
    total = session.scalar(select(func.count()).select_from(Booking).where(*wanted)) or 0
    statement = select(Booking.id).where(*wanted).order_by(order, Booking.id).limit(paging.size)
    ids = list(session.scalars(statement.offset(paging.offset)))
    rows = {row["id"]: row for row in fetch(_MANY, {"ids": ids})} if ids else {}
    return Page([rows[key] for key in ids if key in rows], total, paging)


def _side(session: Session, viewer: Principal, side: str | None) -> list[ColumnElement[bool]]:
    as_client = Booking.client_id == viewer.user_id
    if side == "client":
        return [as_client]
    if side is None and viewer.role == Role.ADMIN:
        return []
    as_provider = Booking.provider_id.in_(_profile(viewer.user_id))
    sides = [as_provider] if side == "provider" else [as_client, as_provider]
    if viewer.role != Role.PROVIDER or session.scalar(_hosted(viewer.user_id).limit(1)) is None:
        return [or_(*sides)]
    # Each part by an index of its own, which a condition of several parts would not be.
    mine = [select(Booking.id).where(each) for each in sides]
    return [Booking.id.in_(union(*mine, _hosted(viewer.user_id)))]


def _profile(user_id: int) -> Select[int]:
    return select(Provider.id).where(Provider.user_id == user_id)


def _hosted(user_id: int) -> Select[int]:
    """The bookings of teams that take somebody's time, or took it."""
    return select(BookingHost.booking_id).where(BookingHost.provider_id.in_(_profile(user_id)))


def forms_open(session: Session, client_id: int) -> int:
    """For how many forms a client keeps a time. Counted under the lock of the client's row."""
    theirs = (Booking.client_id == client_id, Booking.status == "PENDING", Booking.step == "FORM")
    return session.scalar(select(func.count()).select_from(Booking).where(*theirs)) or 0


def form_of(session: Session, client_id: int) -> int | None:
    """The booking whose form a guest is to submit."""
    theirs = (Booking.client_id == client_id, Booking.status == "PENDING", Booking.step == "FORM")
    return session.scalar(select(Booking.id).where(*theirs))


def is_guest(session: Session, user_id: int) -> bool:
    return bool(session.scalar(select(User.guest).where(User.id == user_id)))


def has_booked(session: Session, provider_id: int, client_id: int) -> bool:
    """Whether this client ever had an appointment with this provider, or was to have one."""
    known = select(Booking.id).where(
        Booking.client_id == client_id,
        Booking.provider_id == provider_id,
        Booking.status.in_(["CONFIRMED", "COMPLETED", "NO_SHOW", "CANCELLED"]),
    )
    return session.scalar(known.limit(1)) is not None


def future_promises(session: Session, user_id: int, now: datetime) -> int:
    """How many open bookings a person still has ahead, on either side, those of others' teams included."""
    theirs = or_(
        Booking.client_id == user_id,
        Booking.provider_id.in_(_profile(user_id)),
        Booking.id.in_(_hosted(user_id)),
    )
    open_ones = Booking.status.in_(["REQUESTED", "PENDING", "CONFIRMED"])
    statement = select(func.count()).select_from(Booking).where(theirs, open_ones, Booking.end_time > now)
    return session.scalar(statement) or 0


def questions_of(session: Session, booking_id: int) -> tuple[list[Any], bool]:
    """What the offering of a booking asks, and whether the booking was quoted."""
    statement = (
        select(Offering.questions, Booking.pinned)
        .join(Booking, Booking.offering_id == Offering.id)
        .where(Booking.id == booking_id)
    )
    row = session.execute(statement).one()
    return row.questions, row.pinned


def next_answers(session: Session, *, after: int, size: int) -> Sequence[BookingAnswers]:
    """The next sealed answers after this booking, locked so that nobody saves others meanwhile."""
    wanted = select(BookingAnswers).where(BookingAnswers.booking_id > after)
    return session.scalars(wanted.order_by(BookingAnswers.booking_id).limit(size).with_for_update()).all()


def kept_in_calendars(session: Session, booking: Booking) -> bool:
    """Whether somebody has their bookings written into a calendar of theirs."""
    provider = select(Provider.user_id).where(Provider.id == booking.provider_id).scalar_subquery()
    people = or_(User.id == booking.client_id, User.id == provider)
    if booking.joint:
        people = or_(people, User.id.in_(_serving_users(booking.id)))
    return bool(session.scalar(select(exists().where(people, User.receives_events))))


def needs_approval(session: Session, booking: Booking) -> bool:
    """Whether the provider chose to have the last word on what is booked, or on a part of it."""
    several = select(BookingItem.offering_id).where(BookingItem.booking_id == booking.id)
    booked = or_(Offering.id == booking.offering_id, Offering.id.in_(several))
    return bool(session.scalar(select(func.bool_or(Offering.needs_approval)).where(booked)))
