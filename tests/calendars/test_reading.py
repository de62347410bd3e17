"""What stands in an outside calendar takes time here: fresh, in full, and never our own events twice."""

from datetime import timedelta

from app.adapters.calendars.memory import Kept
from app.kernel.errors import TransientError
from app.ports.calendars import Busy, Weight
from tests.api import Person, execute
from tests.calendars.stage import (
    Diary,
    booked,
    free_starts,
    hurry,
    listing,
    spoken,
    work_off,
)
from tests.factories.desks import Desk
from tests.fixtures.web import MovableClock


def test_an_outside_event_takes_its_time(ben: Person, desk: Desk, diary: Diary) -> None:
    before = free_starts(ben, desk, desk.at())

    diary.add("dentist", desk.at(10))

    gone = before - free_starts(ben, desk, desk.at())
    assert gone == {spoken(desk.at(hour, minute)) for hour, minute in ((9, 30), (10, 0), (10, 30))}


def test_what_is_moved_or_deleted_there_gives_its_time_back(ben: Person, desk: Desk, diary: Diary) -> None:
    before = free_starts(ben, desk, desk.at())
    diary.add("dentist", desk.at(10))
    diary.add("lunch", desk.at(12))

    diary.move("dentist", desk.at(16))
    diary.delete("lunch")

    starts = free_starts(ben, desk, desk.at())
    assert {spoken(desk.at(10)), spoken(desk.at(12))} <= starts
    assert spoken(desk.at(16)) in before - starts


def test_a_booking_is_refused_where_an_event_stands(ben: Person, desk: Desk, diary: Diary) -> None:
    diary.add("dentist", desk.at(10))

    answer = ben.post("/v1/bookings", desk.wanted(desk.at(10)))

    assert answer.status_code == 409
    assert answer.get_json()["error"]["code"] == "SLOT_TAKEN"


def test_an_event_that_comes_between_request_and_reservation_wins(
    ben: Person, desk: Desk, diary: Diary
) -> None:
    answer = ben.post("/v1/bookings", desk.wanted(desk.at(10)), headers={"Prefer": "respond-async"})
    diary.company.write(diary.account, "dentist", Kept(desk.at(10), desk.at(11), 0))
    diary.ask_for_reading()
    work_off(later="bookings.reserve")

    shown = ben.get(f"/v1/bookings/{answer.get_json()['data']['id']}").get_json()["data"]
    assert (shown["status"], shown["reason"]) == ("REJECTED", "SLOT_TAKEN")


def test_tentative_and_whole_day_events_count_as_the_owner_wants(
    ben: Person, desk: Desk, diary: Diary
) -> None:
    diary.add("perhaps", desk.at(10), weight=Weight.TENTATIVE)
    assert spoken(desk.at(10)) not in free_starts(ben, desk, desk.at())

    diary.choose(tentativeBlocks=False)
    assert spoken(desk.at(10)) in free_starts(ben, desk, desk.at())

    diary.choose(tentativeBlocks=True)
    assert spoken(desk.at(10)) not in free_starts(ben, desk, desk.at())


def taken(desk: Desk) -> int:
    """How much of a desk's time outside events take."""
    count: int = execute(
        "SELECT count(*) FROM busy_periods b JOIN resources r ON r.id = b.resource_id"
        " WHERE r.provider_id = :id",
        id=desk.provider_id,
    )
    return count


def test_our_own_event_never_takes_time_a_second_time(ben: Person, desk: Desk, diary: Diary) -> None:
    booked(ben, desk, desk.at(10))
    diary.told()
    assert [kept.start for kept in diary.ours] == [desk.at(10)]

    assert taken(desk) == 0


def test_a_copy_that_a_mail_brought_takes_no_time_either(ben: Person, desk: Desk, diary: Diary) -> None:
    number = booked(ben, desk, desk.at(10))
    diary.told()

    diary.add("from-a-mail", desk.at(10), uid=f"{number}@bookmytime.test")

    assert taken(desk) == 0


def test_a_calendar_that_no_longer_blocks_opens_its_time(ben: Person, desk: Desk, diary: Diary) -> None:
    diary.add("dentist", desk.at(10))

    diary.choose(blocks=False)

    assert spoken(desk.at(10)) in free_starts(ben, desk, desk.at())
    assert listing(ben, desk, desk.at())["outsideCalendars"] is None


def test_the_answer_says_how_fresh_it_is(ben: Person, desk: Desk, diary: Diary) -> None:
    fresh = listing(ben, desk, desk.at())["outsideCalendars"]

    assert (fresh["degraded"], fresh["lastReadAt"]) == (False, diary.main["lastReadAt"])
    assert 0 <= fresh["ageSeconds"] < 60


