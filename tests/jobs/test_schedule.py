from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.kernel.tasks import CATALOGUE
from jobs.schedule import SCHEDULE, Line, latest

CLEANING = Line(name="operations.clean", every=timedelta(days=1), offset=timedelta(hours=3, minutes=17))
LINES = st.builds(
    Line,
    name=st.just("operations.clean"),
    every=st.integers(1, 10_000).map(lambda minutes: timedelta(minutes=minutes)),
    offset=st.integers(0, 1440).map(lambda minutes: timedelta(minutes=minutes)),
)
TIMES = st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def test_every_line_is_work_of_the_catalogue() -> None:
    assert all(CATALOGUE[line.name] for line in SCHEDULE)


def test_a_daily_line_fires_at_its_minute() -> None:
    assert latest(CLEANING, datetime(2026, 5, 2, 3, 16, 59, tzinfo=UTC)) == datetime(
        2026, 5, 1, 3, 17, tzinfo=UTC
    )
    assert latest(CLEANING, datetime(2026, 5, 2, 3, 17, tzinfo=UTC)) == datetime(
        2026, 5, 2, 3, 17, tzinfo=UTC
    )


@given(line=LINES, now=TIMES)
def test_the_latest_firing_is_the_last_one_before_now(line: Line, now: datetime) -> None:
    fired = latest(line, now)

    assert fired <= now < fired + line.every
    assert latest(line, fired) == fired
    assert (fired.second, fired.microsecond) == (0, 0)
