from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.api import Person, execute, refused_fields
from tests.availability.taken import stand
from tests.counting import statements_counted
from tests.races import at_once

MORNING = {"dayOfWeek": "MONDAY", "startTime": "09:00", "endTime": "12:00"}
WEEK: dict[str, Any] = {
    "timezone": "America/New_York",
    "rules": [
        {**MORNING, "validFrom": None, "validUntil": None},
        {
            "dayOfWeek": "MONDAY",
            "startTime": "13:00",
            "endTime": "24:00",
            "validFrom": "2026-01-01",
            "validUntil": "2026-12-31",
        },
        {
            "dayOfWeek": "FRIDAY",
            "startTime": "22:00",
            "endTime": "02:00",
            "validFrom": None,
            "validUntil": None,
        },
    ],
    "overrides": [
        {"date": "2026-12-24", "spans": [{"startTime": "08:00", "endTime": "10:00"}], "reason": "Early"},
        {"date": "2026-12-25", "spans": [], "reason": "Christmas"},
    ],
}


@pytest.fixture
def path(profile: int) -> str:
    return f"/v1/providers/{profile}/availability"


def every_day(start: str, end: str) -> dict[str, Any]:
    days = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
    return {"rules": [{"dayOfWeek": day, "startTime": start, "endTime": end} for day in days]}


def tomorrow_at(hour: int) -> datetime:
    return (datetime.now(UTC) + timedelta(days=1)).replace(hour=hour, minute=0, second=0, microsecond=0)


def test_hours_come_back_as_they_were_written(ada: Person, path: str) -> None:
    replaced = ada.put(path, WEEK)

    assert replaced.status_code == 200, replaced.text
    data = ada.get(path).get_json()["data"]
    assert {name: data[name] for name in WEEK} == WEEK
    assert replaced.get_json()["data"] == {**data, "conflicts": []}


def test_midnight_may_be_written_as_the_next_days_first_minute(ada: Person, path: str) -> None:
    ada.put(path, {"rules": [{**MORNING, "endTime": "00:00"}]})

    assert ada.get(path).get_json()["data"]["rules"][0]["endTime"] == "24:00"


def test_what_stood_before_is_replaced_whole(ada: Person, path: str) -> None:
    ada.put(path, WEEK)
    data = ada.put(path, {"rules": [MORNING]}).get_json()["data"]

    assert len(data["rules"]) == 1
    assert data["overrides"] == []
    assert data["timezone"] == "America/New_York"


def test_anybody_reads_the_hours_but_not_the_reasons(ada: Person, path: str, stranger: Person) -> None:
    ada.put(path, WEEK)

    answer = stranger.get(path)

    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert [override["reason"] for override in answer.get_json()["data"]["overrides"]] == ["", ""]
    again = stranger.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({}, "rules"),
        ({"rules": [{**MORNING, "dayOfWeek": "Monday"}]}, "rules.0.dayOfWeek"),
        ({"rules": [{**MORNING, "dayOfWeek": 1}]}, "rules.0.dayOfWeek"),
        ({"rules": [MORNING, {**MORNING, "startTime": "9:00"}]}, "rules.1.startTime"),
        ({"rules": [{**MORNING, "startTime": "24:00"}]}, "rules.0.startTime"),
        ({"rules": [{**MORNING, "endTime": "25:00"}]}, "rules.0.endTime"),
        ({"rules": [{**MORNING, "endTime": "12:00:00"}]}, "rules.0.endTime"),
        (
            {"rules": [{**MORNING, "validFrom": "2026-02-01", "validUntil": "2026-01-31"}]},
            "rules.0.validUntil",
        ),
        ({"rules": [{**MORNING, "validFrom": "2026-02-30"}]}, "rules.0.validFrom"),
        ({"rules": [{**MORNING, "validFrom": "0001-01-01"}]}, "rules.0.validFrom"),
        ({"rules": [MORNING] * 201}, "rules"),
        ({"rules": [{**MORNING, "seats": 4}]}, "rules.0.seats"),
        ({"rules": "always"}, "rules"),
        ({"rules": [], "timezone": "Mars/Olympus"}, "timezone"),
        ({"rules": [], "overrides": [{"date": "2026-01-01"}]}, "overrides.0.spans"),
        ({"rules": [], "overrides": [{"date": "someday", "spans": []}]}, "overrides.0.date"),
        ({"rules": [], "overrides": [{"date": "2026-01-01", "spans": []}] * 2}, "overrides.1.date"),
        ({"rules": [], "overrides": [{"date": "2026-01-01", "spans": [{}] * 25}]}, None),
    ],
)
def test_bad_hours_name_their_field_and_change_nothing(
    ada: Person, path: str, body: object, named: str | None
) -> None:
    ada.put(path, WEEK)

    fields = refused_fields(ada.put(path, body))

    assert named is None or fields == {named}
    assert len(ada.get(path).get_json()["data"]["rules"]) == 3


