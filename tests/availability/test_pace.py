"""A provider's rest and limits: their own business, and part of their timetable."""

from typing import Any

import pytest

from tests.api import Person, refused_fields

PACE: dict[str, Any] = {
    "restMinutes": 15,
    "limits": [
        {"period": "DAY", "count": 6, "minutes": 360},
        {"period": "MONTH", "count": 80, "minutes": None},
    ],
}


@pytest.fixture
def path(profile: int) -> str:
    return f"/v1/providers/{profile}/pace"


def test_at_first_there_is_none(ada: Person, path: str) -> None:
    assert ada.get(path).get_json()["data"] == {"restMinutes": 0, "limits": []}


def test_a_pace_comes_back_as_it_was_set(ada: Person, path: str) -> None:
    answer = ada.put(path, PACE)

    assert (answer.status_code, answer.get_json()["data"]) == (200, PACE)
    assert ada.get(path).get_json()["data"] == PACE
    assert ada.get(path).headers["ETag"] == answer.headers["ETag"]


def test_it_is_changed_only_from_the_version_that_was_read(ada: Person, path: str) -> None:
    tag = ada.get(path).headers["ETag"]
    ada.put(path, PACE)

    late = ada.put(path, PACE | {"restMinutes": 5}, headers={"If-Match": tag})

    assert (late.status_code, ada.get(path).get_json()["data"]) == (412, PACE)


def test_nobody_else_sees_or_sets_it(
    ada: Person, ben: Person, cleo: Person, stranger: Person, path: str
) -> None:
    ada.put(path, PACE)

    assert [person.get(path).status_code for person in (stranger, ben, cleo)] == [401, 403, 404]
    assert [person.put(path, PACE).status_code for person in (stranger, ben, cleo)] == [401, 403, 404]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"restMinutes": -1}, "restMinutes"),
        ({"restMinutes": 1441}, "restMinutes"),
        ({"restMinutes": "5"}, "restMinutes"),
        ({"limits": [{"period": "DAY"}]}, "limits.0.count"),
        ({"limits": None}, "limits"),
        ({"limits": [{"period": "WEEK", "count": 1}] * 2}, "limits.1.period"),
    ],
)
def test_a_bad_pace_is_refused_by_its_field(
    ada: Person, path: str, changes: dict[str, Any], field: str
) -> None:
    assert refused_fields(ada.put(path, PACE | changes)) == {field}
