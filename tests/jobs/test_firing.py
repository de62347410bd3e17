from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.schedulers.background import BackgroundScheduler

from app.db import session
from jobs.firing import fire, owe, scheduler
from jobs.schedule import SCHEDULE, Line
from tests.patience import eventually
from tests.support.ledger import run

pytestmark = pytest.mark.usefixtures("bell")
LINE = Line(name="operations.clean", every=timedelta(days=1))
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def owed() -> list[str]:
    return sorted(row.dedupe_key for row in run("SELECT dedupe_key FROM tasks"))


def test_a_firing_is_owed_once_however_many_schedulers_fire() -> None:
    for _ in range(3):
        owe(LINE, NOON)
    owe(LINE, NOON + timedelta(days=1))

    assert owed() == ["job:operations.clean:2026-05-01T00:00", "job:operations.clean:2026-05-02T00:00"]


def test_two_schedulers_that_start_owe_each_line_once() -> None:
    both = scheduler(), scheduler()

    for clockwork in both:
        clockwork.start()
    eventually(lambda: len(owed()) == len(SCHEDULE))
    for clockwork in both:
        clockwork.shutdown()

    assert len(owed()) == len(SCHEDULE)


def test_a_firing_without_a_database_is_repeated_soon() -> None:
    clockwork = BackgroundScheduler(timezone="UTC")
    installed = session.database()
    session.install(session.connect("postgresql://nobody@127.0.0.1:1/none"))

    try:
        fire(clockwork, LINE)
    finally:
        session.install(installed)

    assert clockwork.get_job("operations.clean.again") is not None
