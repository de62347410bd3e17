"""Looking at a group's seats, and asking for some."""

from typing import Any

from tests.api import Person, execute
from tests.availability.slots.looking import look
from tests.factories.desks import Desk


def left(person: Person, desk: Desk, hour: int, **query: Any) -> int | None:
    """The seats left at this hour, as the list of slots says; None where it does not list it."""
    start = desk.at(hour)
    data = look(person, desk, desk.at(0), desk.at(24), offeringId=desk.offering_id, **query)
    found = {slot["startTime"]: slot["seatsLeft"] for slot in data["slots"]}
    return found.get(start.isoformat().replace("+00:00", "Z"))


def claimed(booking_id: int) -> int:
    """How many seats a booking has."""
    seats: int = execute(
        "SELECT coalesce((SELECT seats FROM seat_claims WHERE booking_id = :id), 0)", id=booking_id
    )
    return seats


def counted(desk: Desk) -> list[int]:
    """The seats taken of each occurrence, by start."""
    rows = execute(
        "SELECT coalesce(json_agg(seats_taken ORDER BY starts_at), '[]') FROM occupancies"
        " WHERE offering_id = :id AND ends_at IS NOT NULL",
        id=desk.offering_id,
    )
    return list(rows)


def miscounted() -> int:
    """Occurrences that count other than what their claims sum up to; there can be none."""
    wrong: int = execute(
        "SELECT count(*) FROM occupancies o"
        " LEFT JOIN (SELECT occupancy_id, sum(seats) AS seats FROM seat_claims GROUP BY 1) c"
        " ON c.occupancy_id = o.id"
        " WHERE o.ends_at IS NOT NULL AND o.seats_taken IS DISTINCT FROM c.seats"
    )
    return wrong
