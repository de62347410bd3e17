"""The small version of `python -m tests.agreement`."""

import pytest

from tests.agreement.run import run


@pytest.mark.timeout(300)
def test_bookings_and_a_real_calendar_agree_after_kills(fresh_database_url: str, redis_url: str) -> None:
    verdict = run(fresh_database_url, redis_url, seed=7, bookings=24, kills=2, say=lambda _: None)

    assert verdict.good, verdict.text()
