"""Times that cannot be meant get a 400 that names the field: all of them in one place."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.api import Person, refused_fields
from tests.factories.desks import Desk, open_desk

MONDAY = {"dayOfWeek": "MONDAY", "startTime": "09:00", "endTime": "12:00"}
NIGHT = {"dayOfWeek": "SUNDAY", "startTime": "22:00", "endTime": "10:00"}
NEW_YEAR = {"date": "2030-01-01", "spans": [{"startTime": "09:00", "endTime": "12:00"}]}


@pytest.fixture
def desk(ada: Person) -> Desk:
    return open_desk(ada)


def put(desk: Desk, what: str, body: dict[str, Any]) -> TestResponse:
    return desk.owner.put(f"/v1/providers/{desk.provider_id}/{what}", body)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"rules": [{**MONDAY, "endTime": "23:59"}]}, "rules.0.endTime"),
        (
            {"rules": [], "overrides": [{**NEW_YEAR, "spans": [{"startTime": "09:00", "endTime": "23:59"}]}]},
            "overrides.0.spans.0.endTime",
        ),
        ({"rules": [MONDAY, {**MONDAY, "startTime": "11:59", "endTime": "13:00"}]}, "rules.1.startTime"),
        ({"rules": [MONDAY, MONDAY]}, "rules.1.startTime"),
        ({"rules": [MONDAY, NIGHT]}, "rules.1.startTime"),
        (
            {"rules": [], "overrides": [{**NEW_YEAR, "spans": NEW_YEAR["spans"] * 2}]},
            "overrides.0.spans.1.startTime",
        ),
        (
            {"rules": [{**MONDAY, "validFrom": "2030-02-01", "validUntil": "2030-01-31"}]},
            "rules.0.validUntil",
        ),
        ({"rules": [], "timezone": "Mars/Olympus"}, "timezone"),
    ],
)
def test_hours(desk: Desk, body: dict[str, Any], field: str) -> None:
    assert refused_fields(put(desk, "availability", body)) == {field}


def test_hours_of_a_schedule(desk: Desk) -> None:
    path = f"/v1/providers/{desk.provider_id}/schedules"

    answer = desk.owner.post(path, {"name": "Evenings", "rules": [MONDAY, MONDAY]})

    assert refused_fields(answer) == {"rules.1.startTime"}


@pytest.mark.parametrize(
    ("trip", "field"),
    [
        ({"firstDate": "2030-02-01", "lastDate": "2030-01-31", "timezone": "Asia/Tokyo"}, "trips.0.lastDate"),
        (
            {"firstDate": "2030-01-01", "lastDate": "2030-01-31", "timezone": "Asia/Atlantis"},
            "trips.0.timezone",
        ),
    ],
)
def test_trips(desk: Desk, trip: dict[str, str], field: str) -> None:
    assert refused_fields(put(desk, "trips", {"trips": [trip]})) == {field}


def test_a_time_off_that_ends_before_it_begins(desk: Desk) -> None:
    off = {"startTime": desk.at(12).isoformat(), "endTime": desk.at(9).isoformat()}

    answer = desk.owner.post(f"/v1/providers/{desk.provider_id}/time-off", off)

    assert refused_fields(answer) == {"endTime"}


@pytest.mark.parametrize(
    ("days", "zone", "field"), [(32, "UTC", "to"), (-1, "UTC", "to"), (1, "Europe/Atlantis", "timezone")]
)
def test_windows(stranger: Person, desk: Desk, days: int, zone: str, field: str) -> None:
    window = {"from": desk.at(0, day=1), "to": desk.at(0, day=1 + days)}
    asked = {name: at.isoformat() for name, at in window.items()} | {"timezone": zone}

    assert refused_fields(stranger.get(desk.slots, query_string=asked)) == {field}


@pytest.mark.parametrize("rule", ["FREQ=WEEKLY", "FREQ=DAILY;COUNT=10000", "FREQ=DAILY;UNTIL=99991231"])
def test_series_without_an_end_or_reason(ben: Person, desk: Desk, rule: str) -> None:
    for path in ("/v1/series", "/v1/series/preview"):
        assert refused_fields(ben.post(path, desk.wanted(desk.at(10), rrule=rule))) == {"rrule"}


def test_a_booking_that_ends_before_it_begins(ben: Person, desk: Desk) -> None:
    answer = ben.post("/v1/bookings", desk.wanted(desk.at(10), endTime=desk.at(9).isoformat()))

    assert refused_fields(answer) == {"endTime"}
