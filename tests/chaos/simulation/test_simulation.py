"""Histories of bookings and payments under every fault; and that the verdict finds what it looks for.

`python -m tests.chaos.simulation` plays 20,000; SIMULATED_HISTORIES chooses how many are played here.
"""

import os
from collections import Counter

import pytest

from app.bookings.rules import Status, Step
from tests.chaos.simulation.house import Booking, House, Payment
from tests.chaos.simulation.ledger import Ledger, Task
from tests.chaos.simulation.play import play

HISTORIES = int(os.environ.get("SIMULATED_HISTORIES", "400"))
FIRST = 20_000  # other ones than the command plays


def test_nothing_is_lost_and_nothing_happens_twice_in_any_history() -> None:
    faults: Counter[str] = Counter()
    for seed in range(FIRST, FIRST + HISTORIES):
        history = play(seed)
        faults += history.faults
        assert history.wrong == [], f"history {seed}"

    assert {"killed", "frozen", "fenced", "company away or silent"} <= set(faults)


def test_a_seed_always_gives_the_same_history() -> None:
    assert play(7) == play(7)
    assert play(7).faults != play(8).faults


class FreesAtOnce(House):
    """Does not wait until nobody can pay any more."""

    def wind_down(self, booking: Booking, step: Step) -> None:
        self.close(booking, Status.EXPIRED if step == Step.EXPIRING else Status.CANCELLED)


class GivesNothingBack(House):
    def return_all(self, payment: Payment, number: int) -> None:
        """Forgets it."""


class SellsTwice(House):
    def _decide(self, booking: Booking) -> None:
        self.slots.pop(booking.slot, None)
        super()._decide(booking)


class Unfenced(Ledger):
    """Lets whoever lost the lease write."""

    def demand(self, task: Task, token: int) -> None:
        """Never refuses."""

    def finish(self, task: Task, token: int) -> None:
        del token
        if task in self.open:
            self.open.remove(task)
        task.state, task.done = "done", task.done + 1


@pytest.mark.parametrize(
    ("house", "ledger", "found"),
    [
        (FreesAtOnce, Ledger, "I8"),
        (GivesNothingBack, Ledger, "I8"),
        (SellsTwice, Ledger, "I2"),
        (House, Unfenced, "I4"),
    ],
)
def test_a_product_that_cheats_is_found_out(house: type[House], ledger: type[Ledger], found: str) -> None:
    wrong = [each for seed in range(150) for each in play(seed, house=house, ledger=ledger).wrong]

    assert any(each.startswith(found) for each in wrong), wrong[:5]
