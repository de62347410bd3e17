"""Bookings stand in their people's calendars, each once, and go with them."""

import pytest

from app.adapters.calendars.memory import Kept, MemoryCalendars
from tests.api import Person, execute
from tests.calendars.stage import (
    Diary,
    booked,
    consent,
    hurry,
    owe,
    work_off,
)
from tests.factories.desks import Desk


@pytest.fixture
def clients_diary(ben: Person, company: MemoryCalendars) -> Diary:
    return Diary.connected(ben, company)


def times(diary: Diary) -> list[object]:
    return [(kept.start, kept.end) for kept in diary.ours]


def test_a_booking_stands_in_both_calendars(
    ben: Person, desk: Desk, diary: Diary, clients_diary: Diary
) -> None:
    number = booked(ben, desk, desk.at(10))

    assert times(diary) == times(clients_diary) == [(desk.at(10), desk.at(11))]
    assert {kept.uid for kept in diary.ours} == {f"{number}@bookmytime.test"}


def test_it_moves_and_goes_with_the_booking(
    ben: Person, desk: Desk, diary: Diary, clients_diary: Diary
) -> None:
    number = booked(ben, desk, desk.at(10))

    ben.put(f"/v1/bookings/{number}", {"startTime": desk.at(15).isoformat()})
    work_off()
    assert times(diary) == times(clients_diary) == [(desk.at(15), desk.at(16))]

    ben.delete(f"/v1/bookings/{number}")
    work_off()
    assert times(diary) == times(clients_diary) == []


def test_a_lost_answer_makes_no_second_event(ben: Person, desk: Desk, diary: Diary) -> None:
    diary.book.lost_answers = 1

    number = booked(ben, desk, desk.at(10))
    hurry()
    work_off()

    assert len(diary.ours) == 1
    version = execute("SELECT version FROM calendar_events WHERE booking_id = :id", id=number)
    assert version == execute("SELECT version FROM bookings WHERE id = :id", id=number)


def test_nothing_is_written_twice_however_often_it_is_asked_for(
    ben: Person, desk: Desk, diary: Diary
) -> None:
    number = booked(ben, desk, desk.at(10))
    change = diary.ours[0].change

    for _ in range(3):
        owe("calendars.push", booking_id=number)

    assert [kept.change for kept in diary.ours] == [change]


def test_bookings_made_before_are_brought_into_a_new_calendar(
    ada: Person, ben: Person, desk: Desk, company: MemoryCalendars
) -> None:
    booked(ben, desk, desk.at(10))

    diary = Diary.connected(ada, company)

    assert times(diary) == [(desk.at(10), desk.at(11))]


def test_they_move_along_when_another_calendar_receives_them(
    ada: Person, ben: Person, desk: Desk, diary: Diary
) -> None:
    booked(ben, desk, desk.at(10))
    diary.book.calendars["second"] = {}
    execute(
        "INSERT INTO calendars (connection_id, user_id, remote_id, name, writable)"
        " VALUES (:connection, :user, 'second', 'Second', true)",
        connection=diary.connection_id,
        user=ada.user_id,
    )
    second = next(one for one in diary.shown["calendars"] if one["name"] == "Second")

    answer = ada.put(f"/v1/calendars/{second['id']}", {"receives": True})
    work_off()

    assert answer.status_code == 200
    assert times(diary) == []
    assert [kept.start for kept in diary.book.calendars["second"].values() if kept.alive] == [desk.at(10)]
    assert not diary.main["receives"]


def compared(diary: Diary) -> None:
    """The night of this account."""
    owe("calendars.compare", connection_id=diary.connection_id)


def test_the_nightly_comparison_mends_both_sides(ben: Person, desk: Desk, diary: Diary) -> None:
    """Everything that can go wrong unseen: rows lost here, events lost or left over there."""
    lost, left, wrong = (booked(ben, desk, desk.at(hour)) for hour in (8, 10, 12))
    diary.company.write(diary.account, "busy", Kept(desk.at(16), desk.at(17), 0))
    diary.told()
    book = diary.book.calendars["main"]
    by_number = {kept.uid.partition("@")[0]: key for key, kept in book.items() if kept.uid}
    del book[by_number[str(lost)]]
    execute("DELETE FROM calendar_events WHERE booking_id = :id", id=lost)
    execute("UPDATE bookings SET status = 'CANCELLED', version = version + 1 WHERE id = :id", id=left)
    execute("UPDATE calendar_events SET version = 1 WHERE booking_id = :id", id=wrong)
    execute("DELETE FROM busy_periods WHERE item = 'busy'")

    compared(diary)

    assert sorted(times(diary)) == [(desk.at(8), desk.at(9)), (desk.at(12), desk.at(13))]
    assert execute("SELECT count(*) FROM busy_periods WHERE item = 'busy'") == 1
    compared(diary)
    assert sorted(times(diary)) == [(desk.at(8), desk.at(9)), (desk.at(12), desk.at(13))]


def test_an_account_that_comes_back_is_caught_up_with(ben: Person, desk: Desk, diary: Diary) -> None:
    diary.book.open = False
    diary.told()
    booked(ben, desk, desk.at(10))
    assert diary.ours == []
    diary.book.open = True

    consent(diary.owner, diary.account)
    work_off()

    assert times(diary) == [(desk.at(10), desk.at(11))]


def test_what_is_over_is_left_alone(ben: Person, desk: Desk, diary: Diary) -> None:
    number = booked(ben, desk, desk.at(10))
    execute(
        "UPDATE bookings SET start_time = now() - interval '2 hours', end_time = now() - interval '1 hour'"
        " WHERE id = :id",
        id=number,
    )

    diary.delete(diary.own_key)

    assert diary.owner.get("/v1/calendars/wishes").get_json()["data"] == []
