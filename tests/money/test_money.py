"""A small town of bad luck in every run of the tests; `python -m tests.money` plays larger ones."""

import os

import pytest

from tests.money.play import play
from tests.money.verdict import table

BOOKINGS = int(os.environ.get("MONEY_BOOKINGS", "25"))


@pytest.mark.parametrize("seed", [7])
def test_whatever_goes_wrong_every_cent_ends_where_it_belongs(fresh_database_url: str, seed: int) -> None:
    played = play(seed, BOOKINGS, fresh_database_url)

    assert played.verdict.good, "\n".join(table(played.verdict))
    assert sum(played.verdict.statuses.values()) > BOOKINGS // 2
    assert {"webhook lost", "time-out after the effect"} <= set(played.faults)
