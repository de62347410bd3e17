from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.kernel.intervals import Interval, merged, subtracted

POINT = st.integers(-20, 20)
PAIRS = st.lists(st.tuples(POINT, POINT), max_size=8)


def points(pairs: list[tuple[int, int]]) -> set[int]:
    return {point for start, end in pairs for point in range(start, end)}


def test_an_interval_holds_its_start_and_not_its_end() -> None:
    noon = Interval(12, 13)

    assert noon.holds(12)
    assert not noon.holds(13)


def test_intervals_that_touch_do_not_overlap() -> None:
    assert not Interval(1, 3).overlaps(Interval(3, 5))
    assert Interval(1, 4).overlaps(Interval(3, 5))


def test_an_empty_interval_overlaps_nothing_even_inside_another() -> None:
    assert Interval(3, 3).empty
    assert not Interval(3, 3).overlaps(Interval(1, 5))
    assert not Interval(1, 5).overlaps(Interval(3, 3))


def test_padding_widens_and_clipping_narrows() -> None:
    assert Interval(10, 20).padded(before=1, after=2) == (9, 22)
    assert Interval(10, 20).clipped(Interval(15, 30)) == (15, 20)
    assert Interval(10, 20).clipped(Interval(25, 30)).empty


def test_merging_joins_what_touches_and_drops_what_is_empty() -> None:
    assert merged([(5, 7), (1, 3), (3, 4), (9, 9), (6, 8)]) == [(1, 4), (5, 8)]
    assert merged([]) == []


def test_subtracting_cuts_holes_and_may_cut_one_hole_from_two_stretches() -> None:
    assert subtracted([(0, 10), (12, 20)], [(3, 4), (8, 13), (19, 25)]) == [(0, 3), (4, 8), (13, 19)]


@given(PAIRS)
def test_merged_intervals_cover_the_same_points_apart_and_in_order(pairs: list[tuple[int, int]]) -> None:
    whole = merged(pairs)

    assert points(whole) == points(pairs)
    assert all(start < end for start, end in whole)
    assert all(left[1] < right[0] for left, right in pairwise(whole))


@given(PAIRS, PAIRS)
def test_subtraction_is_that_of_sets(pairs: list[tuple[int, int]], taken: list[tuple[int, int]]) -> None:
    left = subtracted(merged(pairs), merged(taken))

    assert points(left) == points(pairs) - points(taken)
    assert left == merged(left)
