"""The company's webhooks on their way: prompt, late, twice, in any order, or lost."""

from dataclasses import dataclass, field
from itertools import count
from random import Random

from app.ports.payments import Notice
from tests.money.company import Luck, UnluckyPayments

LOST, LATE, TWICE = 0.15, 0.2, 0.2
LONGEST = 120  # steps of the town


@dataclass
class Post:
    company: UnluckyPayments
    luck: Luck
    random: Random
    letters: list[tuple[int, Notice]] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)

    def collect(self, now: int) -> None:
        """Every change is told once, or twice, or never."""
        for charge in self.company.news():
            event_id = f"evt_{charge.reference}_{next(self._numbers)}"
            notice = Notice(event_id=event_id, kind="payment", reference=charge.reference)
            if self._happens(LOST, "webhook lost"):
                continue
            self.letters.append((now + self._delay(), notice))
            if self._happens(TWICE, "webhook twice"):
                self.letters.append((now + self._delay(), notice))

    def due(self, now: int) -> list[Notice]:
        """What arrives by now. In calm nothing is late any more."""
        arrived = [notice for when, notice in self.letters if when <= now or self.luck.calm]
        self.letters = [(when, notice) for when, notice in self.letters if when > now and not self.luck.calm]
        return arrived

    def _delay(self) -> int:
        return self.random.randrange(LONGEST) if self._happens(LATE, "webhook late") else 0

    def _happens(self, chance: float, name: str) -> bool:
        if self.luck.calm or self.random.random() >= chance:
            return False
        self.luck.struck_by[name] += 1
        return True
