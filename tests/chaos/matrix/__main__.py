"""Strike every fault at every phase of the work, and print the table of what was survived.

Each row is a fault. For each phase a piece of work is brought there and held at a gate in the real process:
after the commit that accepts it, after the claim, before and after the commit of its effect, during the call
to the mail server; one waits for a retry, and one is dead. Then the fault strikes all of them. In the end
each booking must have been decided once, and each message sent once.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterable

from tests.chaos.matrix.faults import MATRIX
from tests.chaos.matrix.play import Outcome, Played, play
from tests.chaos.matrix.specimens import PHASES

LETTERS = "ABCDEFG"
DAMAGE = ("doubled", "unsent", "dead", "told_in_logs")  # none of these may be seen at the end


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.chaos.matrix",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    fresh = random.randrange(1000, 10_000)  # noqa: S311 - no secret
    parser.add_argument("--seed", type=int, default=fresh, help="the order of the rows; by default by chance")
    parser.add_argument("--only", nargs="+", default=[""], help="rows whose name contains one of these")
    chosen = parser.parse_args()
    rows = [row for row in MATRIX if any(text in row.name for text in chosen.only)]
    print(f"seed {chosen.seed}, {len(rows)} faults at {len(PHASES)} phases", flush=True)
    played = play(chosen.seed, rows, lambda text: print(text, flush=True))
    print(*table(played), sep="\n")
    return 0 if played.good and not any(played.figures[name] for name in DAMAGE) else 1


def table(played: Played) -> Iterable[str]:
    """A person's table, and a program's line."""
    yield ""
    yield from (f"  {letter}  {phase}" for letter, phase in zip(LETTERS, PHASES, strict=True))
    yield ""
    yield f"{'':<52} {'  '.join(LETTERS)}  seconds"
    for outcome in sorted(
        played.outcomes, key=lambda each: [row.name for row in MATRIX].index(each.row.name)
    ):
        yield f"{outcome.row.name:<52} {'  '.join(_cells(outcome))}  {outcome.seconds:7.1f}"
    yield ""
    for outcome in played.outcomes:
        for phase, wrong in outcome.wrong.items():
            if wrong:
                yield f"FOUND {outcome.row.name}, {phase}: {wrong}"
    yield json.dumps(figures(played))


def figures(played: Played) -> dict[str, object]:
    cells = [wrong for outcome in played.outcomes for wrong in outcome.wrong.values()]
    return {
        "seed": played.seed,
        "cells": len(cells),
        "survived": sum(not wrong for wrong in cells),
        "lost": sum(bool(wrong) for wrong in cells),
        "broken": sum(played.figures[name] for name in DAMAGE if name != "doubled"),
        "slowest_s": round(max((outcome.seconds for outcome in played.outcomes), default=0.0), 1),
        **played.figures,
    }


def _cells(outcome: Outcome) -> list[str]:
    return ["✗" if outcome.wrong[phase] else "✓" for phase in PHASES]


if __name__ == "__main__":
    sys.exit(main())
