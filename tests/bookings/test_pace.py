"""Limits and rest hold whatever the rivals do, and what breaks them is refused as taken, with the reason."""

import json

import pytest
from flask import Flask

from tests.api import Person, execute, join
from tests.bookings.asking import ask, book, occupied, standing
from tests.bookings.holding import keep
from tests.bookings.test_booking_for_clients import book_for
from tests.bookings.test_rivals import statuses, work_at_once
from tests.bookings.working import work_off
from tests.factories.desks import offer, open_desk
from tests.races import at_once

TWICE = json.dumps([{"period": "DAY", "count": 2, "minutes": None}])


@pytest.fixture
def crowd(app: Flask) -> list[Person]:
    return [join(app, "Rival", "CLIENT") for _ in range(12)]


def why(answer: object) -> tuple[int, str, list[str]]:
    error = answer.get_json()["error"]  # type: ignore[attr-defined]
    return answer.status_code, error["code"], error.get("reasons", [])  # type: ignore[attr-defined]


def test_the_last_of_a_days_bookings_is_the_last(ben: Person, ada: Person) -> None:
    desk = open_desk(ada, limits=TWICE)
    book(ben, desk, desk.at(9))
    book(ben, desk, desk.at(11))

    refused = ask(ben, desk, desk.at(14))

    assert why(refused) == (409, "SLOT_TAKEN", ["LIMIT_REACHED"])
    near = [slot["startTime"] for slot in refused.get_json()["error"]["nearestSlots"]]
    assert not any(f"{desk.at():%F}" in start for start in near)
    assert len(near) == 3
    assert ask(ben, desk, desk.at(14, day=4)).status_code == 202


def test_a_cancelled_booking_no_longer_counts(ben: Person, ada: Person) -> None:
    desk = open_desk(ada, limits=TWICE)
    first = book(ben, desk, desk.at(9))
    book(ben, desk, desk.at(11))

    ben.delete(f"/v1/bookings/{first}")

    assert standing(ben, book(ben, desk, desk.at(14)))[0] == "CONFIRMED"


def test_rivals_at_different_hours_never_exceed_a_limit(crowd: list[Person], ada: Person) -> None:
    desk = open_desk(ada, limits=TWICE, step_minutes=15)
    hours = [(8 + n // 2, 30 * (n % 2)) for n in range(len(crowd))]
    answers = at_once(
        [
            lambda rival=rival, at=at: ask(rival, desk, desk.at(*at))
            for rival, at in zip(crowd, hours, strict=True)
        ]
    )
    assert {answer.status_code for answer in answers} == {202}

    work_at_once()

    found = statuses(desk)
    assert (found["CONFIRMED"], found["REJECTED"]) == (2, len(crowd) - 2)


def test_a_providers_limit_counts_all_offerings(crowd: list[Person], ada: Person) -> None:
    desk = open_desk(ada)
    other = offer(desk.provider_id, duration_minutes=30)
    desk.is_now(limits=TWICE)

    for n, rival in enumerate(crowd):
        ask(rival, desk, desk.at(8 + n % 9), offeringId=other if n % 2 else desk.offering_id)
    work_at_once()

    assert statuses(desk)["CONFIRMED"] == 2


def test_rivals_beside_each_other_keep_the_rest(crowd: list[Person], ada: Person) -> None:
    desk = open_desk(ada, duration_minutes=30, step_minutes=15)
    desk.is_now(rest_minutes=45)

    for n, rival in enumerate(crowd):
        ask(rival, desk, desk.at(9, 15 * n))
    work_at_once()

    gaps = execute(
        "SELECT json_agg(extract(epoch FROM gap) / 60) FROM (SELECT start_time - lag(end_time)"
        " OVER (ORDER BY start_time) AS gap FROM bookings WHERE provider_id = :id"
        " AND status = 'CONFIRMED') g WHERE gap IS NOT NULL",
        id=desk.provider_id,
    )
    assert gaps
    assert min(gaps) >= 45


def test_a_time_too_close_to_a_booking_is_refused_as_such(ben: Person, ada: Person) -> None:
    desk = open_desk(ada)
    desk.is_now(rest_minutes=45)
    book(ben, desk, desk.at(10))

    assert why(ask(ben, desk, desk.at(11, 30))) == (409, "SLOT_TAKEN", ["REST"])


def test_a_booking_may_be_moved_within_its_own_day_but_not_into_a_full_one(ben: Person, ada: Person) -> None:
    desk = open_desk(ada, limits=TWICE)
    mine = book(ben, desk, desk.at(9))
    book(ben, desk, desk.at(11))
    later = book(ben, desk, desk.at(9, day=4))

    moved = ben.put(f"/v1/bookings/{mine}", {"startTime": desk.at(15).isoformat()})
    refused = ben.put(f"/v1/bookings/{later}", {"startTime": desk.at(13).isoformat()})

    assert moved.status_code == 200, moved.text
    assert why(refused) == (409, "SLOT_TAKEN", ["LIMIT_REACHED"])
    assert occupied(later) == 1


def test_movers_into_one_day_never_exceed_its_limit(crowd: list[Person], ada: Person) -> None:
    desk = open_desk(ada, limits=TWICE)
    movers = [(rival, book(rival, desk, desk.at(9, day=5 + n))) for n, rival in enumerate(crowd[:8])]

    answers = at_once(
        [
            lambda rival=rival, number=number, n=n: rival.put(
                f"/v1/bookings/{number}", {"startTime": desk.at(8 + n).isoformat()}
            )
            for n, (rival, number) in enumerate(movers)
        ]
    )

    assert sorted(answer.status_code for answer in answers) == [200] * 2 + [409] * 6


def test_a_limit_set_after_the_request_was_accepted_rejects_it(ben: Person, ada: Person) -> None:
    desk = open_desk(ada)
    book(ben, desk, desk.at(9))
    asked = ask(ben, desk, desk.at(12)).get_json()["data"]["id"]
    desk.offers(limits=json.dumps([{"period": "DAY", "count": 1, "minutes": None}]))

    work_off()

    assert standing(ben, asked) == ("REJECTED", None, "SLOT_TAKEN")


def test_times_kept_for_a_form_count_and_keep_the_limit(crowd: list[Person], ada: Person) -> None:
    desk = open_desk(ada, limits=TWICE)

    answers = at_once(
        [lambda rival=rival, n=n: keep(rival, desk, desk.at(8 + n)) for n, rival in enumerate(crowd[:8])]
    )

    assert sorted(answer.status_code for answer in answers) == [201] * 2 + [409] * 6
    assert why(next(answer for answer in answers if answer.status_code == 409))[2] == ["LIMIT_REACHED"]


def test_a_pace_does_not_bind_its_owner(ben: Person, ada: Person) -> None:
    desk = open_desk(ada, limits=TWICE, further_durations='[{"minutes": 90, "price_minor": 0}]')
    desk.is_now(rest_minutes=60)
    book(ben, desk, desk.at(9))
    book(ben, desk, desk.at(12))

    answer = book_for(desk, ben, startTime=desk.at(13).isoformat(), durationMinutes=90)

    assert (answer.status_code, answer.get_json()["data"]["endTime"]) == (201, f"{desk.at(14, 30):%FT%T}Z")
