"""Keeping wall times when the time-zone database changes: bookings move, both sides are told.

What cannot move keeps its instant and waits for its provider's decision.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from app.availability import shifting
from app.availability.shifting import Gathering, Held
from app.bookings import queries, rules
from app.bookings.errors import WrongState
from app.bookings.models import Booking
from app.bookings.rules import Status, Step
from app.bookings.service import transitions
from app.bookings.service.change import follow
from app.bookings.time_law import Shift, Taken, by_law, possible
from app.db import ledger
from app.http import etag
from app.kernel import zones
from app.kernel.errors import Forbidden

log = structlog.get_logger(__name__)

_AT_ONCE = 500


def compare(session: Session, *, after: int, now: datetime) -> int | None:
    """Look at the next of those booked under another edition of the database; where to go on, if at all.

    Nearly all keep their instant: they are noted in one statement. Of the others their providers are owed.
    """
    current = zones.database_version()
    rows = session.execute(
        select(Booking.id, Booking.provider_id, Booking.start_time, Booking.wall_start, Booking.zone)
        .where(*_booked_under_another_law(now), Booking.id > after)
        .order_by(Booking.id)
        .limit(_AT_ONCE)
    ).all()
    same, providers = [], set()
    for booking_id, provider_id, start, wall, zone in rows:
        if by_law(zone, wall, before=start) == zones.instant_of(start):
            same.append(booking_id)
        else:
            providers.add(provider_id)
    kept = {"tz_version": current, "updated_at": Booking.updated_at}
    session.execute(update(Booking).where(Booking.id.in_(same), Booking.tz_version != current).values(**kept))
    for provider_id in sorted(providers):
        key = f"bookings.keep_wall_times:{current}:{provider_id}:{now:%Y%m%d%H}"
        ledger.enqueue(session, "bookings.keep_wall_times", dedupe_key=key, provider_id=provider_id)
    return rows[-1][0] if len(rows) == _AT_ONCE else None


def keep_wall_times(session: Session, provider_id: int, *, now: datetime) -> None:
    """Move all of a provider's bookings that the law moves, at once, so that neighbours do not block."""
    bookings = session.scalars(
        select(Booking)
        .where(*_booked_under_another_law(now), Booking.provider_id == provider_id)
        .order_by(Booking.id)
        .with_for_update()
    ).all()
    moved = {booking.id: booking for booking in bookings if _by_law(booking) not in {None, _start(booking)}}
    by = {number: (_by_law(booking) or 0) - _start(booking) for number, booking in moved.items()}
    gatherings = shifting.gatherings(session, list(moved))
    together = {one.first: one for one in gatherings if _agree(one, by)}
    shifts = [*_alone(session, by, gatherings), *(_as_one(one, by[one.first]) for one in together.values())]
    others = _others(session, shifts, [one.occurrence_id for one in together.values()])
    moving, _ = possible(shifts, others)
    _carry_out(session, moving, together)
    shifted = [number for shift in moving for number in _members(shift, together)]
    for number in sorted(shifted, key=lambda one: moved[one].start_time, reverse=_forward(by)):
        _move(session, moved[number], timedelta(seconds=by[number]))
    stuck = moved.keys() - set(shifted)
    for booking in bookings:
        if booking.id in stuck or _by_law(booking) is None:
            _call_for_a_decision(session, booking)
        booking.tz_version = zones.database_version()
    log.info("wall times kept", provider_id=provider_id, moved=len(moving), stuck=len(stuck))


def keep_instant(session: Session, booking_id: int, *, actor_id: int, version: int | None) -> Booking:
    """The provider leaves it where it is: from here on its wall time is what the clock shows there.

    Raises:
        NotFound, PreconditionFailed.
        Forbidden: the decision is the provider's.
        WrongState: there is nothing to decide.
    """
    booking, provider_user_id = queries.owned(session, booking_id, by=actor_id)
    if actor_id != provider_user_id:
        raise Forbidden("Only the provider decides this.")
    etag.demand(booking.version, version)
    if booking.attention != rules.TIME_LAW:
        raise WrongState("Its time needs no decision.")
    booking.attention = None
    booking.wall_start = zones.wall_of(booking.zone, _start(booking)).replace(tzinfo=None)
    status = Status(booking.status)
    transitions.advance(session, booking, status, booking.step, kind="instant_kept", actor_id=actor_id)
    if booking.status == Status.CONFIRMED:
        transitions.tell(session, booking, "time_law_changed")
    return booking


