from datetime import datetime, timedelta

import pytest

from tests.api import Person, execute, refused_fields
from tests.bookings.asking import book as book_one
from tests.bookings.asking import told
from tests.bookings.series.repeating import (
    WEEKS,
    ask,
    book,
    held,
    ids,
    preview,
    seen,
    standings,
    starts,
    wish,
)
from tests.factories.desks import Desk, open_desk
from tests.races import at_once

WEEK = timedelta(weeks=1)


def test_a_series_is_so_many_bookings(ben: Person, desk: Desk) -> None:
    series = book(ben, desk, desk.at(10), notes="Every week.")

    assert starts(series) == [desk.at(10) + week * WEEK for week in range(4)]
    assert standings(series) == ["CONFIRMED"] * 4
    assert held(series) == [1, 1, 1, 1]
    assert {one["seriesId"] for one in series["occurrences"]} == {series["id"]}
    assert {one["notes"] for one in series["occurrences"]} == {"Every week."}
    assert [told(booking_id) for booking_id in ids(series)] == [["series_booked"], [], [], []]
    done = (
        "SELECT count(*) FROM tasks WHERE actor = 'bookings.complete'"
        " AND (args->>'booking_id')::bigint = ANY(:ids)"
    )
    assert execute(done, ids=ids(series)) == 4


def test_conflicts_are_shown_before_anything_is_booked(ben: Person, cleo: Person, desk: Desk) -> None:
    book_one(cleo, desk, desk.at(10, day=10))
    desk.closes_on(desk.at(day=17).date())

    plan = preview(ben, desk, desk.at(10))

    assert [one["reasons"] for one in plan["occurrences"]] == [[], ["TAKEN"], ["OUTSIDE_HOURS"], []]
    assert (plan["conflicts"], plan["timezone"]) == (2, "UTC")
    near = [datetime.fromisoformat(at) for at in plan["occurrences"][1]["nearestSlots"]]
    assert near[0] == desk.at(9, day=10)
    assert execute("SELECT count(*) FROM bookings WHERE client_id = :id", id=ben.user_id) == 0


def test_nothing_is_left_out_or_shifted_in_silence(ben: Person, cleo: Person, desk: Desk) -> None:
    book_one(cleo, desk, desk.at(10, day=10))

    answer = ask(ben, desk, desk.at(10))

    error = answer.get_json()["error"]
    assert (answer.status_code, error["code"], error["conflicts"]) == (409, "SERIES_CONFLICTS", [2])
    assert execute("SELECT count(*) FROM series WHERE client_id = :id", id=ben.user_id) == 0


def test_the_client_decides_to_skip_and_to_shift(ben: Person, cleo: Person, desk: Desk) -> None:
    for day in (10, 17):
        book_one(cleo, desk, desk.at(10, day=day))
    shifted = desk.at(14, day=17)
    decisions = [
        {"number": 2, "action": "SKIP"},
        {"number": 3, "action": "SHIFT", "startTime": shifted.isoformat()},
    ]

    series = book(ben, desk, desk.at(10), decisions=decisions)

    assert starts(series) == [desk.at(10), shifted, desk.at(10, day=24)]


@pytest.mark.parametrize(
    "decisions",
    [
        [{"number": 9, "action": "SKIP"}],
        [{"number": 2, "action": "SHIFT", "startTime": "2020-01-01T10:00:00Z"}],
        [{"number": number, "action": "SKIP"} for number in (1, 2, 3, 4)],
        [{"number": 1, "action": "SKIP"}, {"number": 1, "action": "SKIP"}],
    ],
)
def test_a_decision_makes_sense(ben: Person, desk: Desk, decisions: list[object]) -> None:
    assert refused_fields(ask(ben, desk, desk.at(10), decisions=decisions)) == {"decisions"}


