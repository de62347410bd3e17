"""Seats of a group: an occurrence that has some left can be joined, whatever the hours say by now."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.availability.rules import Host, Lineup, Occurrence, Reason, Seats, Timetable
from app.kernel.intervals import Interval
from app.kernel.zones import DAY
from tests.availability.rules.almanac import LONG_AGO, daily, terms, utc

DATE = Interval(utc(2026, 6, 1), utc(2026, 6, 2))
TEN = utc(2026, 6, 1, 10)
HOUR = 3600


def group(*taken: tuple[int, int], hours: str = "09:00-13:00", every: int = 8, party: int = 1) -> Lineup:
    """Open for the hours, with so many seats taken at these starts."""
    stands = tuple(Occurrence(start, start + HOUR, seats) for start, seats in taken)
    busy = tuple(Interval(one.start, one.end) for one in stands)
    timetable = Timetable("UTC", weekly=daily(hours), busy=busy)
    host = Host(1, 1, timetable)
    return Lineup(lead=timetable, terms=terms(), seats=Seats(every, party, stands), hosts=(host,))


def hours_of(found: tuple[int, ...]) -> list[int]:
    return [(start - DATE.start) // HOUR for start in found]


def test_an_occurrence_with_seats_left_is_offered_among_the_free_starts() -> None:
    lineup = group((TEN, 7))

    assert hours_of(lineup.starts(DATE, LONG_AGO)) == [9, 10, 11, 12]
    assert lineup.left() == {TEN: 1}
    assert lineup.reasons(TEN, LONG_AGO) == ()


def test_a_full_occurrence_is_not_offered_and_is_called_full() -> None:
    lineup = group((TEN, 8))

    assert hours_of(lineup.starts(DATE, LONG_AGO)) == [9, 11, 12]
    assert lineup.reasons(TEN, LONG_AGO) == (Reason.FULL,)


def test_where_another_host_is_free_a_full_occurrence_leaves_all_the_seats_of_a_new_one() -> None:
    full = group((TEN, 8))
    free = Host(2, 2, Timetable("UTC", weekly=daily("09:00-13:00")))
    team = replace(full, hosts=(*full.hosts, free))

    assert hours_of(team.starts(DATE, LONG_AGO)) == [9, 10, 11, 12]
    assert team.left().get(TEN, 8) == 8


def test_a_party_needs_its_seats_side_by_side() -> None:
    assert hours_of(group((TEN, 6), party=2).starts(DATE, LONG_AGO)) == [9, 10, 11, 12]
    assert hours_of(group((TEN, 6), party=3).starts(DATE, LONG_AGO)) == [9, 11, 12]


def test_it_stays_bookable_where_the_hours_are_others_by_now() -> None:
    moved = group((TEN, 1), hours="11:00-13:00")

    assert hours_of(moved.starts(DATE, LONG_AGO)) == [10, 11, 12]
    assert moved.reasons(TEN, LONG_AGO) == ()


def test_notice_and_the_past_count_for_it_too() -> None:
    now = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
    lineup = group((TEN, 1))
    asked = replace(lineup, terms=terms(notice=timedelta(hours=1)))

    assert hours_of(asked.starts(DATE, now)) == [11, 12]
    assert asked.reasons(TEN, now) == (Reason.TOO_SOON,)
    assert asked.reasons(TEN, now + timedelta(hours=1)) == (Reason.IN_THE_PAST,)


def test_one_of_another_length_is_in_the_way_like_anything_else() -> None:
    lineup = group((TEN, 1))
    longer = replace(lineup, terms=terms(duration=120))

    assert hours_of(longer.starts(DATE, LONG_AGO)) == [11]
    assert longer.reasons(TEN, LONG_AGO) == (Reason.TAKEN,)


def test_fewer_seats_than_were_taken_leave_none() -> None:
    assert group((TEN, 8), every=5).reasons(TEN, LONG_AGO) == (Reason.FULL,)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=8, unique_by=lambda each: each[0]),
    st.integers(1, 8),
)
def test_what_is_listed_is_what_is_judged_and_never_more_than_is_left(
    wanted: list[tuple[int, int]], party: int
) -> None:
    lineup = group(*((DATE.start + hour * HOUR, seats) for hour, seats in wanted), party=party)
    window = Interval(DATE.start, DATE.start + 2 * DAY)

    listed = lineup.starts(window, LONG_AGO)

    assert list(listed) == sorted(set(listed))
    for start in range(window.start, window.end, HOUR):
        assert (start in listed) == (lineup.reasons(start, LONG_AGO) == ())
        if start in listed:
            assert lineup.left().get(start, 8) >= party
