"""Passing what is taken from one booking to another, and moving it in time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, case, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session

from app.availability.models import Occupancy, SeatClaim
from app.kernel.intervals import Interval
from app.kernel.zones import instant_from, instant_of, moment_of


@dataclass(frozen=True, slots=True)
class Held:
    """What of a resource is taken, buffers included; 0 where no booking has it."""

    booking_id: int
    resource_id: int
    during: Interval


def of_bookings(session: Session, booking_ids: Sequence[int]) -> list[Held]:
    """All that these bookings hold."""
    return _stretches(session, Occupancy.booking_id.in_(booking_ids))


@dataclass(frozen=True, slots=True)
class Gathering:
    """An occurrence of a group, all who have seats in it, and all that it takes."""

    occurrence_id: int
    members: tuple[int, ...]
    held: tuple[Held, ...]

    @property
    def first(self) -> int:
        """The booking that stands for all of them."""
        return self.members[0]


_GATHERINGS = text("""
    SELECT c.occupancy_id, array_agg(c.booking_id ORDER BY c.booking_id) AS members FROM seat_claims c
    WHERE c.occupancy_id IN (SELECT occupancy_id FROM seat_claims WHERE booking_id = ANY(:ids))
    GROUP BY c.occupancy_id ORDER BY c.occupancy_id
""")


def gatherings(session: Session, booking_ids: Sequence[int]) -> list[Gathering]:
    """The occurrences in which any of these bookings has seats."""
    found = session.execute(_GATHERINGS, {"ids": list(booking_ids)}).all()
    return [
        Gathering(number, tuple(members), tuple(_stretches(session, _of_occurrences([number]))))
        for number, members in found
    ]


def _of_occurrences(numbers: Sequence[int]) -> ColumnElement[bool]:
    return or_(Occupancy.id.in_(numbers), Occupancy.occurrence_id.in_(numbers))


def around(
    session: Session,
    places: Iterable[tuple[int, Interval]],
    *,
    besides: Sequence[int],
    occurrences: Sequence[int] = (),
) -> list[Held]:
    """What is taken in any of these places, by others than these bookings and occurrences."""
    wanted = [
        and_(
            Occupancy.resource_id == resource_id,
            Occupancy.during.overlaps(Range(moment_of(during.start), moment_of(during.end))),
        )
        for resource_id, during in places
    ]
    if not wanted:
        return []
    others = func.coalesce(Occupancy.booking_id, 0).not_in(besides)
    occurrence = func.coalesce(Occupancy.occurrence_id, Occupancy.id).not_in(occurrences)
    return _stretches(session, or_(*wanted), others, occurrence)


_SHIFT = text("""
    WITH gone AS (
        DELETE FROM occupancies USING unnest(CAST(:ids AS bigint[]), CAST(:by AS interval[])) AS m(id, by)
        WHERE booking_id = m.id
        RETURNING resource_id, during, kind, booking_id, offering_id, starts_at, capacity, seats_taken,
                  expires_at, m.by
    )
    SELECT jsonb_agg(jsonb_build_object('resource_id', resource_id, 'kind', kind, 'booking_id', booking_id,
        'during', tstzrange(lower(during) + by, upper(during) + by), 'offering_id', offering_id,
        'starts_at', starts_at + by, 'capacity', capacity, 'seats_taken', seats_taken,
        'expires_at', expires_at))::text
    FROM gone
""")
_PUT_BACK = text("""
    INSERT INTO occupancies (resource_id, during, kind, booking_id, offering_id, starts_at, capacity,
                             seats_taken, expires_at)
    SELECT * FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS o(
        resource_id bigint, during tstzrange, kind text, booking_id bigint, offering_id bigint,
        starts_at timestamptz, capacity int, seats_taken int, expires_at timestamptz)
    ORDER BY resource_id, lower(during)
""")


# An occurrence keeps its row, since claims name it: it counts for nothing until all have their new places.
_LIFT = text("""
    UPDATE occupancies SET active = false, starts_at = starts_at + m.by, ends_at = ends_at + m.by,
        during = tstzrange(lower(during) + m.by, upper(during) + m.by)
    FROM unnest(CAST(:ids AS bigint[]), CAST(:by AS interval[])) AS m(id, by)
    WHERE occupancies.id = m.id OR occupancies.occurrence_id = m.id
""")


def shift(
    session: Session, by: Mapping[int, timedelta], occurrences: Mapping[int, timedelta] | None = None
) -> None:
    """Move all that these bookings hold, and these occurrences, at once.

    Raises:
        IntegrityError: one of the places was taken.
    """
    together = occurrences or {}
    if together:
        session.execute(_LIFT, {"ids": list(together), "by": list(together.values())})
    if by:
        rows = session.execute(_SHIFT, {"ids": list(by), "by": list(by.values())}).scalar_one()
        if rows is not None:
            session.execute(_PUT_BACK, {"rows": rows})
    if together:
        session.execute(update(Occupancy).where(_of_occurrences(list(together))).values(active=True))


def _stretches(session: Session, *which: ColumnElement[bool]) -> list[Held]:
    since, until = func.lower(Occupancy.during), func.upper(Occupancy.during)
    wanted = select(Occupancy.booking_id, Occupancy.resource_id, since, until)
    rows = session.execute(wanted.where(*which, Occupancy.active).order_by(Occupancy.id))
    return [
        Held(booking_id or 0, resource_id, Interval(instant_of(begins), instant_from(ends)))
        for booking_id, resource_id, begins, ends in rows
    ]


def hand_over(session: Session, booking_id: int, *, to: int) -> None:
    """What one booking holds is another one's from here on."""
    for table in (Occupancy, SeatClaim):
        session.execute(update(table).where(table.booking_id == booking_id).values(booking_id=to))


def exchange(session: Session, one: int, other: int) -> None:
    """What one booking holds is the other's, and the other way round; of groups, as many seats of each."""
    both = Occupancy.booking_id.in_((one, other))
    turned = case((Occupancy.booking_id == one, other), else_=one)
    session.execute(update(Occupancy).where(both).values(booking_id=turned))
    session.execute(_CHANGE_SEATS, {"one": one, "other": other})


_CHANGE_SEATS = text("""
    UPDATE seat_claims SET occupancy_id = theirs.occupancy_id FROM seat_claims theirs
    WHERE seat_claims.booking_id IN (:one, :other) AND theirs.booking_id IN (:one, :other)
      AND theirs.booking_id <> seat_claims.booking_id
""")
