"""What every calendar adapter owes: one suite over all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from app.kernel.ics import Appointment
from app.ports.calendars import ChangedMeanwhile, ConsentLost, CursorLost, Item, Page, Window
from tests.contracts.calendars.outsides import OUTSIDES, WRITABLE, Outside, at, outside_of

WINDOW = Window(at(0, day=1), at(0, day=31), "Europe/Berlin")
HOUR = timedelta(hours=1)


@pytest.fixture(params=OUTSIDES)
def outside(request: pytest.FixtureRequest) -> Iterator[Outside]:
    with outside_of(request) as made:
        yield made


@pytest.fixture(params=WRITABLE)
def diary(request: pytest.FixtureRequest) -> Iterator[Outside]:
    with outside_of(request) as made:
        yield made


def booked(**more: object) -> Appointment:
    told = Appointment(uid="401312357731@book.example", sequence=2, start=at(9), end=at(10), title="Lesson")
    return replace(told, **more)


def read(outside: Outside, cursor: str | None = None) -> tuple[dict[str, Item], str, Sequence[Page]]:
    pages = list(outside.account.changes(outside.calendar, cursor, WINDOW))
    cursors = [page.cursor for page in pages if page.cursor is not None]
    assert len(cursors) == 1
    assert pages[-1].cursor == cursors[0], "the cursor stands on the last page"
    return {item.key: item for page in pages for item in page.items}, cursors[0], pages


def times(item: Item) -> list[tuple[object, object]]:
    return [(stretch.start, stretch.end) for stretch in item.taken]


def test_an_account_names_its_calendars(outside: Outside) -> None:
    listed = outside.account.calendars()

    assert outside.calendar in [one.id for one in listed]
    assert all(one.writable is outside.calendars.writes for one in listed)
    assert [one.main for one in listed].count(True) == 1


def test_the_first_reading_tells_all_that_is_in_the_window(outside: Outside) -> None:
    inside = [outside.make(f"in-{hour}", at(hour), at(hour) + HOUR) for hour in range(8, 15)]
    outside.make("past", at(9) - timedelta(days=60), at(10) - timedelta(days=60))
    outside.make("future", at(9) + timedelta(days=60), at(10) + timedelta(days=60))

    found, _, pages = read(outside)

    taking = {key for key, item in found.items() if item.taken}
    assert taking == set(inside)
    assert times(found[inside[0]]) == [(at(8), at(9))]
    assert all(page.whole for page in pages)


def test_a_later_reading_tells_what_changed(outside: Outside) -> None:
    kept, moved, gone = (outside.make(name, at(9), at(10)) for name in ("kept", "moved", "gone"))
    first, cursor, _ = read(outside)
    outside.move(moved, at(15), at(16))
    outside.delete(gone)
    new = outside.make("new", at(11), at(12))

    found, cursor, pages = read(outside, cursor)

    assert set(first) == {kept, moved, gone}
    assert times(found[moved]) == [(at(15), at(16))]
    assert times(found[new]) == [(at(11), at(12))]
    if pages[0].whole:
        assert gone not in found
    else:
        assert found[gone].taken == ()
        assert kept not in found
    assert read(outside, cursor)[0] == {}


def test_a_forgotten_cursor_is_said_so(diary: Outside) -> None:
    diary.make("one", at(9), at(10))
    _, cursor, _ = read(diary)
    diary.make("two", at(10), at(11))
    diary.forget()

    with pytest.raises(CursorLost):
        read(diary, cursor)

    assert len(read(diary)[0]) == 2


def test_an_event_of_ours_is_written_once(diary: Outside) -> None:
    copy = diary.account.put(diary.calendar, booked(), None)

    with pytest.raises(ChangedMeanwhile):
        diary.account.put(diary.calendar, booked(), None)

    found, _, _ = read(diary)
    assert [(item.uid, times(item)) for item in found.values()] == [(booked().uid, [(at(9), at(10))])]
    assert diary.account.find(diary.calendar, booked().uid, None) == diary.account.find(
        diary.calendar, booked().uid, copy.id
    )
    assert (copy.start, copy.end) == (at(9), at(10))


def test_it_is_moved_over_the_copy_that_was_read(diary: Outside) -> None:
    first = diary.account.put(diary.calendar, booked(), None)
    later = booked(sequence=3, start=at(14), end=at(15))

    second = diary.account.put(diary.calendar, later, first)

    assert (second.id, second.start) == (first.id, at(14))
    with pytest.raises(ChangedMeanwhile):
        diary.account.put(diary.calendar, later, first)
    with pytest.raises(ChangedMeanwhile):
        diary.account.remove(diary.calendar, first)


def test_what_its_owner_did_to_it_is_seen(diary: Outside) -> None:
    copy = diary.account.put(diary.calendar, booked(), None)
    _, cursor, _ = read(diary)
    diary.move(copy.id, at(16), at(17))

    found, _, _ = read(diary, cursor)
    seen = diary.account.find(diary.calendar, booked().uid, copy.id)

    assert [item.uid for item in found.values()] == [booked().uid]
    assert seen is not None
    assert (seen.start, seen.end) == (at(16), at(17))
    assert seen.etag != copy.etag
    back = diary.account.put(diary.calendar, booked(), seen)
    assert back.start == at(9)


def test_it_is_taken_out_and_may_come_back(diary: Outside) -> None:
    copy = diary.account.put(diary.calendar, booked(), None)

    diary.account.remove(diary.calendar, copy)
    diary.account.remove(diary.calendar, copy)

    assert diary.account.find(diary.calendar, booked().uid, copy.id) is None
    again = diary.account.put(diary.calendar, booked(), None)
    assert diary.account.find(diary.calendar, booked().uid, again.id) == again
    assert len([item for item in read(diary)[0].values() if item.taken]) == 1


def test_its_owner_takes_it_out_and_it_is_put_back(diary: Outside) -> None:
    copy = diary.account.put(diary.calendar, booked(), None)
    diary.delete(copy.id)

    assert diary.account.find(diary.calendar, booked().uid, copy.id) is None
    again = diary.account.put(diary.calendar, booked(), None)

    assert diary.account.find(diary.calendar, booked().uid, again.id) == again


def test_a_lost_consent_is_told_from_a_bad_day(outside: Outside) -> None:
    outside.make("one", at(9), at(10))
    outside.withdraw()

    with pytest.raises(ConsentLost):
        read(outside)
