"""Hours that say a minute twice."""

from datetime import date

import pytest

from app.availability.rules import Span, WeeklyRule
from app.availability.rules.overlaps import overlapping_rule, overlapping_span

MONDAY = WeeklyRule(0, 540, 1020)


@pytest.mark.parametrize(
    "other",
    [
        WeeklyRule(0, 540, 1020),
        WeeklyRule(0, 1019, 1100),
        WeeklyRule(0, 500, 541),
        WeeklyRule(6, 1200, 1440 + 600),  # the night before reaches into it
        WeeklyRule(0, 540, 1020, date(2030, 1, 7), date(2030, 1, 7)),  # a Monday
    ],
)
def test_a_shared_minute_is_found_whichever_comes_first(other: WeeklyRule) -> None:
    assert overlapping_rule([MONDAY, WeeklyRule(1, 540, 1020), other]) == 2
    assert overlapping_rule([other, MONDAY]) == 1


@pytest.mark.parametrize(
    "other",
    [
        WeeklyRule(0, 1020, 1100),
        WeeklyRule(0, 0, 540),
        WeeklyRule(1, 540, 1020),
        WeeklyRule(6, 1200, 1440 + 540),
        WeeklyRule(1, 0, 60),
    ],
)
def test_hours_that_touch_do_not_overlap(other: WeeklyRule) -> None:
    assert overlapping_rule([MONDAY, other]) is None
    assert overlapping_rule([other, MONDAY]) is None


def test_seasons_that_follow_each_other_do_not_overlap() -> None:
    summer = WeeklyRule(0, 480, 1020, date(2026, 4, 1), date(2026, 9, 30))
    winter = WeeklyRule(0, 540, 1080, date(2026, 10, 1))
    between = WeeklyRule(0, 540, 600, date(2026, 9, 29), date(2026, 10, 4))  # without a Monday

    assert overlapping_rule([summer, winter]) is None
    assert overlapping_rule([summer, winter, between]) is None


def test_a_night_of_the_last_valid_date_meets_the_next_seasons_morning() -> None:
    last = WeeklyRule(0, 1320, 1440 + 120, None, date(2026, 9, 28))
    morning = WeeklyRule(1, 60, 300, date(2026, 9, 29))

    assert overlapping_rule([last, morning]) == 1
    assert overlapping_rule([last, WeeklyRule(1, 60, 300, date(2026, 9, 30))]) is None


def test_spans_of_a_date() -> None:
    assert overlapping_span([Span(540, 600), Span(600, 660)]) is None
    assert overlapping_span([Span(540, 600), Span(700, 720), Span(599, 660)]) == 2
