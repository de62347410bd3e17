from datetime import date, timedelta
from typing import Any

import pytest

from app.availability.rules import Span, Terms, WeeklyRule, clock, closing, end_minute, span
from app.kernel.errors import InvalidInput


@pytest.mark.parametrize(
    ("opens", "closes", "read"),
    [
        ("09:00", "17:30", Span(540, 1050)),
        ("00:00", "24:00", Span(0, 1440)),
        ("22:00", "24:00", Span(1320, 1440)),
        ("22:00", "00:00", Span(1320, 1440)),
        ("22:00", "02:00", Span(1320, 1560)),
        ("08:00", "08:00", Span(480, 1920)),
    ],
)
def test_written_hours_are_read_and_written_back(opens: str, closes: str, read: Span) -> None:
    assert span(opens, closes) == read
    assert clock(read.opens) == opens
    assert clock(read.closes) == (closes if closes != "00:00" else "24:00")
    assert closing(read.opens, end_minute(read.closes)) == read.closes


@pytest.mark.parametrize(
    ("opens", "closes", "field", "hint"),
    [
        ("09:00", "23:59", "endTime", "write 24:00"),
        ("24:00", "02:00", "startTime", "00:00 on the next day"),
        ("9:00", "17:00", "startTime", "HH:MM"),
        ("09:00", "24:01", "endTime", "HH:MM"),
        ("09:00", "17:60", "endTime", "HH:MM"),
        ("09:00\n", "17:00", "startTime", "HH:MM"),
        ("٠٩:00", "17:00", "startTime", "HH:MM"),
    ],
)
def test_hours_that_cannot_be_meant_are_refused_with_a_hint(
    opens: str, closes: str, field: str, hint: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        span(opens, closes)

    assert [(detail.field, hint in detail.message) for detail in refused.value.details] == [(field, True)]


def test_a_refusal_names_the_field_as_the_caller_does() -> None:
    with pytest.raises(InvalidInput) as refused:
        span("09:00", "x", fields=("rules.0.startTime", "rules.0.endTime"))

    assert refused.value.details[0].field == "rules.0.endTime"


@pytest.mark.parametrize(("opens", "closes"), [(-1, 60), (1440, 1500), (600, 600), (600, 540), (0, 2881)])
def test_a_span_opens_on_its_date_and_closes_later_on_it_or_the_next(opens: int, closes: int) -> None:
    with pytest.raises(InvalidInput):
        Span(opens, closes)
    with pytest.raises(InvalidInput):
        WeeklyRule(0, opens, closes)


def test_a_rule_names_a_weekday_and_does_not_end_before_it_begins() -> None:
    with pytest.raises(InvalidInput):
        WeeklyRule(7, 0, 60)
    with pytest.raises(InvalidInput):
        WeeklyRule(0, 0, 60, valid_from=date(2026, 6, 2), valid_until=date(2026, 6, 1))

    assert WeeklyRule(0, 0, 60, valid_from=date(2026, 6, 1), valid_until=date(2026, 6, 1))


@pytest.mark.parametrize(
    "wrong",
    [
        {"duration": 0},
        {"step": 0},
        {"buffer_before": -1},
        {"buffer_after": -1},
        {"horizon_days": -1},
        {"notice": timedelta(seconds=-1)},
    ],
)
def test_terms_that_no_time_could_meet_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput) as refused:
        Terms(**({"duration": 60, "step": 60} | wrong))

    assert refused.value.details[0].field == next(iter(wrong))
