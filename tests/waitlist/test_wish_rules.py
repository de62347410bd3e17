from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.zones import instant_of, moment_of
from app.waitlist import rules
from app.waitlist.rules import Outcome, Wanted, WishStatus

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def wanted(**changes: object) -> Wanted:
    """Any Tuesday after 17:00 this June, in Berlin."""
    usual = {
        "zone": "Europe/Berlin",
        "first_date": date(2026, 6, 1),
        "last_date": date(2026, 6, 30),
        "weekdays": (2,),
        "opens": 17 * 60,
        "closes": 24 * 60,
    }
    return Wanted(**(usual | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "means"),
    [
        ("2026-06-02T17:00:00+02:00", True),
        ("2026-06-02T16:59:00+02:00", False),
        ("2026-06-02T23:59:00+02:00", True),
        ("2026-06-03T17:00:00+02:00", False),
        ("2026-06-30T18:00:00+02:00", True),
        ("2026-07-07T18:00:00+02:00", False),
        ("2026-06-02T15:00:00+00:00", True),
        ("2026-06-02T22:00:00+00:00", False),
    ],
)
def test_any_tuesday_after_five_this_month(start: str, means: object) -> None:
    assert wanted().means(instant_of(datetime.fromisoformat(start))) is means


def test_without_weekdays_any_day_will_do() -> None:
    assert wanted(weekdays=()).means(instant_of(datetime(2026, 6, 3, 16, tzinfo=UTC)))


def test_an_earlier_time_is_earlier() -> None:
    booked = datetime(2026, 6, 9, 16, tzinfo=UTC)

    sooner, same = datetime(2026, 6, 2, 16, tzinfo=UTC), booked
    assert wanted(before=booked).means(instant_of(sooner))
    assert not wanted(before=booked).means(instant_of(same))


def test_the_earliest_comes_first_and_nothing_twice() -> None:
    starts = [instant_of(datetime(2026, 6, day, 16, tzinfo=UTC)) for day in (2, 3, 9, 16)]

    found = rules.fitting(wanted(), starts, known=[datetime(2026, 6, 2, 16, tzinfo=UTC)])

    assert found == [starts[2], starts[3]]


@given(st.integers(60, 60 * 24 * 90))
def test_an_offer_stands_for_a_while_and_never_beyond_the_start(seconds: int) -> None:
    start = NOW + timedelta(seconds=seconds)

    lasts = rules.offer_deadline(NOW, start) - NOW

    assert timedelta() < lasts <= rules.OFFER_TIME
    assert NOW + lasts <= start
    if start - NOW >= rules.SHORTEST_OFFER:
        assert lasts >= rules.SHORTEST_OFFER


@pytest.mark.parametrize(
    ("ahead", "lasts"),
    [
        (timedelta(days=3), 120),
        (timedelta(hours=4), 60),
        (timedelta(minutes=20), 10),
        (timedelta(minutes=5), 5),
    ],
)
def test_how_long_an_offer_stands(ahead: timedelta, lasts: int) -> None:
    assert rules.offer_deadline(NOW, NOW + ahead) - NOW == timedelta(minutes=lasts)


@pytest.mark.parametrize(
    ("outcome", "unanswered", "then"),
    [
        (Outcome.TAKEN, 0, WishStatus.SERVED),
        (Outcome.DECLINED, 0, WishStatus.WAITING),
        (Outcome.WITHDRAWN, 0, WishStatus.WAITING),
        (Outcome.LAPSED, 1, WishStatus.WAITING),
        (Outcome.LAPSED, 2, WishStatus.ENDED),
    ],
)
def test_where_a_wish_goes(outcome: Outcome, unanswered: int, then: WishStatus) -> None:
    assert rules.after(outcome, unanswered) is then


@given(st.integers(0, 10**9), st.sampled_from(["Pacific/Kiritimati", "Pacific/Niue", "Europe/London"]))
def test_the_window_holds_whatever_the_wish_means(second: int, zone: str) -> None:
    start = instant_of(NOW) + second % (60 * 86_400)
    wish = wanted(zone=zone, weekdays=(), opens=0)

    assert not wish.means(start) or wish.window.holds(start), moment_of(start)
