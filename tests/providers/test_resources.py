"""Rooms and devices, and what an offering needs of them: their provider's business alone."""

from typing import Any

import pytest

from tests.api import Person, execute, refused_fields
from tests.counting import statements_counted

ROOM = {"kind": "ROOM", "name": "North"}


@pytest.fixture
def path(profile: int) -> str:
    return f"/v1/providers/{profile}/resources"


@pytest.fixture
def rooms(ada: Person, path: str) -> list[int]:
    return [
        ada.post(path, {**ROOM, "name": name}).get_json()["data"]["id"] for name in ("North", "South", "East")
    ]


@pytest.fixture
def needs(ada: Person, profile: int) -> str:
    """Where the needs of Ada's first offering are to be found."""
    offerings = ada.get(f"/v1/providers/{profile}/offerings").get_json()["data"]
    return f"/v1/providers/{profile}/offerings/{offerings[0]['id']}/needs"


def test_a_room_is_added_renamed_and_retired(ada: Person, path: str) -> None:
    added = ada.post(path, ROOM)
    assert added.status_code == 201, added.text
    room = added.headers["Location"]
    assert added.get_json()["data"] | ROOM == added.get_json()["data"]

    assert ada.put(room, {"name": "Attic"}).get_json()["data"]["name"] == "Attic"
    assert ada.put(room, {"kind": "DEVICE"}).get_json()["data"]["kind"] == "DEVICE"
    assert ada.delete(room).status_code == 204
    assert ada.put(room, {"name": "Attic"}).status_code == 404
    assert ada.get(path).get_json()["data"] == []


def test_the_providers_own_time_is_no_room(ada: Person, path: str, profile: int) -> None:
    time = execute("SELECT id FROM resources WHERE provider_id = :id AND kind = 'time'", id=profile)

    assert ada.get(path).get_json()["data"] == []
    assert ada.delete(f"{path}/{time}").status_code == 404


def test_rooms_are_nobody_elses_business(
    ada: Person, ben: Person, cleo: Person, path: str, needs: str
) -> None:
    room = ada.post(path, ROOM).headers["Location"]

    assert [who.get(path).status_code for who in (ben, cleo)] == [403, 404]
    assert cleo.post(path, ROOM).status_code == 404
    assert cleo.put(room, {"name": "Mine"}).status_code == 404
    assert cleo.delete(room).status_code == 404
    assert cleo.get(needs).status_code == 404
    assert cleo.put(needs, {"needs": []}).status_code == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "TIME"}, "kind"),
        ({"kind": None}, "kind"),
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "two\nlines"}, "name"),
        ({"id": 7}, "id"),
    ],
)
def test_a_bad_room_is_refused_with_the_field(
    ada: Person, path: str, change: dict[str, Any], field: str
) -> None:
    assert refused_fields(ada.post(path, {**ROOM, **change})) == {field}


def test_needs_come_back_as_they_were_said_in_their_order(ada: Person, needs: str, rooms: list[int]) -> None:
    north, south, east = rooms
    wanted = [{"anyOf": [south, north], "count": 2}, {"anyOf": [east], "count": 1}]

    said = ada.put(needs, {"needs": wanted})

    assert said.status_code == 200, said.text
    assert ada.get(needs).get_json()["data"]["needs"] == wanted
    assert ada.put(needs, {"needs": []}).get_json()["data"]["needs"] == []


def test_needs_change_on_condition_and_raise_the_timetables_version(
    ada: Person, needs: str, rooms: list[int], profile: int
) -> None:
    tag = ada.get(needs).headers["ETag"]
    before = execute("SELECT timetable_version FROM providers WHERE id = :id", id=profile)
    body = {"needs": [{"anyOf": rooms}]}

    assert ada.put(needs, body, headers={"If-Match": tag}).status_code == 200
    assert ada.put(needs, body, headers={"If-Match": tag}).status_code == 412
    assert execute("SELECT timetable_version FROM providers WHERE id = :id", id=profile) == before + 1


def test_bad_needs_are_refused_with_the_place(
    ada: Person, needs: str, rooms: list[int], profile: int
) -> None:
    time = execute("SELECT id FROM resources WHERE provider_id = :id AND kind = 'time'", id=profile)
    bad = [
        ([{"anyOf": []}], "needs.0.anyOf"),
        ([{"anyOf": [rooms[0], rooms[0]]}], "needs.0.anyOf"),
        ([{"anyOf": [rooms[0], rooms[0]]}], "needs.0.anyOf"),
        ([{"anyOf": [rooms[0]]}, {"anyOf": [10**9]}], "needs.1.anyOf"),
        ([{"anyOf": [time]}], "needs.0.anyOf"),
        ([{"anyOf": rooms}, {"anyOf": rooms[:1]}], "needs.1.anyOf"),
        ([{"anyOf": rooms[:2], "count": 3}], "needs.0.count"),
        ([{"anyOf": rooms, "count": 0}], "needs.0.count"),
        ([{"anyOf": ["x"]}], "needs.0.anyOf.0"),
    ]
    for wanted, field in bad:
        assert refused_fields(ada.put(needs, {"needs": wanted})) == {field}, wanted
    assert refused_fields(ada.put(needs, {})) == {"needs"}


def test_a_room_that_is_needed_cannot_be_retired(
    ada: Person, path: str, needs: str, rooms: list[int]
) -> None:
    ada.put(needs, {"needs": [{"anyOf": rooms[:1]}]})

    answer = ada.delete(f"{path}/{rooms[0]}")

    error = answer.get_json()["error"]
    assert (answer.status_code, error["code"]) == (409, "STILL_NEEDED")
    assert error["offeringIds"] == [int(needs.split("/")[5])]
    assert ada.delete(f"{path}/{rooms[1]}").status_code == 204
    ada.put(needs, {"needs": []})
    assert ada.delete(f"{path}/{rooms[0]}").status_code == 204


def test_a_longer_list_of_rooms_costs_no_more_queries(ada: Person, path: str, rooms: list[int]) -> None:
    assert rooms
    with statements_counted() as few:
        ada.get(path)
    for number in range(5):
        ada.post(path, {**ROOM, "name": f"Room {number}"})
    with statements_counted() as many:
        assert ada.get(path, query_string={"size": 2}).get_json()["pagination"]["total"] == 8

    assert len(many) == len(few) <= 4
