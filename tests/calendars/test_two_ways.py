"""What people do to our events in their calendars reaches the booking by a rule, and never in silence."""

import pytest

from app.adapters.calendars.memory import MemoryCalendars
from tests.api import Person
from tests.calendars.stage import (
    Diary,
    booked,
    booking,
    status,
    told,
    work_off,
)
from tests.factories.desks import Desk


@pytest.fixture
def clients_diary(ben: Person, company: MemoryCalendars) -> Diary:
    return Diary.connected(ben, company)


def times(diary: Diary) -> list[object]:
    return [(kept.start, kept.end) for kept in diary.ours]


def test_a_moved_event_moves_the_booking_where_the_time_is_free(
    ben: Person, desk: Desk, diary: Diary, clients_diary: Diary
) -> None:
    number = booked(ben, desk, desk.at(10))

    diary.move(diary.own_key, desk.at(15))

    assert booking(ben, number)["startTime"] == desk.at(15).isoformat().replace("+00:00", "Z")
    assert times(clients_diary) == times(diary) == [(desk.at(15), desk.at(16))]
    assert told(ben, "booking_moved") == 1
    (wish,) = diary.owner.get("/v1/calendars/wishes").get_json()["data"]
    assert (wish["kind"], wish["state"]) == ("MOVED", "ACCEPTED")


def test_a_client_may_move_it_too(ben: Person, desk: Desk, diary: Diary, clients_diary: Diary) -> None:
    number = booked(ben, desk, desk.at(10))

    clients_diary.move(clients_diary.own_key, desk.at(15))

    assert booking(ben, number)["startTime"] == desk.at(15).isoformat().replace("+00:00", "Z")
    assert times(diary) == [(desk.at(15), desk.at(16))]


@pytest.mark.parametrize("hour", [12, 3])
def test_a_time_that_cannot_be_had_is_put_back_and_told(
    ada: Person, ben: Person, desk: Desk, diary: Diary, hour: int
) -> None:
    """Noon is taken by another client, at three in the morning nothing is offered."""
    booked(ben, desk, desk.at(12))
    number = booked(ben, desk, desk.at(10))
    key = next(key for key, kept in diary.events.items() if kept.start == desk.at(10))

    diary.move(key, desk.at(hour))

    assert booking(ben, number)["startTime"] == desk.at(10).isoformat().replace("+00:00", "Z")
    assert sorted(times(diary)) == [(desk.at(10), desk.at(11)), (desk.at(12), desk.at(13))]
    assert told(ada, "calendar_put_back") == 1
    assert told(ben, "calendar_put_back") == 0


def test_another_length_is_put_back(ada: Person, ben: Person, desk: Desk, diary: Diary) -> None:
    booked(ben, desk, desk.at(10))

    diary.add(diary.own_key, desk.at(10), desk.at(13), uid=diary.ours[0].uid)

    assert times(diary) == [(desk.at(10), desk.at(11))]
    assert told(ada, "calendar_put_back") == 1


def rules(provider: Person, moved: str, deleted: str = "ASK") -> None:
    answer = provider.put("/v1/calendars/rules", {"moved": moved, "deleted": deleted})
    assert answer.status_code == 200, answer.text


def test_a_provider_may_want_to_be_asked(ada: Person, ben: Person, desk: Desk, diary: Diary) -> None:
    rules(ada, "ASK")
    number = booked(ben, desk, desk.at(10))

    diary.move(diary.own_key, desk.at(15))
    diary.told()

    (wish,) = ada.get("/v1/calendars/wishes").get_json()["data"]
    assert (wish["state"], wish["bookingId"]) == ("OPEN", number)
    assert booking(ben, number)["startTime"] == desk.at(10).isoformat().replace("+00:00", "Z")
    assert told(ada, "calendar_asks") == 1

    answer = ada.post(f"/v1/calendars/wishes/{wish['id']}/accept")
    work_off()
    assert (answer.status_code, answer.get_json()["data"]["state"]) == (200, "ACCEPTED")
    assert booking(ben, number)["startTime"] == desk.at(15).isoformat().replace("+00:00", "Z")
    assert ada.post(f"/v1/calendars/wishes/{wish['id']}/refuse").status_code == 409


