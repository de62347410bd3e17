from hypothesis import given
from hypothesis import strategies as st

from app.availability.rules.runs import among, runs_of

ORIGIN = 1_790_000_000
STARTS = st.sets(st.integers(0, 3000)).map(lambda quarters: sorted(ORIGIN + 900 * n for n in quarters))


@given(STARTS)
def test_the_runs_hold_each_start_and_nothing_between(starts: list[int]) -> None:
    runs = runs_of(starts, ORIGIN)

    assert [at for at in range(ORIGIN - 900, ORIGIN + 900 * 3002, 450) if among(runs, ORIGIN, at)] == starts


def test_no_starts_are_no_runs() -> None:
    assert runs_of([], ORIGIN) == []
    assert not among([], ORIGIN, ORIGIN)


def test_a_month_of_office_hours_is_a_few_numbers() -> None:
    starts = [ORIGIN + day * 86_400 + quarter * 900 for day in range(31) for quarter in range(32, 72)]

    assert len(runs_of(starts, ORIGIN)) == 3 * 31
