"""Who and where, against an oracle that knows nothing of intervals: any team, any rooms, clocks that jump."""

from hypothesis import given
from hypothesis import strategies as st

from app.availability.rules import Host, Lineup, Reason, Seats, Timetable
from app.kernel.intervals import Interval
from tests.availability.rules.almanac import LONG_AGO, daily, terms, times, utc
from tests.availability.rules.teams import Scene, TeamOracle, minutes_of, scenes
from tests.availability.rules.test_slots_properties import examples

DATE = Interval(utc(2026, 6, 1), utc(2026, 6, 2))


def lineup(*hours: str, together: bool = True, zones: tuple[str, ...] = (), **asked: int) -> Lineup:
    """One host for each of the hours, all on UTC unless said otherwise."""
    clocks = zones or ("UTC",) * len(hours)
    hosts = tuple(
        Host(number, number, Timetable(zone, weekly=daily(each)))
        for number, (each, zone) in enumerate(zip(hours, clocks, strict=True))
    )
    return Lineup(lead=Timetable("UTC"), terms=terms(**asked), seats=Seats(), hosts=hosts, together=together)


def starts(team: Lineup) -> list[str]:
    return times(Timetable("UTC"), team.starts(DATE, LONG_AGO))


@examples(80)
@given(scenes())
def test_exactly_the_bookable_minutes_are_offered(scene: Scene) -> None:
    oracle = TeamOracle(scene.lineup, scene.now)

    assert list(scene.lineup.starts(scene.window, scene.now)) == oracle.slots(scene.window)


@examples(40)
@given(scenes())
def test_a_start_is_judged_as_it_is_listed(scene: Scene) -> None:
    listed = set(scene.lineup.starts(scene.window, scene.now))
    near = [start + shift for start in sorted(listed)[:10] for shift in (-60, 0, 60)]

    for start in [*list(minutes_of(scene.window))[::37], *near]:
        if scene.window.holds(start):
            reasons = scene.lineup.reasons(start, scene.now)
            assert (not reasons) == (start in listed), reasons


@examples(40)
@given(scenes(), st.randoms(use_true_random=False))
def test_it_does_not_matter_in_which_order_the_hosts_stand(scene: Scene, chance: object) -> None:
    hosts = list(scene.lineup.hosts)
    chance.shuffle(hosts)  # type: ignore[attr-defined]
    other = Lineup(
        lead=scene.lineup.lead,
        terms=scene.lineup.terms,
        seats=scene.lineup.seats,
        hosts=tuple(hosts),
        together=scene.lineup.together,
        needs=scene.lineup.needs,
    )

    assert scene.lineup.starts(scene.window, scene.now) == other.starts(scene.window, scene.now)


def test_all_of_them_meet_where_all_are_open() -> None:
    assert starts(lineup("09:00-12:00", "10:00-14:00", "08:00-13:00")) == ["10:00", "11:00"]
    assert starts(lineup("09:00-12:00", "13:00-14:00")) == []


def test_the_grid_counts_from_the_latest_opening() -> None:
    assert starts(lineup("09:00-12:00", "09:20-12:00")) == ["09:20", "10:20"]
    assert starts(lineup("09:20-12:00", "09:00-12:00")) == ["09:20", "10:20"]


def test_one_of_them_will_do_where_they_take_turns() -> None:
    assert starts(lineup("09:00-11:00", "10:30-12:30", together=False)) == [
        "09:00",
        "10:00",
        "10:30",
        "11:30",
    ]


def test_zones_far_apart_meet_where_they_can() -> None:
    team = lineup("09:00-18:00", "16:00-23:00", zones=("Europe/Berlin", "Asia/Tokyo"))

    assert starts(team) == ["07:00", "08:00", "09:00", "10:00", "11:00", "12:00", "13:00"]


def test_nobody_at_all_is_never_free() -> None:
    assert starts(lineup()) == []
    assert lineup().reasons(DATE.start, LONG_AGO) == (Reason.OUTSIDE_HOURS,)