def _booked_under_another_law(now: datetime) -> tuple[ColumnElement[bool], ...]:
    live = Booking.status.in_([Status.PENDING, Status.CONFIRMED])
    return live, Booking.tz_version != zones.database_version(), Booking.start_time > now


def _by_law(booking: Booking) -> int | None:
    return by_law(booking.zone, booking.wall_start, before=booking.start_time)


def _start(booking: Booking) -> int:
    return zones.instant_of(booking.start_time)


def _taken(held: Sequence[Held], booking_id: int) -> tuple[Taken, ...]:
    return tuple(
        Taken(booking_id, stretch.resource_id, stretch.during)
        for stretch in held
        if stretch.booking_id == booking_id
    )


def _forward(by: Mapping[int, int]) -> bool:
    """Whose times go on go the last one first: nobody has two of one offering at one time in between."""
    return sum(by.values()) > 0


def _agree(one: Gathering, by: Mapping[int, int]) -> bool:
    """Whether the law moves all of a group alike: those who share a time move together or not at all."""
    return len({by.get(number, 0) for number in one.members}) == 1


def _alone(session: Session, by: Mapping[int, int], gatherings: Sequence[Gathering]) -> list[Shift]:
    """Of those who have their time for themselves."""
    tied = {number for one in gatherings for number in one.members}
    alone = [number for number in by if number not in tied]
    held = shifting.of_bookings(session, alone)
    return [Shift(number, by[number], _taken(held, number)) for number in alone]


def _as_one(one: Gathering, seconds: int) -> Shift:
    taken = tuple(Taken(one.first, stretch.resource_id, stretch.during) for stretch in one.held)
    return Shift(one.first, seconds, taken)


def _members(shift: Shift, together: Mapping[int, Gathering]) -> Sequence[int]:
    one = together.get(shift.booking_id)
    return (shift.booking_id,) if one is None else one.members


def _carry_out(session: Session, moving: Sequence[Shift], together: Mapping[int, Gathering]) -> None:
    by = {shift.booking_id: timedelta(seconds=shift.seconds) for shift in moving}
    occurrences = {one.occurrence_id: by.pop(first) for first, one in together.items() if first in by}
    shifting.shift(session, by, occurrences)


def _others(session: Session, shifts: Sequence[Shift], occurrences: Sequence[int]) -> list[Taken]:
    """Whatever else is taken where they would move."""
    wanted = [taken for shift in shifts for taken in shift.then]
    mine = [shift.booking_id for shift in shifts]
    found = shifting.around(
        session,
        [(taken.resource_id, taken.during) for taken in wanted],
        besides=mine,
        occurrences=occurrences,
    )
    return [Taken(stretch.booking_id, stretch.resource_id, stretch.during) for stretch in found]


def _move(session: Session, booking: Booking, by: timedelta) -> None:
    before = booking.start_time.isoformat()
    booking.start_time += by
    booking.end_time += by
    status, step = Status(booking.status), Step(booking.step) if booking.step else None
    moved: dict[str, Any] = {"from": before}
    transitions.advance(session, booking, status, step, kind="time_law", **moved)
    if booking.status == Status.CONFIRMED:
        transitions.tell(session, booking, "time_law_changed")
        ledger.enqueue(session, "bookings.complete", run_at=booking.end_time, booking_id=booking.id)
    else:
        follow(session, booking)


def _call_for_a_decision(session: Session, booking: Booking) -> None:
    booking.attention = booking.attention or rules.TIME_LAW
    status = Status(booking.status)
    transitions.advance(session, booking, status, booking.step, kind="time_law_conflict")
    if booking.status == Status.CONFIRMED:
        transitions.tell(session, booking, "time_law_conflict")
    log.warning("a booking cannot keep its wall time", booking_id=booking.id)
