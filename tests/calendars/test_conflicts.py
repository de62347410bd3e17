"""An outside event that comes to stand over a booking is listed and told, and changes nothing."""

from tests.api import Person
from tests.calendars.stage import Diary, booked, spoken, told, work_off
from tests.factories.desks import Desk


def test_an_event_over_a_booking_is_listed_and_told_and_changes_nothing(
    ada: Person, ben: Person, desk: Desk, diary: Diary
) -> None:
    number = booked(ben, desk, desk.at(10))

    diary.add("dentist", desk.at(10, 30))
    diary.add("lunch", desk.at(12))
    diary.told()

    (conflict,) = ada.get("/v1/calendars/conflicts").get_json()["data"]
    assert (conflict["bookingId"], conflict["busyFrom"]) == (number, spoken(desk.at(10, 30)))
    assert conflict["calendarName"] == "Main"
    assert told(ada, "calendar_conflict") == 1
    assert ben.get(f"/v1/bookings/{number}").get_json()["data"]["status"] == "CONFIRMED"


def test_a_conflict_ends_where_one_of_the_two_gives_way(
    ada: Person, ben: Person, desk: Desk, diary: Diary
) -> None:
    first, second = booked(ben, desk, desk.at(10)), booked(ben, desk, desk.at(14))
    diary.add("dentist", desk.at(10))
    diary.add("lunch", desk.at(14))

    diary.move("dentist", desk.at(16))
    ben.delete(f"/v1/bookings/{second}")
    work_off()

    assert first != second
    assert ada.get("/v1/calendars/conflicts").get_json()["data"] == []


def test_a_second_conflict_is_told_too(ada: Person, ben: Person, desk: Desk, diary: Diary) -> None:
    booked(ben, desk, desk.at(10))

    diary.add("dentist", desk.at(10))
    diary.add("doctor", desk.at(10))

    assert told(ada, "calendar_conflict") == 2
    assert ada.get("/v1/calendars/conflicts").get_json()["pagination"]["total"] == 2
