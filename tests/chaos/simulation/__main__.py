"""`python -m tests.chaos.simulation`: many histories, each from its seed; exit code 1 if one ends wrong."""

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor

from tests.chaos.simulation.play import History, play

MANY = 20_000
SHARE = 250  # played in one go by a process


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.simulation", description=__doc__)
    parser.add_argument("--histories", type=int, default=MANY)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    chosen = parser.parse_args()
    print(json.dumps(run(chosen.first, chosen.histories)))
    return 0


def run(first: int, histories: int) -> dict[str, object]:
    """Play them all, on every core. Raises SystemExit with the seeds of those that ended wrong."""
    began = time.monotonic()
    counts: Counter[str] = Counter()
    wrong: list[History] = []
    with ProcessPoolExecutor(os.cpu_count()) as processes:
        for counted, found in processes.map(_play, _shares(first, histories)):
            counts.update(counted)
            wrong += found
    for history in wrong[:5]:
        print(f"history {history.seed}: {'; '.join(history.wrong)}")
    if wrong:
        raise SystemExit(f"{len(wrong)} of {histories} histories ended wrong")
    seconds = round(time.monotonic() - began, 1)
    return {"histories": histories, "seconds": seconds, "lost": 0, "doubled": 0, "broken": 0, **counts}


def _shares(first: int, histories: int) -> Iterator[range]:
    end = first + histories
    return (range(begin, min(begin + SHARE, end)) for begin in range(first, end, SHARE))


def _play(seeds: Iterable[int]) -> tuple[Counter[str], list[History]]:
    counts: Counter[str] = Counter()
    wrong = []
    for seed in seeds:
        history = play(seed)
        counts.update(history.faults)
        counts.update(bookings=history.bookings, messages=history.messages, charges=history.charges)
        if history.wrong:
            wrong.append(history)
    return counts, wrong


if __name__ == "__main__":
    sys.exit(main())
