"""Rooms and devices: any of them will do, so many of them, and nobody has to be named before."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.availability.rules import Need, Reason, chosen
from app.availability.rules.lineup import Host, Lineup
from app.availability.rules.needs import crowded
from app.availability.rules.seats import Seats
from app.availability.rules.timetable import Timetable
from app.kernel.intervals import Interval, Pair
from tests.availability.rules.almanac import LONG_AGO, daily, terms, utc

DATE = Interval(utc(2026, 6, 1), utc(2026, 6, 2))
HOUR = 3600
PAIRS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 12)).map(lambda each: (each[0], each[0] + each[1])),
    max_size=6,
)


def at(first: int, last: int) -> Interval:
    return Interval(DATE.start + first * HOUR, DATE.start + last * HOUR)


def lineup(*needs: Need, **asked: int) -> Lineup:
    hours = Timetable("UTC", weekly=daily("09:00-15:00"))
    return Lineup(lead=hours, terms=terms(**asked), seats=Seats(), hosts=(Host(1, 1, hours),), needs=needs)


def hours_of(found: tuple[int, ...]) -> list[int]:
    return [(start - DATE.start) // HOUR for start in found]


def names(*needs: Need, hour: int) -> list[int] | None:
    found = chosen(needs, terms(), at(hour, hour + 1).start)
    return None if found is None else [resource for resource, _ in found]


def test_any_room_will_do() -> None:
    rooms = Need(1, (7, 8), ((at(9, 11),), (at(10, 12),)))

    assert hours_of(lineup(rooms).starts(DATE, LONG_AGO)) == [9, 11, 12, 13, 14]
    assert lineup(rooms).reasons(at(10, 11).start, LONG_AGO) == (Reason.RESOURCE_TAKEN,)


def test_two_of_three_are_needed() -> None:
    rooms = Need(2, (7, 8, 9), ((at(9, 11),), (at(10, 12),), ()))

    assert hours_of(lineup(rooms).starts(DATE, LONG_AGO)) == [9, 11, 12, 13, 14]


def test_a_room_and_a_device_are_needed_at_once() -> None:
    room, device = Need(1, (7,), ((at(9, 10),),)), Need(1, (8,), ((at(14, 15),),))

    assert hours_of(lineup(room, device).starts(DATE, LONG_AGO)) == [10, 11, 12, 13]


def test_the_buffers_are_kept_of_the_room_too() -> None:
    room = Need(1, (7,), ((at(11, 12),),))

    assert hours_of(lineup(room, buffer_before=30).starts(DATE, LONG_AGO)) == [9, 10, 13, 14]


def test_the_first_that_are_free_are_chosen_in_the_providers_order() -> None:
    rooms = Need(2, (9, 7, 8), ((), (at(10, 11),), ()))

    assert names(rooms, hour=10) == [9, 8]
    assert names(rooms, hour=11) == [9, 7]
    assert names(rooms, Need(1, (5,), ((at(9, 18),),)), hour=11) is None


def test_of_several_services_each_needs_its_own_room_while_it_lasts() -> None:
    first = Need(1, (7,), ((at(10, 11),),), part=Interval(0, HOUR))
    second = Need(1, (8,), ((at(10, 11),),), part=Interval(HOUR, 2 * HOUR))

    both = lineup(first, second, duration=120)

    assert hours_of(both.starts(DATE, LONG_AGO)) == [11, 12, 13]
    assert chosen([first, second], terms(120), at(11, 12).start) == [(7, at(11, 12)), (8, at(12, 13))]


@given(st.lists(PAIRS, min_size=1, max_size=4), st.integers(0, 3))
def test_it_is_crowded_exactly_where_more_than_the_spare_ones_are_taken(
    taken: list[list[Pair]], spare: int
) -> None:
    found = crowded(taken, spare)

    assert found == sorted(found)
    assert all(end < start for (_, end), (start, _) in pairwise(found))
    for instant in range(-1, 45):
        busy = sum(any(first <= instant < last for first, last in pairs) for pairs in taken)
        assert any(first <= instant < last for first, last in found) == (busy > spare)


@given(
    st.lists(st.lists(st.integers(0, 5), max_size=3, unique=True), min_size=2, max_size=4), st.integers(1, 2)
)
def test_a_start_is_offered_exactly_if_enough_of_them_are_free(busy: list[list[int]], count: int) -> None:
    """By trying every choice of so many of them."""
    rooms = Need(
        count,
        tuple(range(len(busy))),
        tuple(tuple(at(9 + hour, 10 + hour) for hour in hours) for hours in busy),
    )

    free = [
        hour
        for hour in range(6)
        if any(
            all(hour not in busy[room] for room in rooms) for rooms in combinations(range(len(busy)), count)
        )
    ]

    assert hours_of(lineup(rooms).starts(DATE, LONG_AGO)) == [9 + hour for hour in free]
    assert all((names(rooms, hour=9 + hour) is not None) == (hour in free) for hour in range(6))
