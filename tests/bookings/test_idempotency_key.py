from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from tests.api import Person, execute, refused_fields
from tests.bookings.asking import ask, seen, written
from tests.bookings.passing import goes_by
from tests.bookings.working import work_off
from tests.factories.desks import Desk
from tests.races import at_once

KEY = {"Idempotency-Key": "one-and-the-same"}


def number(answer: TestResponse) -> int:
    booking_id: int = answer.get_json()["data"]["id"]
    return booking_id


def test_the_same_request_again_gives_the_same_booking(ben: Person, desk: Desk) -> None:
    first = ask(ben, desk, desk.at(10), headers=KEY)
    before = written()

    again = ask(ben, desk, desk.at(10), headers=KEY)

    assert (first.status_code, again.status_code) == (202, 202)
    assert number(again) == number(first)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert written() == before


def test_the_answer_to_a_repetition_is_the_present_truth(ben: Person, desk: Desk) -> None:
    first = ask(ben, desk, desk.at(10), headers=KEY)
    work_off()

    again = ask(ben, desk, desk.at(10), headers=KEY)

    assert (again.status_code, number(again)) == (201, number(first))
    assert again.get_json()["data"]["status"] == "CONFIRMED"


def test_a_repetition_after_a_cancellation_books_nothing(ben: Person, desk: Desk) -> None:
    first = ask(ben, desk, desk.at(10), headers=KEY)
    work_off()
    ben.delete(f"/v1/bookings/{number(first)}")
    before = written()

    again = ask(ben, desk, desk.at(10), headers=KEY)

    assert (again.status_code, number(again)) == (201, number(first))
    assert again.get_json()["data"]["status"] == "CANCELLED"
    assert written() == before


def test_a_repetition_of_a_lost_race_is_lost_again(ben: Person, cleo: Person, desk: Desk) -> None:
    ask(ben, desk, desk.at(10))
    ask(cleo, desk, desk.at(10), headers=KEY)
    work_off()

    again = ask(cleo, desk, desk.at(10), headers=KEY)

    assert again.status_code == 409
    assert again.get_json()["error"]["code"] == "SLOT_TAKEN"
    assert again.headers["Idempotency-Replayed"] == "true"


@pytest.mark.parametrize("withdrawn", ["published", "active"])
def test_a_repetition_outlives_the_offer(ben: Person, desk: Desk, withdrawn: str) -> None:
    first = ask(ben, desk, desk.at(10), headers=KEY)
    work_off()
    if withdrawn == "published":
        desk.is_now(published=False)
    else:
        desk.offers(active=False)

    again = ask(ben, desk, desk.at(10), headers=KEY)

    assert (again.status_code, number(again)) == (201, number(first))


def test_a_repetition_after_the_time_has_passed_gives_the_booking(ben: Person, desk: Desk) -> None:
    first = ask(ben, desk, desk.at(10), headers=KEY)
    work_off()
    goes_by(number(first), timedelta(days=4))
    desk.opens(0, 0)

    again = ask(ben, desk, desk.at(10), headers=KEY)

    assert (again.status_code, number(again)) == (201, number(first))


def test_a_key_cannot_be_used_for_another_request(ben: Person, desk: Desk) -> None:
    first = ask(ben, desk, desk.at(10), headers=KEY)
    before = written()

    answers = [
        ask(ben, desk, desk.at(12), headers=KEY),
        ask(ben, desk, desk.at(10), headers=KEY, notes="other"),
        ask(ben, desk, desk.at(3), headers=KEY),
    ]

    assert [answer.status_code for answer in answers] == [422] * 3
    assert {answer.get_json()["error"]["code"] for answer in answers} == {"IDEMPOTENCY_KEY_REUSED"}
    assert written() == before
    assert seen(ben, number(first))["status"] == "REQUESTED"


def test_the_order_of_fields_does_not_matter(ben: Person, desk: Desk) -> None:
    first = ask(ben, desk, desk.at(10), headers=KEY, notes="hello")
    turned = dict(reversed(desk.wanted(desk.at(10), notes="hello").items()))

    again = ben.post("/v1/bookings", turned, headers={**KEY, "Prefer": "respond-async"})

    assert number(again) == number(first)


def test_two_requests_at_once_under_one_key_make_one_booking(ben: Person, desk: Desk) -> None:
    answers = at_once([lambda: ask(ben, desk, desk.at(10), headers=KEY) for _ in range(8)])

    assert {answer.status_code for answer in answers} == {202}
    assert len({number(answer) for answer in answers}) == 1
    assert sum("Idempotency-Replayed" not in answer.headers for answer in answers) == 1


def test_different_requests_at_once_under_one_key_make_one_booking(ben: Person, desk: Desk) -> None:
    hours = range(8, 16)

    answers = at_once([lambda hour=hour: ask(ben, desk, desk.at(hour), headers=KEY) for hour in hours])

    assert sorted(answer.status_code for answer in answers) == [202] + [422] * 7
    made = execute("SELECT count(*) FROM bookings WHERE provider_id = :id", id=desk.provider_id)
    assert made == 1


def test_keys_of_different_people_have_nothing_to_do_with_each_other(
    ben: Person, cleo: Person, desk: Desk
) -> None:
    one = ask(ben, desk, desk.at(10), headers=KEY)
    other = ask(cleo, desk, desk.at(12), headers=KEY)

    assert (one.status_code, other.status_code) == (202, 202)
    assert number(one) != number(other)


@pytest.mark.parametrize("key", ["", " ", "with space", "ä", "x" * 256, "tab\there"])
def test_a_bad_key_is_refused(ben: Person, desk: Desk, key: str) -> None:
    before = written()

    answer = ask(ben, desk, desk.at(10), headers={"Idempotency-Key": key})

    assert refused_fields(answer) == {"Idempotency-Key"}
    assert written() == before


def test_the_longest_key_is_good(ben: Person, desk: Desk) -> None:
    assert ask(ben, desk, desk.at(10), headers={"Idempotency-Key": "~" * 255}).status_code == 202