def test_an_end_of_23_59_is_refused_with_a_hint(ada: Person, path: str) -> None:
    answer = ada.put(path, {"rules": [{**MORNING, "endTime": "23:59"}]})

    assert refused_fields(answer) == {"rules.0.endTime"}
    assert "24:00" in answer.get_json()["error"]["details"][0]["message"]


def test_nobody_writes_somebody_elses_hours(ada: Person, ben: Person, cleo: Person, path: str) -> None:
    ada.put(path, WEEK)

    assert cleo.put(path, {"rules": []}).status_code == 404
    assert ben.put(path, {"rules": []}).status_code == 403
    assert len(ada.get(path).get_json()["data"]["rules"]) == 3


def test_of_two_replacements_from_one_reading_the_second_is_refused(ada: Person, path: str) -> None:
    tag = {"If-Match": ada.get(path).headers["ETag"]}

    first = ada.put(path, {"rules": [MORNING]}, headers=tag)
    second = ada.put(path, WEEK, headers=tag)

    assert [first.status_code, second.status_code] == [200, 412]
    assert ada.put(path, WEEK, headers={"If-Match": first.headers["ETag"]}).status_code == 200


def test_bookings_outside_of_the_new_hours_stand_and_are_named(
    ada: Person, ben: Person, profile: int, path: str, stranger: Person
) -> None:
    ada.put(path, {**every_day("08:00", "18:00"), "timezone": "UTC"})
    inside, late = (stand(profile, ben.user_id, tomorrow_at(hour)) for hour in (9, 16))
    half_out = stand(profile, ben.user_id, tomorrow_at(12) - timedelta(minutes=30), status="PENDING")

    conflicts = ada.put(path, every_day("08:00", "12:00")).get_json()["data"]["conflicts"]

    assert inside not in {conflict["bookingId"] for conflict in conflicts}
    assert [conflict["bookingId"] for conflict in conflicts] == [half_out, late]
    assert conflicts[1]["startTime"] == tomorrow_at(16).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert execute("SELECT count(*) FROM occupancies WHERE booking_id = :id", id=late) == 1
    assert "conflicts" not in stranger.get(path).get_json()["data"]


def test_replacements_at_once_never_mix(ada: Person, profile: int, path: str) -> None:
    def write(hour: int) -> Callable[[], TestResponse]:
        return lambda: ada.put(path, every_day(f"{hour:02}:00", f"{hour + 1:02}:00"))

    answers = at_once([write(hour) for hour in range(6)])

    assert {answer.status_code for answer in answers} == {200}
    rules = ada.get(path).get_json()["data"]["rules"]
    assert len(rules) == 7
    assert len({rule["startTime"] for rule in rules}) == 1
    assert execute("SELECT timetable_version FROM providers WHERE id = :id", id=profile) == 7


def test_replacements_at_once_from_one_reading_have_one_winner(ada: Person, path: str) -> None:
    tag = {"If-Match": ada.get(path).headers["ETag"]}

    answers = at_once([lambda: ada.put(path, {"rules": [MORNING]}, headers=tag) for _ in range(5)])

    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412, 412]


def test_more_hours_take_no_more_queries(ada: Person, path: str, stranger: Person) -> None:
    ada.put(path, {"rules": [MORNING]})
    with statements_counted() as short:
        stranger.get(path)
    ada.put(path, WEEK)
    with statements_counted() as long:
        stranger.get(path)

    assert len(short) == len(long) == 3
