from datetime import datetime, timedelta
from typing import Any

from werkzeug.test import TestResponse

from tests.api import Person, execute
from tests.bookings.asking import ask, book, history, seen, written
from tests.bookings.working import work_off, worker
from tests.factories.desks import Desk, offer

FIELDS = {
    "id", "reference", "status", "startTime", "endTime", "paymentRequired", "amount", "currency",
    "paymentUrl", "holdExpiresAt",
}  # fmt: skip


def test_a_request_is_accepted_and_can_be_followed(ben: Person, desk: Desk) -> None:
    answer = ask(ben, desk, desk.at(10), notes="My first time.", timezone="Asia/Tokyo")

    assert answer.status_code == 202, answer.text
    data = answer.get_json()["data"]
    assert data["status"] == "REQUESTED"
    assert data["reference"] == f"BK-{data['id']}"
    assert (data["notes"], data["timezone"]) == ("My first time.", "Asia/Tokyo")
    assert answer.headers["Location"] == f"/v1/bookings/{data['id']}"
    assert answer.headers["ETag"] == '"1"'
    assert int(answer.headers["Retry-After"]) >= 1
    assert history(data["id"]) == ["requested"]
    assert data.keys() >= FIELDS


def test_a_client_who_waits_gets_the_outcome(ben: Person, paid_desk: Desk) -> None:
    with worker():
        answer = ben.post("/v1/bookings", paid_desk.wanted(paid_desk.at(10)), headers={"Prefer": "wait=10"})

    assert answer.status_code == 201, answer.text
    data = answer.get_json()["data"]
    assert (data["status"], data["step"], data["amount"]) == ("PENDING", "HELD", 50)
    assert data["paymentRequired"] is True
    assert data["paymentUrl"].startswith("http")
    assert data["holdExpiresAt"].endswith("Z")
    assert answer.headers["Location"] == f"/v1/bookings/{data['id']}"
    assert answer.headers["ETag"] == '"2"'


def test_nobody_waits_longer_than_they_prefer(ben: Person, desk: Desk) -> None:
    answer = ben.post("/v1/bookings", desk.wanted(desk.at(10)), headers={"Prefer": "wait=1"})

    assert answer.status_code == 202


def test_the_customers_plain_request_names_no_offering(ben: Person, desk: Desk) -> None:
    half = offer(desk.provider_id, duration_minutes=30, title="Half an hour")
    start = desk.at(10)
    body = {
        "providerId": desk.provider_id,
        "startTime": start.isoformat(),
        "endTime": (start + timedelta(minutes=30)).isoformat(),
        "notes": "Looking forward to it",
        "timezone": "America/New_York",
    }

    answer = ben.post("/v1/bookings", body, headers={"Prefer": "respond-async"})

    assert answer.status_code == 202, answer.text
    assert answer.get_json()["data"]["offeringId"] == half


def test_a_taken_time_is_refused_at_once_with_the_nearest_free_ones(
    ben: Person, cleo: Person, desk: Desk
) -> None:
    book(ben, desk, desk.at(10))
    before = written()

    answer = ask(cleo, desk, desk.at(10, 30))

    assert written() == before
    _refused_with_free_times(answer, desk, desk.at(10, 30))


def test_a_time_that_was_taken_meanwhile_is_refused_with_the_nearest_free_ones(
    ben: Person, cleo: Person, desk: Desk
) -> None:
    work_off()
    ask(ben, desk, desk.at(10))

    with worker(once=2):
        answer = cleo.post("/v1/bookings", desk.wanted(desk.at(10)), headers={"Prefer": "wait=10"})

    error = _refused_with_free_times(answer, desk, desk.at(10))
    assert seen(cleo, error["bookingId"])["status"] == "REJECTED"
    assert answer.headers["Location"] == f"/v1/bookings/{error['bookingId']}"


def test_one_who_asks_twice_is_told_so(ben: Person, desk: Desk) -> None:
    ask(ben, desk, desk.at(10))
    before = written()

    answer = ask(ben, desk, desk.at(10))

    assert answer.status_code == 409
    assert answer.get_json()["error"]["code"] == "ALREADY_REQUESTED"
    assert written() == before


def test_a_rejected_client_may_ask_again_once_the_time_is_free(ben: Person, cleo: Person, desk: Desk) -> None:
    first, _ = ask(ben, desk, desk.at(10)), ask(cleo, desk, desk.at(10))
    work_off()
    ben.delete(f"/v1/bookings/{first.get_json()['data']['id']}")

    again = book(cleo, desk, desk.at(10))

    assert seen(cleo, again)["status"] == "CONFIRMED"


def test_nearest_times_of_a_long_offering_mind_what_comes_after_their_buffer(
    ben: Person, cleo: Person, desk: Desk
) -> None:
    desk.opens(0, 1440)
    desk.offers(duration_minutes=1440, step_minutes=720, buffer_after_minutes=1440)
    for day in range(1, 17, 2):
        book(ben, desk, desk.at(0, day=day))
    book(ben, desk, desk.at(12, day=18))

    answer = ask(cleo, desk, desk.at(0, day=10))

    assert answer.get_json()["error"]["nearestSlots"] == []
    _refused_with_free_times(answer, desk, desk.at(0, day=10))


def _refused_with_free_times(answer: TestResponse, desk: Desk, start: datetime) -> dict[str, Any]:
    assert answer.status_code == 409, answer.text
    error: dict[str, Any] = answer.get_json()["error"]
    assert (error["code"], error["reasons"]) == ("SLOT_TAKEN", ["TAKEN"])
    assert error["details"][0]["field"] == "startTime"
    near = [datetime.fromisoformat(slot["startTime"]) for slot in error["nearestSlots"]]
    window = {"from": start - timedelta(days=7), "to": start + timedelta(days=7, seconds=1)}
    query = {"offeringId": desk.offering_id, **{name: at.isoformat() for name, at in window.items()}}
    answer = desk.owner.get(desk.slots, query_string=query)
    assert answer.status_code == 200, answer.text
    listed = answer.get_json()["data"]["slots"]
    free = [datetime.fromisoformat(slot["startTime"]) for slot in listed]
    expected = sorted(free, key=lambda at: (abs(at - start), at))[:3]
    assert near == expected
    return error


def test_without_a_zone_the_clients_own_is_kept(ben: Person, desk: Desk) -> None:
    execute("UPDATE users SET timezone = 'America/Los_Angeles' WHERE id = :id", id=ben.user_id)
    wanted = desk.wanted(desk.at(10))
    wanted.pop("timezone", None)

    answer = ben.post("/v1/bookings", wanted, headers={"Prefer": "respond-async"})

    assert answer.get_json()["data"]["timezone"] == "America/Los_Angeles"


def test_a_deleted_account_books_nothing(ben: Person, desk: Desk) -> None:
    execute("UPDATE users SET deleted_at = now() WHERE id = :id", id=ben.user_id)

    answer = ben.post("/v1/bookings", desk.wanted(desk.at(10)))

    assert answer.status_code == 401
