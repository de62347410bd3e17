from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from tests.api import Person
from tests.bookings.asking import book as book_one
from tests.bookings.changing import cancel as cancel_one
from tests.bookings.changing import move as move_one
from tests.bookings.series.repeating import book, held, ids, seen, standings, starts
from tests.factories.desks import Desk, open_desk

WEEK = timedelta(weeks=1)


@pytest.fixture
def series(ben: Person, desk: Desk) -> dict[str, object]:
    """Ben's ten o'clock, four weeks in a row."""
    return book(ben, desk, desk.at(10))


def move(person: Person, series: dict[str, object], number: int, start: object, scope: str) -> TestResponse:
    body = {"bookingId": ids(series)[number], "startTime": start.isoformat(), "scope": scope}  # type: ignore[attr-defined]
    return person.post(f"/v1/series/{series['id']}/move", body)


def cancel(person: Person, series: dict[str, object], number: int, scope: str) -> TestResponse:
    body = {"bookingId": ids(series)[number], "scope": scope}
    return person.post(f"/v1/series/{series['id']}/cancel", body)


def now(person: Person, series: dict[str, object]) -> dict[str, object]:
    return seen(person, int(str(series["id"])))


def test_one_moves_by_itself(ben: Person, desk: Desk, series: dict[str, object]) -> None:
    assert move_one(ben, ids(series)[1], desk.at(14, day=10)).status_code == 200

    assert [start.hour for start in starts(now(ben, series))] == [10, 14, 10, 10]


@pytest.mark.parametrize(("scope", "hours"), [("FOLLOWING", [10, 14, 14, 14]), ("ALL", [14, 14, 14, 14])])
def test_this_and_the_following_or_all_move(
    ben: Person, desk: Desk, series: dict[str, object], scope: str, hours: list[int]
) -> None:
    answer = move(ben, series, 1, desk.at(14, day=10), scope)

    assert answer.status_code == 200, answer.text
    assert [start.hour for start in starts(now(ben, series))] == hours
    assert held(series) == [1, 1, 1, 1]
    assert [one["version"] for one in answer.get_json()["data"]["occurrences"]] == [
        1 + (hour == 14) for hour in hours
    ]


@pytest.mark.parametrize("days", [7, -1, 1])
def test_a_series_moves_into_its_own_times(
    ben: Person, desk: Desk, series: dict[str, object], days: int
) -> None:
    answer = move(ben, series, 1, desk.at(10, day=10 + days), "FOLLOWING")

    assert answer.status_code == 200, answer.text
    expected = [desk.at(10), *(desk.at(10, day=10 + days) + week * WEEK for week in range(3))]
    assert starts(now(ben, series)) == expected


def test_all_move_or_none(ben: Person, cleo: Person, desk: Desk, series: dict[str, object]) -> None:
    book_one(cleo, desk, desk.at(14, day=17))
    before = now(ben, series)

    assert move(ben, series, 0, desk.at(14), "ALL").status_code == 409

    assert now(ben, series) == before


def test_wall_times_move_together_over_the_change_of_the_clocks(ben: Person, ada: Person) -> None:
    london = open_desk(ada, timezone="Europe/London", opens=0, closes=1440, horizon_days=730)
    series = book(ben, london, london.at(10), rrule="FREQ=MONTHLY;INTERVAL=3;COUNT=3")

    answer = move(ben, series, 0, starts(series)[0] + timedelta(hours=2), "ALL")

    assert answer.status_code == 200, answer.text
    pairs = zip(starts(series), starts(now(ben, series)), strict=True)
    assert {after - before for before, after in pairs} == {timedelta(hours=2)}


@pytest.mark.parametrize(
    ("scope", "left"), [("FOLLOWING", ["CONFIRMED"] + ["CANCELLED"] * 3), ("ALL", ["CANCELLED"] * 4)]
)
def test_this_and_the_following_or_all_are_cancelled(
    ben: Person, series: dict[str, object], scope: str, left: list[str]
) -> None:
    answer = cancel(ben, series, 1, scope)

    assert answer.status_code == 200, answer.text
    assert standings(now(ben, series)) == left
    assert held(series) == [int(one == "CONFIRMED") for one in left]


def test_what_was_cancelled_before_stays_cancelled(
    ben: Person, desk: Desk, series: dict[str, object]
) -> None:
    cancel_one(ben, ids(series)[2])

    assert move(ben, series, 0, desk.at(14), "ALL").status_code == 200
    assert [start.hour for start in starts(now(ben, series))] == [14, 14, 10, 14]


def test_a_booking_of_another_series_is_not_meant(ben: Person, desk: Desk, series: dict[str, object]) -> None:
    other = book(ben, desk, desk.at(16))
    body = {"bookingId": ids(other)[0], "scope": "ALL"}

    assert ben.post(f"/v1/series/{series['id']}/cancel", body).status_code == 404
