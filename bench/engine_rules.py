"""The pure engine under each of its rules, and how the work grows with the days asked for."""

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

from app.availability.rules import Booked, Grid, Limit, Period, Terms, Timetable, Trip, open_slots
from app.kernel.intervals import Interval
from app.kernel.zones import DAY, date_of
from bench import engine_case, figures

BOUND_MS = 0.3  # for 31 days and 200 busy times, by the plain rules
YEAR, MONTH = 366, engine_case.DAYS
LIMITS = (Limit(Period.DAY, count=20), Limit(Period.WEEK, minutes=4000), Limit(Period.MONTH, count=400))


def run(*, quick: bool) -> dict[str, object]:
    rounds = 200 if quick else 2000
    found: dict[str, object] = {"engine_bound_ms": BOUND_MS}
    for name, (table, terms) in cases().items():
        times = timed(lambda table=table, terms=terms: listed(table, terms, MONTH), rounds)  # type: ignore[misc]
        found[f"engine_{name}_p50_ms"] = figures.summary(times)["p50_ms"]
        print(figures.line(f"engine, 31 days, 200 busy, {name}", figures.summary(times)))
    panel = engine_case.panel()
    together = timed(lambda: panel.starts(engine_case.WINDOW, engine_case.NOW), rounds)
    found["engine_four_together_p50_ms"] = figures.summary(together)["p50_ms"]
    print(figures.line("engine, 31 days, four together, 100 busy each", figures.summary(together)))
    found["year_of_limits_per_day"] = _growth(max(20, rounds // 20))
    print(f"a day of a year of limits costs {found['year_of_limits_per_day']} of a day of a month of them")
    return found


def cases() -> dict[str, tuple[Timetable, Terms]]:
    plain, terms = engine_case.timetable(), engine_case.TERMS
    booked = tuple(Booked(busy.start, busy.end, 1) for busy in plain.busy)
    away = date_of(plain.zone, engine_case.WINDOW.start + 12 * DAY)
    return {
        "plain": (plain, terms),
        "fit": (plain, replace(terms, grid=Grid.FIT)),
        "rest": (replace(plain, booked=booked, rest=15), terms),
        "limits": (replace(plain, booked=booked), replace(terms, limits=LIMITS, offering_id=1)),
        "trip": (replace(plain, trips=(Trip(away, away, "Asia/Tokyo"),)), terms),
    }


def listed(table: Timetable, terms: Terms, days: int) -> int:
    begin = engine_case.WINDOW.start
    window = Interval(begin, begin + days * DAY)
    return len(open_slots(table, terms, window=window, now=engine_case.NOW))


def timed(doing: Callable[[], object], rounds: int) -> list[float]:
    times = []
    for _ in range(rounds):
        began = perf_counter()
        doing()
        times.append(perf_counter() - began)
    return times


def _growth(rounds: int) -> float:
    """What a day costs in a year of limits and bookings, beside what it costs in a month of them."""
    terms = replace(engine_case.TERMS, limits=LIMITS, horizon_days=None, offering_id=1)
    spent = {}
    for days in (MONTH, YEAR):
        table = engine_case.timetable(200 * days // MONTH, days=days)
        booked = tuple(Booked(busy.start, busy.end, 1) for busy in table.busy)
        limited = replace(table, booked=booked)
        times = timed(lambda table=limited, days=days: listed(table, terms, days), rounds)  # type: ignore[misc]
        spent[days] = min(times) / days  # the best of each: a long one is more often interrupted
    return round(spent[YEAR] / spent[MONTH], 2)
