"""A provider's figures against an oracle that counts minute by minute and row by row."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.analytics.rules.window import Window
from app.analytics.service import figures
from app.analytics.service.figures import Report
from app.kernel.money import Money
from app.payments.bookkeeping import Movement
from tests.analytics.lives import KEPT, Life, Meeting, Moved, counted, money_of, write
from tests.factories.installed import installed

# Zones with a spring gap, an autumn fold, odd minutes, and a date that never was.
PLACES = {
    "Europe/Berlin": date(2026, 3, 27),
    "America/New_York": date(2026, 10, 30),
    "Australia/Lord_Howe": date(2026, 4, 3),
    "Asia/Kathmandu": date(2026, 7, 1),
    "Pacific/Apia": date(2011, 12, 28),
}
DAYS = 6
STATUSES = ("CONFIRMED", "COMPLETED", "NO_SHOW", "CANCELLED", "REJECTED", "EXPIRED", "REQUESTED")
MOVEMENTS = tuple(move for move in Movement if "DISPUTE" not in move)


@st.composite
def lives(draw: st.DrawFn) -> tuple[Life, Window]:
    zone = draw(st.sampled_from(sorted(PLACES)))
    first = PLACES[zone]
    midnight = datetime.combine(first, datetime.min.time(), tzinfo=UTC)
    moments = st.integers(-2 * 1440, (DAYS + 2) * 1440).map(lambda at: midnight + timedelta(minutes=at))
    meetings = st.builds(
        Meeting,
        moments,
        st.integers(15, 200),
        st.sampled_from(STATUSES),
        st.integers(0, 3),
        st.integers(0, 9999),
    )
    money = st.builds(
        Moved, moments, st.sampled_from(MOVEMENTS), st.integers(1, 99_999), st.sampled_from(["EUR", "JPY"])
    )
    life = Life(
        zone=zone,
        opens=draw(st.integers(0, 700)),
        closes=draw(st.integers(701, 1440)),
        meetings=draw(st.lists(meetings, max_size=12, unique_by=lambda one: (one.client, one.start))),
        money=draw(st.lists(money, max_size=8)),
        off=draw(st.none() | moments.map(lambda at: (at, at + timedelta(hours=30)))),
    )
    return life, Window(zone, first, first + timedelta(days=DAYS - 1))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=lives())
def test_every_figure_is_what_the_rows_say(case: tuple[Life, Window], database_url: str) -> None:
    life, window = case
    with installed(database_url):
        report = _report(life, window)

    wanted = counted(life, window)
    for day in report.days:
        expected = wanted[day["date"]]
        assert {name: day[name] for name in expected} == expected
        assert _minor(day["revenue"]) == _nonzero(money_of(life.money, life.zone, day["date"]))
    for name in ("bookings", "completed", "cancelled", "no_shows", "booked_minutes", "open_minutes"):
        assert report.totals[name] == sum(day[name] for day in wanted.values())
    _check_people(life, window, report)


def _report(life: Life, window: Window) -> Report:
    provider_id, _ = write(life)
    return figures.of_provider(provider_id, window)


def _check_people(life: Life, window: Window, report: Report) -> None:
    kept = [one for one in life.meetings if one.status in KEPT and one.start < window.until]
    within = {one.client for one in kept if one.start >= window.since}
    again = {client for client in within if sum(one.client == client for one in kept) > 1}
    ahead = sorted(
        one.ahead
        for one in life.meetings
        if window.since <= one.start < window.until and one.status in {*KEPT, "CANCELLED"}
    )

    assert (report.totals["clients"], report.totals["returning_clients"]) == (len(within), len(again))
    lead = report.totals["lead_time"]
    if not ahead:
        assert lead == {"mean_minutes": None, "median_minutes": None}
        return
    middle = (ahead[(len(ahead) - 1) // 2] + ahead[len(ahead) // 2]) / 2
    assert float(lead["mean_minutes"]) == pytest.approx(sum(ahead) / len(ahead), abs=0.051)
    assert float(lead["median_minutes"]) == pytest.approx(middle, abs=0.051)


def _minor(revenue: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """What is told, as whole minor units; `net` has to be the rest."""
    told = {}
    for one in revenue:
        unit = Money(1, one["currency"]).major
        parts = {name: int(one[name] / unit) for name in ("captured", "refunded", "lost", "fees")}
        assert int(one["net"] / unit) == parts["captured"] - sum(
            parts[name] for name in ("refunded", "lost", "fees")
        )
        told[one["currency"]] = parts
    return _nonzero(told)


def _nonzero(sums: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    return {
        currency: kept
        for currency, of in sums.items()
        if (kept := {name: minor for name, minor in of.items() if minor})
    }