def test_whoever_refuses_gets_the_event_back(ada: Person, ben: Person, desk: Desk, diary: Diary) -> None:
    rules(ada, "ASK")
    booked(ben, desk, desk.at(10))
    diary.move(diary.own_key, desk.at(15))
    (wish,) = ada.get("/v1/calendars/wishes").get_json()["data"]

    ada.post(f"/v1/calendars/wishes/{wish['id']}/refuse")
    work_off()

    assert times(diary) == [(desk.at(10), desk.at(11))]


def test_moves_may_always_be_put_back(ada: Person, ben: Person, desk: Desk, diary: Diary) -> None:
    rules(ada, "PUT_BACK")
    number = booked(ben, desk, desk.at(10))

    diary.move(diary.own_key, desk.at(15))

    assert times(diary) == [(desk.at(10), desk.at(11))]
    assert booking(ben, number)["startTime"] == desk.at(10).isoformat().replace("+00:00", "Z")


def test_a_deletion_asks_and_cancels_nothing_by_itself(
    ada: Person, ben: Person, desk: Desk, diary: Diary
) -> None:
    number = booked(ben, desk, desk.at(10))

    diary.delete(diary.own_key)
    diary.told()

    (wish,) = ada.get("/v1/calendars/wishes").get_json()["data"]
    assert (wish["kind"], wish["state"], wish["startTime"]) == ("DELETED", "OPEN", None)
    assert status(ben, number) == "CONFIRMED"
    assert diary.ours == []
    assert told(ada, "calendar_asks") == 1


def test_yes_to_a_deletion_cancels(ada: Person, ben: Person, desk: Desk, diary: Diary) -> None:
    number = booked(ben, desk, desk.at(10))
    diary.delete(diary.own_key)
    (wish,) = ada.get("/v1/calendars/wishes").get_json()["data"]

    ada.post(f"/v1/calendars/wishes/{wish['id']}/accept")
    work_off()

    assert status(ben, number) == "CANCELLED"
    assert diary.ours == []


def test_no_to_a_deletion_brings_the_event_back(ada: Person, ben: Person, desk: Desk, diary: Diary) -> None:
    number = booked(ben, desk, desk.at(10))
    diary.delete(diary.own_key)
    (wish,) = ada.get("/v1/calendars/wishes").get_json()["data"]

    ada.post(f"/v1/calendars/wishes/{wish['id']}/refuse")
    work_off()

    assert status(ben, number) == "CONFIRMED"
    assert times(diary) == [(desk.at(10), desk.at(11))]


def test_deletions_may_always_be_put_back(ada: Person, ben: Person, desk: Desk, diary: Diary) -> None:
    rules(ada, "ACCEPT", "PUT_BACK")
    booked(ben, desk, desk.at(10))

    diary.delete(diary.own_key)

    assert times(diary) == [(desk.at(10), desk.at(11))]
    assert told(ada, "calendar_put_back") == 1


def test_a_booking_that_moves_meanwhile_settles_the_question(
    ada: Person, ben: Person, desk: Desk, diary: Diary
) -> None:
    number = booked(ben, desk, desk.at(10))
    diary.delete(diary.own_key)
    (wish,) = ada.get("/v1/calendars/wishes").get_json()["data"]

    ben.put(f"/v1/bookings/{number}", {"startTime": desk.at(15).isoformat()})
    work_off()

    assert times(diary) == [(desk.at(15), desk.at(16))]
    assert ada.post(f"/v1/calendars/wishes/{wish['id']}/accept").status_code == 409
    assert status(ben, number) == "CONFIRMED"


def test_other_peoples_wishes_are_none_of_ones_business(
    ada: Person, ben: Person, cleo: Person, desk: Desk, diary: Diary
) -> None:
    booked(ben, desk, desk.at(10))
    diary.delete(diary.own_key)
    (wish,) = ada.get("/v1/calendars/wishes").get_json()["data"]

    assert cleo.post(f"/v1/calendars/wishes/{wish['id']}/accept").status_code == 404
    assert cleo.get("/v1/calendars/wishes").get_json()["data"] == []
