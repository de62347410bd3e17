"""What else an offering may ask of a time: lengths, grid, dates, limits."""

from typing import Any

import pytest

from tests.api import Person, refused_fields

RULES: dict[str, Any] = {
    "furtherDurations": [{"durationMinutes": 90, "price": 60}, {"durationMinutes": 30, "price": 22.5}],
    "grid": "FIT",
    "startOffsetMinutes": 15,
    "horizonKind": "BOOKABLE_DAYS",
    "horizonDays": 10,
    "bookableFrom": "2027-01-04",
    "bookableUntil": "2027-12-31",
    "limits": [
        {"period": "DAY", "count": 3, "minutes": None},
        {"period": "WEEK", "count": None, "minutes": 600},
    ],
}
PLAIN: dict[str, Any] = {
    "furtherDurations": [],
    "grid": "STEP",
    "startOffsetMinutes": 0,
    "horizonKind": "ROLLING",
    "bookableFrom": None,
    "bookableUntil": None,
    "limits": [],
}
HOUR: dict[str, Any] = {"title": "Lesson", "durationMinutes": 60, "price": 45}


@pytest.fixture
def path(profile: int) -> str:
    return f"/v1/providers/{profile}/offerings"


@pytest.fixture
def lesson(ada: Person, path: str) -> str:
    return str(ada.post(path, HOUR).headers["Location"])


def shown(person: Person, where: str) -> dict[str, Any]:
    data = person.get(where).get_json()["data"]
    return {name: data[name] for name in PLAIN | RULES}


def test_the_rules_come_back_as_they_were_written(ada: Person, path: str, stranger: Person) -> None:
    added = ada.post(path, HOUR | RULES)

    assert added.status_code == 201, added.text
    assert shown(stranger, added.headers["Location"]) == RULES


def test_without_rules_there_are_none(stranger: Person, lesson: str) -> None:
    assert {**shown(stranger, lesson), "horizonDays": 60} == PLAIN | {"horizonDays": 60}


def test_rules_are_changed_one_by_one_and_taken_away(ada: Person, lesson: str) -> None:
    for name, value in RULES.items():
        assert ada.put(lesson, {name: value}).status_code == 200, name
    assert shown(ada, lesson) == RULES

    answer = ada.put(lesson, PLAIN)

    assert answer.status_code == 200, answer.text
    assert {**shown(ada, lesson), "horizonDays": 60} == PLAIN | {"horizonDays": 60}


LENGTH = {"durationMinutes": 30, "price": 1}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"grid": "TIGHT"}, "grid"),
        ({"startOffsetMinutes": 30}, "startOffsetMinutes"),
        ({"startOffsetMinutes": -1}, "startOffsetMinutes"),
        ({"startOffsetMinutes": 20, "stepMinutes": 20}, "startOffsetMinutes"),
        ({"horizonKind": "EVER"}, "horizonKind"),
        ({"horizonKind": "FIXED"}, "bookableUntil"),
        ({"bookableFrom": "2027-02-01", "bookableUntil": "2027-01-31"}, "bookableUntil"),
        ({"bookableFrom": "2027-02-30"}, "bookableFrom"),
        ({"bookableUntil": "1999-01-01"}, "bookableUntil"),
        ({"furtherDurations": [{"durationMinutes": 60, "price": 1}]}, "furtherDurations"),
        ({"furtherDurations": [LENGTH, LENGTH]}, "furtherDurations"),
        ({"furtherDurations": [LENGTH | {"durationMinutes": 4}]}, "furtherDurations.0.durationMinutes"),
        ({"furtherDurations": [LENGTH | {"price": 1.001}]}, "furtherDurations.0.price"),
        ({"furtherDurations": [{"durationMinutes": 30}]}, "furtherDurations.0.price"),
        ({"furtherDurations": [LENGTH] * 11}, "furtherDurations"),
        ({"limits": [{"period": "YEAR", "count": 1}]}, "limits.0.period"),
        ({"limits": [{"period": "DAY"}]}, "limits.0.count"),
        ({"limits": [{"period": "DAY", "count": 0}]}, "limits.0.count"),
        ({"limits": [{"period": "DAY", "minutes": 59}]}, "limits.0.minutes"),
        ({"limits": [{"period": "DAY", "count": 1}, {"period": "DAY", "minutes": 99}]}, "limits.1.period"),
    ],
)
def test_what_cannot_hold_is_refused_by_its_name(
    ada: Person, path: str, lesson: str, changes: dict[str, Any], field: str
) -> None:
    before = shown(ada, lesson)

    assert refused_fields(ada.put(lesson, changes)) == {field}
    assert refused_fields(ada.post(path, HOUR | changes)) == {field}
    assert shown(ada, lesson) == before
