"""The tables a person reads, and the line of figures a program reads."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.figures import at
from tests.chaos.checks import Found
from tests.chaos.load import Story
from tests.chaos.plan import Fault

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Result:
    """How one run ended."""

    seed: int
    workers: int
    faults: Sequence[Fault]
    stories: Sequence[Story]
    failures: Sequence[int]
    seconds: Sequence[float]
    settled_s: float | None
    lost: Found
    doubled: Found
    broken: Found

    @property
    def good(self) -> bool:
        return not any(map(_count, (self.lost, self.doubled, self.broken)))

    def figures(self) -> dict[str, object]:
        """Everything that was counted and measured; times in seconds by the database's clock."""
        return {
            "seed": self.seed,
            "workers": self.workers,
            "bookings": sum(story.booking_id is not None for story in self.stories),
            "asked": len(self.stories),
            "repeated": sum(story.tries > 1 for story in self.stories),
            "answers_5xx": len(self.failures),
            "faults": len(self.faults),
            "lost": _count(self.lost),
            "doubled": _count(self.doubled),
            "broken": _count(self.broken),
            "p50_s": _share(self.seconds, 0.50),
            "p99_s": _share(self.seconds, 0.99),
            "worst_s": _share(self.seconds, 1.0),
            "settled_s": self.settled_s,
        }

    def text(self) -> str:
        """Faults and results as tables; the last line is one JSON object."""
        struck = Counter(f"{fault.kind.name} ({fault.kind.target})" for fault in self.faults)
        answers = Counter(f"answers {story.status}" for story in self.stories)
        sent_away = Counter(f"sent away with {status}" for status in self.failures)
        figures = self.figures()
        blocks = [
            _table("faults", dict(sorted(struck.items()))),
            _table("clients", {**dict(sorted(answers.items())), **sent_away}),
            _table("results", {name: "none" if value is None else value for name, value in figures.items()}),
            *(_findings(found) for found in (self.lost, self.doubled, self.broken)),
            json.dumps(figures),
        ]
        return "\n".join(filter(None, blocks))


def _count(found: Found) -> int:
    return sum(map(len, found.values()))


def _share(ordered: Sequence[float], share: float) -> float | None:
    return round(at(ordered, share), 3) if ordered else None


def _table(title: str, rows: Mapping[str, object]) -> str:
    width = max(map(len, rows), default=0)
    return "\n".join([title, *(f"  {name:<{width}}  {value}" for name, value in rows.items()), ""])


def _findings(found: Found) -> str:
    """What was found wrong, with a few examples each; nothing where all is well."""
    lines = []
    for name, cases in found.items():
        if cases:
            lines.append(f"FOUND {len(cases)} {name}:")
            lines += [f"  {case}" for case in cases[:EXAMPLES]]
    return "\n".join([*lines, ""]) if lines else ""
