"""Whoever dies between two steps of a plan, request or worker: at the end one plan runs, and is paid once."""

import pytest

from tests.api import execute
from tests.payments.races.killing import Moment, Reaper, listening, lives_on
from tests.plans.conftest import Hall

COMMITS = [Moment.BEFORE_THE_COMMIT, Moment.AFTER_THE_COMMIT]
every_step = pytest.mark.parametrize(
    ("moment", "nth"), [(moment, nth) for moment in COMMITS for nth in (1, 2, 3, 4, 5)]
)


def running() -> int:
    """How many subscriptions the company charges for."""
    return int(execute("SELECT count(*) FROM sandbox_subscriptions WHERE state IN ('active', 'trial')"))


@every_step
def test_a_plan_that_is_chosen_runs_once(hall: Hall, moment: Moment, nth: int) -> None:
    reaper = Reaper()
    with listening(reaper):
        reaper.arm(moment, nth)
        lives_on(hall.chooses)
        lives_on(hall.agrees)
        reaper.rest()

    assert (hall.standing()["status"], hall.standing()["planCode"], running()) == ("ACTIVE", "studio", 1)


@every_step
def test_a_plan_that_is_changed_is_changed_once(hall: Hall, moment: Moment, nth: int) -> None:
    hall.subscribed("studio")
    reaper = Reaper()
    with listening(reaper):
        reaper.arm(moment, nth)
        lives_on(lambda: hall.changes("school"))
        reaper.rest()

    assert (hall.standing()["status"], hall.standing()["planCode"], running()) == ("ACTIVE", "school", 1)


@every_step
def test_who_has_no_plan_for_too_long_is_taken_down_all_the_same(
    strict: Hall, moment: Moment, nth: int
) -> None:
    strict.job()
    reaper = Reaper()
    with listening(reaper):
        reaper.arm(moment, nth)
        lives_on(lambda: strict.passes(8))
        reaper.rest()
    strict.job()

    assert strict.shown is False
