"""`python -m tests.chaos.simulation`: many histories, each from its seed; exit code 1 if one ends wrong."""

import argparse
import json
import sys
import time
from collections import Counter

from tests.chaos.simulation.play import History, play

MANY = 20_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.simulation", description=__doc__)
    parser.add_argument("--histories", type=int, default=MANY)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    chosen = parser.parse_args()
    print(json.dumps(run(chosen.first, chosen.histories)))
    return 0


def run(first: int, histories: int) -> dict[str, object]:
    """Play them all. Raises SystemExit with the seeds of those that ended wrong."""
    began = time.monotonic()
    counts: Counter[str] = Counter()
    wrong: list[History] = []
    for seed in range(first, first + histories):
        history = play(seed)
        counts.update(history.faults)
        counts["bookings"] += history.bookings
        counts["messages"] += history.messages
        counts["charges"] += history.charges
        if history.wrong:
            wrong.append(history)
    for history in wrong[:5]:
        print(f"history {history.seed}: {'; '.join(history.wrong)}")
    if wrong:
        raise SystemExit(f"{len(wrong)} of {histories} histories ended wrong")
    return {"histories": histories, "seconds": round(time.monotonic() - began, 1), **counts}


if __name__ == "__main__":
    sys.exit(main())
