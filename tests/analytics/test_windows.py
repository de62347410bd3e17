from datetime import UTC, date, datetime

import pytest

from app.analytics.rules.opening import minutes_by_bound
from app.analytics.rules.window import Window, window_of
from app.kernel.errors import InvalidInput

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def test_the_thirty_dates_that_end_today_are_usual() -> None:
    window = window_of("Pacific/Auckland", None, None, now=NOON)

    assert (window.first, window.last) == (date(2026, 2, 10), date(2026, 3, 11))
    assert len(window.dates) == len(window.bounds) == 30


def test_one_date_is_enough() -> None:
    before = window_of("UTC", None, date(2026, 1, 31), now=NOON)
    ahead = window_of("UTC", date(2026, 5, 1), None, now=NOON)

    assert before.first == date(2026, 1, 2)
    assert (ahead.first, ahead.last) == (date(2026, 5, 1), date(2026, 5, 1))


def test_a_year_may_be_asked_for_and_no_more() -> None:
    assert len(window_of("UTC", date(2027, 12, 31), date(2028, 12, 30), now=NOON).dates) == 366
    for first, last in ((date(2026, 1, 1), date(2027, 1, 2)), (date(2026, 1, 2), date(2026, 1, 1))):
        with pytest.raises(InvalidInput):
            window_of("UTC", first, last, now=NOON)


def test_a_date_that_never_was_is_empty() -> None:
    window = Window("Pacific/Apia", date(2011, 12, 29), date(2011, 12, 31))

    assert window.bounds[1] == window.bounds[2] == datetime(2011, 12, 30, 10, tzinfo=UTC)
    assert window.until == datetime(2011, 12, 31, 10, tzinfo=UTC)


def test_open_stretches_are_cut_at_the_bounds() -> None:
    assert minutes_by_bound([(0, 120), (180, 600)], [60, 60, 300], 660) == [0, 3, 5]
