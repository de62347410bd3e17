"""The engine against an oracle that knows nothing of it, on worlds where clocks jump."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.availability.rules import judge, nearest, next_available, open_slots
from app.kernel.intervals import Interval
from tests.availability.rules.oracle import Oracle
from tests.availability.rules.worlds import World, worlds

HUNT = os.environ.get("SLOT_EXAMPLES")
pytestmark = pytest.mark.timeout(3600 if HUNT else 120)


def examples(usual: int) -> settings:
    """Set how many worlds to try; a long hunt is one variable away: SLOT_EXAMPLES=20000."""
    return settings(
        max_examples=int(HUNT or usual),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def listed(world: World, window: Interval | None = None) -> tuple[int, ...]:
    return open_slots(world.timetable, world.terms, window=window or world.window, now=world.now)


@examples(150)
@given(worlds())
def test_exactly_the_bookable_minutes_are_offered(world: World) -> None:
    oracle = Oracle(world.timetable, world.terms, world.now)

    assert list(listed(world)) == oracle.slots(world.window)


@examples(60)
@given(worlds())
def test_no_slot_with_its_buffers_touches_a_busy_stretch(world: World) -> None:
    taken = world.timetable.busy

    assert not any(world.terms.padded(slot).overlaps(busy) for slot in listed(world) for busy in taken)


@examples(60)
@given(worlds())
def test_slots_ascend_and_each_instant_comes_once(world: World) -> None:
    slots = listed(world)

    assert list(slots) == sorted(set(slots))
    assert all(world.window.holds(slot) for slot in slots)


@examples(60)
@given(worlds(), st.data())
def test_a_window_split_in_two_gives_the_same_slots(world: World, data: st.DataObject) -> None:
    start, end = world.window
    middle = data.draw(st.integers(start, end))

    assert listed(world) == listed(world, Interval(start, middle)) + listed(world, Interval(middle, end))


@examples(60)
@given(worlds(), st.data())
def test_a_start_is_judged_as_it_is_listed(world: World, data: st.DataObject) -> None:
    slots = set(listed(world))
    anywhere = st.integers(world.window.start, max(world.window.start, world.window.end - 1))
    starts = data.draw(st.lists(anywhere, max_size=20)) if world.window.end > world.window.start else []
    near = [slot + shift for slot in sorted(slots)[:20] for shift in (-60, -1, 0, 1, 60)]

    for start in starts + [at for at in near if world.window.holds(at)]:
        verdict = judge(world.timetable, world.terms, start, now=world.now)
        assert verdict.offered == (start in slots), verdict


@examples(60)
@given(worlds(), st.integers(-40 * 60, 40 * 60), st.integers(1, 4))
def test_nearest_finds_the_closest_of_all_within_reach(world: World, minutes: int, count: int) -> None:
    wanted, reach = world.window.start + minutes * 60, 2 * 86_400
    around = listed(world, Interval(wanted - reach, wanted + reach + 1))

    found = nearest(lambda window: listed(world, window), wanted, count=count, days=2)

    assert list(found) == sorted(around, key=lambda slot: (abs(slot - wanted), slot))[:count]


@examples(60)
@given(worlds())
def test_the_next_available_is_the_first_listed(world: World) -> None:
    first = next_available(lambda window: listed(world, window), world.window)

    assert first == next(iter(listed(world)), None)
