"""Whose turn it is: the same facts give the same order, and every order can be explained."""

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.availability.rules import Turn, explained, in_turn

TURNS = st.lists(
    st.builds(
        Turn,
        host_id=st.integers(1, 50),
        weight=st.integers(1, 5),
        priority=st.integers(0, 2),
        booked=st.integers(0, 9),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda turn: turn.host_id,
)


def turn(host_id: int, *, weight: int = 1, priority: int = 0, booked: int = 0) -> Turn:
    return Turn(host_id, weight, priority, booked)


def first(*free: Turn, seed: int = 1) -> int:
    return in_turn(free, seed)[0].host_id


def given_out(weights: dict[int, int], times: int) -> Counter[int]:
    """Who gets how many of so many bookings, one after the other."""
    booked: Counter[int] = Counter()
    for seed in range(times):
        chosen = first(
            *(turn(host, weight=weight, booked=booked[host]) for host, weight in weights.items()), seed=seed
        )
        booked[chosen] += 1
    return booked


def test_the_one_with_the_fewest_bookings_is_first() -> None:
    assert first(turn(1, booked=3), turn(2, booked=2), turn(3, booked=4)) == 2


def test_a_weight_of_two_stands_for_twice_as_many() -> None:
    assert first(turn(1, weight=2, booked=3), turn(2, booked=2)) == 1
    assert first(turn(1, weight=2, booked=5), turn(2, booked=1)) == 2


def test_a_higher_priority_goes_before_everything() -> None:
    assert first(turn(1, priority=1, booked=90), turn(2, weight=100)) == 1


def test_equals_draw_lots_that_a_seed_decides_and_no_order_of_asking() -> None:
    pair = turn(1), turn(2)

    assert {first(*pair, seed=seed) for seed in range(20)} == {1, 2}
    assert all(first(*pair, seed=seed) == first(*pair[::-1], seed=seed) for seed in range(20))


def test_over_time_everybody_gets_their_share_to_within_one() -> None:
    assert given_out({1: 1, 2: 1, 3: 1}, 300) == {1: 100, 2: 100, 3: 100}
    assert given_out({1: 3, 2: 2, 3: 1}, 60) == {1: 30, 2: 20, 3: 10}


@given(TURNS, st.integers(0, 1000))
def test_the_order_is_total_and_depends_on_nothing_but_the_facts(turns: list[Turn], seed: int) -> None:
    ordered = in_turn(turns, seed)

    assert sorted(turn.host_id for turn in ordered) == sorted(turn.host_id for turn in turns)
    assert ordered == in_turn(reversed(turns), seed)
    for one, other in pairwise(ordered):
        assert one.priority >= other.priority
        if one.priority == other.priority:
            assert (one.booked + 1) * other.weight <= (other.booked + 1) * one.weight


@given(st.lists(st.integers(1, 6), min_size=2, max_size=5), st.integers(1, 80))
def test_nobody_is_ever_more_than_one_booking_ahead_of_their_weight(weights: list[int], times: int) -> None:
    booked = given_out(dict(enumerate(weights)), times)

    for host, weight in enumerate(weights):
        for other, its in enumerate(weights):
            assert (booked[host] - 1) * its <= booked[other] * weight + weight * its


def test_the_explanation_says_all_that_was_weighed() -> None:
    [said] = explained([turn(7, weight=2, priority=3, booked=4)])

    assert said == {"hostId": 7, "priority": 3, "weight": 2, "booked": 4, "share": "5/2"}
