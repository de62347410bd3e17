"""Rooms and devices, and what an offering needs of them, as their provider says it."""

from dataclasses import dataclass

from tests.api import Person, execute
from tests.factories.desks import Desk, open_desk


@dataclass(frozen=True)
class Studio:
    """A desk, of which each booking needs one of two rooms, the northern one first."""

    desk: Desk
    north: int
    south: int


def open_studio(owner: Person) -> Studio:
    desk = open_desk(owner)
    built = Studio(desk, add_room(desk, "North"), add_room(desk, "South"))
    needs(desk, ([built.north, built.south], 1))
    return built


def add_room(desk: Desk, name: str = "Room", *, kind: str = "ROOM") -> int:
    answer = desk.owner.post(f"/v1/providers/{desk.provider_id}/resources", {"kind": kind, "name": name})
    assert answer.status_code == 201, answer.text
    room: int = answer.get_json()["data"]["id"]
    return room


def needs(desk: Desk, *wanted: tuple[list[int], int]) -> None:
    """So many of these, for each booking."""
    body = {"needs": [{"anyOf": any_of, "count": count} for any_of, count in wanted]}
    answer = desk.owner.put(needs_of(desk), body)
    assert answer.status_code == 200, answer.text


def needs_of(desk: Desk) -> str:
    return f"/v1/providers/{desk.provider_id}/offerings/{desk.offering_id}/needs"


def held_by(booking_id: int) -> list[int]:
    """The rooms and devices that a booking has, or its occurrence."""
    rows = execute(
        "SELECT coalesce(json_agg(r.id ORDER BY r.id), '[]') FROM occupancies o"
        " JOIN resources r ON r.id = o.resource_id AND r.kind <> 'time'"
        " WHERE o.booking_id = :id"
        " OR o.occurrence_id = (SELECT occupancy_id FROM seat_claims WHERE booking_id = :id)",
        id=booking_id,
    )
    return list(rows)


def stretches(*resources: int) -> int:
    """How many stretches of these are taken."""
    count: int = execute(
        "SELECT count(*) FROM occupancies WHERE resource_id = ANY(:ids)", ids=list(resources)
    )
    return count


def is_taken(room: int, desk: Desk, hour: int) -> None:
    """Something else has the room for an hour."""
    execute(
        "INSERT INTO occupancies (resource_id, during, kind, starts_at)"
        " VALUES (:room, tstzrange(:since, :until), 'booking', :since)",
        room=room,
        since=desk.at(hour),
        until=desk.at(hour + 1),
    )