def grown_old(diary: Diary) -> None:
    """As if nobody had been able to read it for an hour."""
    execute(
        "UPDATE busy_sources SET read_at = now() - interval '1 hour',"
        " fresh_until = now() - interval '50 minutes'"
        " WHERE id IN (SELECT source_id FROM calendars WHERE connection_id = :id)",
        id=diary.connection_id,
    )


def test_an_old_calendar_counts_on_and_the_answer_is_marked(ben: Person, desk: Desk, diary: Diary) -> None:
    diary.add("dentist", desk.at(10))
    grown_old(diary)

    shown = listing(ben, desk, desk.at())

    assert shown["outsideCalendars"]["degraded"]
    assert 3590 < shown["outsideCalendars"]["ageSeconds"] < 3700
    starts = {slot["startTime"] for slot in shown["slots"]}
    assert spoken(desk.at(10)) not in starts
    assert spoken(desk.at(14)) in starts


def test_closed_instead_offers_and_sells_nothing_while_it_is_old(
    ben: Person, desk: Desk, diary: Diary
) -> None:
    diary.choose(closedWhenUnreadable=True)
    grown_old(diary)

    assert free_starts(ben, desk, desk.at()) == set()
    assert ben.post("/v1/bookings", desk.wanted(desk.at(14))).status_code == 409
    diary.told()
    assert spoken(desk.at(14)) in free_starts(ben, desk, desk.at())


def test_a_company_that_fails_is_asked_again_later_and_nothing_dies(
    ben: Person, desk: Desk, diary: Diary
) -> None:
    diary.add("dentist", desk.at(10))
    diary.book.failures.append(TransientError("no answer"))
    diary.told()
    assert (diary.shown["state"], diary.shown["problem"]) == ("ACTIVE", "UNREACHABLE")

    diary.company.write(diary.account, "new", Kept(desk.at(15), desk.at(16), 0))
    hurry()
    work_off()

    assert diary.shown["problem"] is None
    starts = free_starts(ben, desk, desk.at())
    assert not {spoken(desk.at(10)), spoken(desk.at(15))} & starts


def test_a_company_that_asks_for_a_pause_gets_it(diary: Diary) -> None:
    diary.book.failures.append(Busy("slow down", timedelta(minutes=10)))
    diary.told()
    opened = diary.company.opened
    diary.told()
    diary.told()

    assert diary.company.opened == opened
    wait = execute(
        "SELECT extract(epoch FROM due_at - now()) FROM calendar_connections WHERE id = :id",
        id=diary.connection_id,
    )
    assert 590 < wait <= 601


def test_a_forgotten_cursor_reads_everything_over_what_is_known(
    ben: Person, desk: Desk, diary: Diary
) -> None:
    diary.add("kept", desk.at(10))
    diary.add("gone", desk.at(12))
    diary.company.delete(diary.account, "gone")
    diary.book.forgotten = diary.book.changes + 1

    diary.told()

    starts = free_starts(ben, desk, desk.at())
    assert spoken(desk.at(10)) not in starts
    assert spoken(desk.at(12)) in starts


def test_many_who_ask_at_once_get_one_reading(diary: Diary) -> None:
    before = diary.readings
    for _ in range(20):
        diary.ask_for_reading()

    work_off()

    assert diary.readings == before + 1


def test_who_looks_is_served_briskly(ben: Person, desk: Desk, diary: Diary) -> None:
    diary.book.channels.clear()
    execute("UPDATE calendars SET channel_until = NULL WHERE connection_id = :id", id=diary.connection_id)

    before = diary.readings

    for _ in range(2):
        listing(ben, desk, desk.at())
        work_off()

    assert diary.readings == before + 1
    wait = execute(
        "SELECT extract(epoch FROM due_at - now()) FROM calendar_connections WHERE id = :id",
        id=diary.connection_id,
    )
    assert 30 < wait <= 46


def test_a_reading_by_the_clock_is_left_out_where_another_came_first(diary: Diary) -> None:
    diary.told()
    before = diary.readings

    hurry()
    work_off()

    assert diary.readings == before + 1


def test_the_window_is_moved_before_it_ends(diary: Diary, clock: MovableClock) -> None:
    before = execute("SELECT round FROM calendars WHERE connection_id = :id", id=diary.connection_id)
    clock.ahead += timedelta(days=40)

    diary.told()

    after = execute("SELECT round FROM calendars WHERE connection_id = :id", id=diary.connection_id)
    assert after == before + 1


def test_two_readers_at_once_take_turns(diary: Diary) -> None:
    execute(
        "UPDATE calendar_connections SET reading_until = now() + interval '30 seconds' WHERE id = :id",
        id=diary.connection_id,
    )

    diary.told()

    waiting = execute(
        "SELECT count(*) FROM tasks WHERE actor = 'calendars.read' AND state = 'ready' AND attempts = 1"
        " AND (args->>'connection_id')::bigint = :id",
        id=diary.connection_id,
    )
    assert waiting == 1
