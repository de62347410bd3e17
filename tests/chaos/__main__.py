"""Break everything while clients book, then count what was lost and what happened twice.

Starts PostgreSQL (durable), Redis (without persistence), web, workers and scheduler as real processes,
lets clients book, and kills, freezes, empties and restarts all of them on a schedule that the seed gives.
Then the faults stop, and every accepted booking has to be decided within 10 s (12 s after a restart of
PostgreSQL), once; all other work has to be done or to wait for its time. The last line is one JSON object;
the exit code is 1 if anything was lost, doubled, late or otherwise broken. Odd seeds run two sets of
workers, even ones a single set.
"""

import argparse
import random
import signal
import sys
from types import FrameType

from tests.chaos.run import Options, run


def main() -> int:
    options = _options()
    signal.signal(signal.SIGTERM, _stop)
    _say(f"seed {options.seed}, {options.seconds:g} s")
    try:
        result = run(options, _say)
    except KeyboardInterrupt:
        _say("Stopped; everything that was started has been ended.")
        return 130
    _say(result.text())
    return 0 if result.good else 1


def _options() -> Options:
    parser = argparse.ArgumentParser(
        prog="python -m tests.chaos",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="Repeat a run with its seed: the faults and the wishes are the same, the machine is not.",
    )
    fresh = random.randrange(1000, 10_000)  # noqa: S311 - no secret
    parser.add_argument("--seed", type=int, default=fresh, help="which schedule; by default one by chance")
    parser.add_argument("--seconds", type=float, default=30.0, help="how long faults strike (default 30)")
    parser.add_argument("--clients", type=int, default=8, help="clients at the same time (default 8)")
    parser.add_argument("--rate", type=float, default=40.0, help="wishes a second at most (default 40)")
    chosen = parser.parse_args()
    return Options(chosen.seed, chosen.seconds, chosen.clients, chosen.rate)


def _say(text: str) -> None:
    print(text, flush=True)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
