from dataclasses import dataclass
from typing import Any

import pytest

from tests.api import Person, join, refused_fields
from tests.bookings.asking import ask, book
from tests.factories.desks import Desk

DAY = 41  # on which no other test books: an administrator sees those too


@dataclass(frozen=True)
class Diary:
    """Ben's bookings at Ada's desk, in the order of their starts, and one of Cleo's."""

    confirmed: int
    requested: int
    cancelled: int
    cleos: int


@pytest.fixture
def diary(ben: Person, cleo: Person, desk: Desk) -> Diary:
    cancelled = book(ben, desk, desk.at(14, day=DAY))
    ben.delete(f"/v1/bookings/{cancelled}")
    cleos = book(cleo, desk, desk.at(16, day=DAY))
    confirmed = book(ben, desk, desk.at(10, day=DAY))
    requested = ask(ben, desk, desk.at(12, day=DAY)).get_json()["data"]["id"]
    return Diary(confirmed, requested, cancelled, cleos)


def listed(person: Person, **query: Any) -> list[int]:
    answer = person.get("/v1/bookings", query_string=query)
    assert answer.status_code == 200, answer.text
    return [booking["id"] for booking in answer.get_json()["data"]]


def test_a_client_sees_their_own_by_start(ben: Person, diary: Diary) -> None:
    assert listed(ben) == [diary.confirmed, diary.requested, diary.cancelled]
    assert listed(ben, sort="-startTime") == [diary.cancelled, diary.requested, diary.confirmed]


def test_a_provider_sees_what_is_booked_with_them(desk: Desk, diary: Diary) -> None:
    everything = [diary.confirmed, diary.requested, diary.cancelled, diary.cleos]

    assert listed(desk.owner) == everything
    assert listed(desk.owner, role="provider") == everything
    assert listed(desk.owner, role="client") == []


def test_nobody_sees_what_is_not_theirs(cleo: Person, diary: Diary) -> None:
    assert listed(cleo) == [diary.cleos]
    assert listed(cleo, role="provider") == []


def test_an_administrator_sees_everything(ben: Person, desk: Desk, diary: Diary) -> None:
    root = join(ben.app, "Root", "ADMIN")

    day = {"from": desk.at(0, day=DAY).isoformat(), "to": desk.at(24, day=DAY).isoformat()}

    found = listed(root, size=100, **day)

    assert {diary.confirmed, diary.requested, diary.cancelled, diary.cleos} <= set(found)
    assert root.get(f"/v1/bookings/{diary.cleos}").status_code == 200
    assert listed(root, role="client") == []


def test_the_list_is_filtered_by_state(ben: Person, diary: Diary) -> None:
    assert listed(ben, status="CANCELLED") == [diary.cancelled]
    assert listed(ben, status="CONFIRMED,REQUESTED") == [diary.confirmed, diary.requested]
    assert listed(ben, status="EXPIRED") == []


def test_the_list_is_filtered_by_start(ben: Person, desk: Desk, diary: Diary) -> None:
    noon = desk.at(12, day=DAY).isoformat()

    assert listed(ben, **{"from": noon}) == [diary.requested, diary.cancelled]
    assert listed(ben, to=noon) == [diary.confirmed]
    assert listed(ben, **{"from": noon, "to": desk.at(13, day=DAY).isoformat()}) == [diary.requested]
    assert listed(ben, **{"from": noon, "to": noon}) == []


def test_the_list_comes_in_pages(ben: Person, diary: Diary) -> None:
    answer = ben.get("/v1/bookings?page=2&size=2").get_json()

    assert [booking["id"] for booking in answer["data"]] == [diary.cancelled]
    assert answer["pagination"] == {"page": 2, "size": 2, "total": 3, "totalPages": 2}
    assert listed(ben, page=3, size=2) == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("role=boss", "role"),
        ("status=LOST", "status"),
        ("status=,", "status"),
        ("status=confirmed", "status"),
        ("status=CONFIRMED%0A", "status"),
        ("from=yesterday", "from"),
        ("from=2030-01-01T00:00:00", "from"),
        ("to=9999-12-31T23:59:59Z", "to"),
        ("sort=price", "sort"),
        ("page=0", "page"),
        ("page=10001", "page"),
        ("page=x", "page"),
        ("size=101", "size"),
        ("order=1", "order"),
    ],
)
def test_a_bad_filter_is_named(ben: Person, query: str, field: str) -> None:
    assert refused_fields(ben.get(f"/v1/bookings?{query}")) == {field}


def test_the_list_needs_a_name(stranger: Person) -> None:
    assert stranger.get("/v1/bookings").status_code == 401
