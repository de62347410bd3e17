"""A payment company on its worst days: away, silent after it did everything, and talking to the dying."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from app.ports.payments import Charge
from tests.payments.races.killing import Killed, Moment, MortalPayments, Reaper

DEATH, AWAY, MUTE = 0.02, 0.04, 0.05


class Luck(Reaper):
    """Bad luck strikes where `danger` is: inside of requests and workers, until all is `calm`."""

    def __init__(self, random: Random) -> None:
        super().__init__()
        self.random = random
        self.danger = False
        self.calm = False
        self.struck_by: Counter[str] = Counter()

    @property
    def near(self) -> bool:
        return self.danger and not self.calm

    def at(self, moment: Moment) -> None:
        if self.near and self.random.random() < DEATH:
            self.struck_by[f"killed {moment}"] += 1
            raise Killed


class UnluckyPayments(MortalPayments):
    """Remembers what changed, for the post to tell."""

    def __init__(self, luck: Luck) -> None:
        super().__init__(luck)
        self._luck = luck
        self._told: dict[str, Charge] = {}

    @contextmanager
    def _answering(self, call: str) -> Iterator[None]:
        draw = self._luck.random.random() if self._luck.near else 1.0
        self.away, self.mute = draw < AWAY, AWAY <= draw < AWAY + MUTE
        if self.away or self.mute:
            self._luck.struck_by["company away" if self.away else "time-out after the effect"] += 1
        with super()._answering(call):
            yield

    def news(self) -> list[Charge]:
        """The charges that changed since this was last asked."""
        with self._lock:
            fresh = [charge for key, charge in self._charges.items() if self._told.get(key) is not charge]
            self._told.update((charge.reference, charge) for charge in fresh)
        return fresh

    def charges(self) -> list[Charge]:
        with self._lock:
            return list(self._charges.values())
