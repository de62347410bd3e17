import time
from dataclasses import replace
from datetime import timedelta

import pytest

from app.db import ledger
from app.db.ledger import LeaseLost
from tests.patience import eventually
from tests.support.ledger import RESERVE, claimed, finish, let_pass, owe, run
from workers.leases import LeaseKeeper

pytestmark = pytest.mark.usefixtures("bell")


def seconds_left() -> float:
    (row,) = run("SELECT extract(epoch FROM lease_until - now())::float8 AS left FROM tasks")
    found: float = row.left
    return found


def test_a_lease_is_prolonged_after_a_third_of_it() -> None:
    keeper = LeaseKeeper()
    task = claimed(owe(booking_id=7))
    let_pass(2)

    with keeper.holding([task], RESERVE.patience):
        now = time.monotonic()
        keeper.beat(now + 1)
        early = seconds_left()
        keeper.beat(now + 2)

        assert early < 3.1
        assert seconds_left() > 4


def test_a_try_that_hangs_loses_its_lease_in_the_end() -> None:
    keeper = LeaseKeeper()
    task = claimed(owe(booking_id=7))
    let_pass(2)

    with keeper.holding([task], RESERVE.patience):
        keeper.beat(time.monotonic() + RESERVE.patience.longest.total_seconds() + 1)

        assert seconds_left() < 3.1


def test_an_ended_task_is_prolonged_no_more() -> None:
    keeper = LeaseKeeper()
    task = claimed(owe(booking_id=7))
    let_pass(2)

    with keeper.holding([task], RESERVE.patience):
        pass
    keeper.beat(time.monotonic() + 10)

    assert seconds_left() < 3.1


def test_the_thread_prolongs_what_takes_long() -> None:
    keeper = LeaseKeeper(pulse=0.01)
    task = claimed(owe(booking_id=7))
    keeper.start()

    try:
        with keeper.holding([task], replace(RESERVE.patience, lease=timedelta(seconds=0.06))):
            run("UPDATE tasks SET lease_until = now() + interval '1 hour'")
            eventually(lambda: seconds_left() < 1)
    finally:
        keeper.stop()


def test_prolonging_gives_no_right_to_a_lost_lease() -> None:
    keeper = LeaseKeeper()
    lost = claimed(owe(booking_id=7))
    let_pass(6)
    claimed(lost.id)

    with keeper.holding([lost], RESERVE.patience):
        keeper.beat(time.monotonic() + 3)

    with pytest.raises(LeaseLost):
        finish(lost)
    assert ledger.claim(RESERVE, lost.id) is None
