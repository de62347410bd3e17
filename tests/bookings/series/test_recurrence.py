import contextlib
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise

import pytest
from dateutil import rrule  # type: ignore[import-untyped]  # it brings no types
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.bookings.series.recurrence import LONGEST, MOST, parse, walls
from app.kernel.errors import InvalidInput


def wall(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    """What a clock shows."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC).replace(tzinfo=None)


TUESDAY = wall(2026, 9, 1)


def dates(rule: str, first: datetime = TUESDAY) -> list[tuple[int, int]]:
    """Month and day of each."""
    return [(at.month, at.day) for at in walls(parse(rule), first, "Europe/London")]


def refusal(rule: str, first: datetime = TUESDAY) -> str:
    with pytest.raises(InvalidInput) as refused:
        walls(parse(rule), first, "Europe/London")
    (detail,) = refused.value.details
    assert detail.field == "rrule"
    return detail.message


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY;COUNT=3", [(9, 1), (9, 8), (9, 15)]),
        ("RRULE:FREQ=WEEKLY;COUNT=3", [(9, 1), (9, 8), (9, 15)]),
        ("freq=weekly;count=2", [(9, 1), (9, 8)]),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=3", [(9, 1), (9, 15), (9, 29)]),
        ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4", [(9, 1), (9, 3), (9, 8), (9, 10)]),
        ("FREQ=DAILY;UNTIL=20260904", [(9, 1), (9, 2), (9, 3), (9, 4)]),
        ("FREQ=DAILY;UNTIL=20260903T090000Z", [(9, 1), (9, 2), (9, 3)]),
        ("FREQ=DAILY;UNTIL=20260903T085959Z", [(9, 1), (9, 2)]),
        ("FREQ=MONTHLY;BYDAY=1TU;COUNT=3", [(9, 1), (10, 6), (11, 3)]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1;COUNT=3", [(9, 1), (10, 1), (11, 2)]),
        ("FREQ=DAILY;INTERVAL=30;COUNT=3", [(9, 1), (10, 1), (10, 31)]),
    ],
)
def test_what_a_rule_means(rule: str, expected: list[tuple[int, int]]) -> None:
    assert dates(rule) == expected


def test_a_thirty_first_that_does_not_exist_is_skipped() -> None:
    assert dates("FREQ=MONTHLY;COUNT=4", wall(2026, 8, 31)) == [(8, 31), (10, 31), (12, 31), (1, 31)]


def test_the_last_day_of_each_month() -> None:
    assert dates("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", wall(2026, 8, 31)) == [(8, 31), (9, 30), (10, 31)]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;COUNT=10000",
        "FREQ=WEEKLY;COUNT=1",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ=WEEKLY;COUNT=-3",
        "FREQ=WEEKLY;COUNT=3;UNTIL=20270101",
        "FREQ=DAILY;UNTIL=20280101",
        "FREQ=DAILY;UNTIL=20270601",
        "FREQ=WEEKLY;INTERVAL=52;COUNT=4",
        "FREQ=YEARLY;COUNT=3",
        "FREQ=SECONDLY;COUNT=3",
        "COUNT=3",
        "FREQ=WEEKLY;BYDAY=2TU;COUNT=3",
        "FREQ=WEEKLY;BYMONTHDAY=1;COUNT=3",
        "FREQ=WEEKLY;BYDAY=XX;COUNT=3",
        "FREQ=WEEKLY;BYDAY=WE;COUNT=3",
        "FREQ=MONTHLY;BYSETPOS=1;COUNT=3",
        "FREQ=DAILY;BYDAY=TU;BYSETPOS=2;COUNT=3",
        "FREQ=MONTHLY;BYMONTHDAY=0;COUNT=3",
        "FREQ=MONTHLY;BYMONTHDAY=32;COUNT=3",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31;COUNT=2",
        "FREQ=WEEKLY;BYHOUR=9;COUNT=3",
        "FREQ=WEEKLY;FREQ=DAILY;COUNT=3",
        "FREQ=WEEKLY;UNTIL=tomorrow",
        "FREQ=WEEKLY;UNTIL=20261301",
        "FREQ=WEEKLY;INTERVAL=0;COUNT=3",
        "FREQ=WEEKLY;INTERVAL=1e9;COUNT=3",
        "FREQ=WEEKLY;WKST=XX;COUNT=3",
        "FREQ",
        ";",
        "x" * 501,
    ],
)
def test_a_rule_that_never_ends_or_means_nothing_is_refused_with_what_is_wrong(rule: str) -> None:
    assert refusal(rule)


def test_a_series_that_would_never_end_is_told_so() -> None:
    assert "never end" in refusal("FREQ=WEEKLY;BYDAY=TU")


_PARTS = {
    "INTERVAL": st.integers(-2, 120),
    "COUNT": st.integers(-1, 20_000),
    "BYMONTHDAY": st.integers(-40, 40),
    "BYMONTH": st.integers(0, 13),
    "BYSETPOS": st.integers(-40, 40),
    "BYDAY": st.sampled_from(["MO", "TU", "TU,TH", "MO,TU,WE,TH,FR", "1TU", "1TU,3TU", "-1FR", "5MO", "ZZ"]),
    "WKST": st.sampled_from(["MO", "SU", "WE"]),
}


@settings(suppress_health_check=[HealthCheck.too_slow])  # a loaded machine draws slowly
@given(
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.dictionaries(st.sampled_from(sorted(_PARTS)), st.none()).flatmap(
        lambda chosen: st.fixed_dictionaries({name: _PARTS[name] for name in chosen})
    ),
)
def test_whatever_is_asked_is_bounded_and_as_the_usual_library_has_it(
    frequency: str, parts: dict[str, object]
) -> None:
    rule = ";".join([f"FREQ={frequency}", *(f"{name}={value}" for name, value in parts.items())])

    found = []
    with contextlib.suppress(InvalidInput):
        found = walls(parse(rule), TUESDAY, "Europe/London")

    if not found:
        assert refusal(rule)
        return
    expected = rrule.rrulestr(rule, dtstart=TUESDAY)
    assert found == list(islice(expected, len(found)))
    assert 2 <= len(found) <= MOST
    assert found == sorted(set(found))
    assert found[0] == TUESDAY
    assert found[-1] - TUESDAY <= LONGEST
    assert {at.time() for at in found} == {TUESDAY.time()}
    assert all(later - earlier >= timedelta(days=1) for earlier, later in pairwise(found))