@pytest.mark.parametrize(
    "rrule", ["FREQ=WEEKLY", "FREQ=DAILY;COUNT=10000", "FREQ=DAILY;UNTIL=99991231", "every week"]
)
def test_endless_and_enormous_series_are_refused(ben: Person, desk: Desk, rrule: str) -> None:
    assert refused_fields(ben.post("/v1/series", wish(desk, desk.at(10), rrule))) == {"rrule"}
    assert refused_fields(ben.post("/v1/series/preview", wish(desk, desk.at(10), rrule))) == {"rrule"}


def test_what_a_card_secures_is_no_series(ben: Person, desk: Desk) -> None:
    desk.offers(price_minor=4000, payment="CARD")

    assert refused_fields(ask(ben, desk, desk.at(10))) == {"offeringId"}


def test_each_appointment_keeps_its_wall_time(ben: Person, ada: Person) -> None:
    london = open_desk(ada, timezone="Europe/London", opens=0, closes=1440)
    london.offers(horizon_days=730)
    first = london.at(10)

    plan = preview(ben, london, first, "FREQ=WEEKLY;COUNT=40")

    walls = {one["wallTime"][11:16] for one in plan["occurrences"]}
    assert len(walls) == 1
    assert plan["conflicts"] == 0
    instants = {one["startTime"][11:16] for one in plan["occurrences"]}
    assert len(instants) == 2  # summer and winter


def test_of_two_series_over_the_same_times_one_is_booked(ben: Person, cleo: Person, desk: Desk) -> None:
    answers = at_once([lambda who=who: ask(who, desk, desk.at(10)) for who in (ben, cleo)])

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    rows = execute(
        "SELECT count(*) FROM occupancies o JOIN resources r ON r.id = o.resource_id"
        " WHERE r.provider_id = :id",
        id=desk.provider_id,
    )
    assert rows == 4


def test_the_same_request_books_once(ben: Person, desk: Desk) -> None:
    body, key = wish(desk, desk.at(10)), {"Idempotency-Key": "weekly"}

    first, second = (ben.post("/v1/series", body, headers=key) for _ in range(2))

    assert first.get_json() == second.get_json()
    assert second.headers["Idempotency-Replayed"] == "true"


def test_the_provider_answers_all_at_once(ada: Person, ben: Person, picky_desk: Desk) -> None:
    series = book(ben, picky_desk, picky_desk.at(10))
    assert standings(series) == ["APPROVAL"] * 4
    assert told(ids(series)[0]) == ["series_requested"]
    path = f"/v1/series/{series['id']}"
    assert ben.post(f"{path}/confirm").status_code == 403

    answer = ada.post(f"{path}/confirm")

    assert answer.status_code == 200, answer.text
    assert standings(seen(ben, series["id"])) == ["CONFIRMED"] * 4
    assert ada.post(f"{path}/confirm").status_code == 409


def test_the_provider_answers_one_by_one(ada: Person, ben: Person, picky_desk: Desk) -> None:
    series = book(ben, picky_desk, picky_desk.at(10))
    first, second, *_ = ids(series)

    ada.post(f"/v1/bookings/{first}/confirm")
    ada.post(f"/v1/bookings/{second}/decline")
    ada.post(f"/v1/series/{series['id']}/decline", {"reason": "I am away."})

    assert standings(seen(ben, series["id"])) == ["CONFIRMED", "REJECTED", "REJECTED", "REJECTED"]


def test_a_series_is_its_peoples_alone(ben: Person, cleo: Person, desk: Desk) -> None:
    series = book(ben, desk, desk.at(10))
    path, first = f"/v1/series/{series['id']}", ids(series)[0]
    body = {"bookingId": first, "scope": "ALL"}

    assert cleo.get(path).status_code == 404
    assert cleo.post(f"{path}/cancel", body).status_code == 404
    assert cleo.post(f"{path}/move", {**body, "startTime": desk.at(12).isoformat()}).status_code == 404
    assert cleo.post(f"{path}/confirm").status_code in {404, 409}
    assert desk.owner.get(path).status_code == 200
    assert standings(seen(ben, series["id"])) == ["CONFIRMED"] * 4
    assert series["rrule"] == WEEKS
