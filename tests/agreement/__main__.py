"""Bookings change at random while a real CalDAV server and the worker are killed; then both sides compare.

Starts PostgreSQL, Redis and Radicale. Bookings change through the API, events through a calendar program;
both at random, by the seed. At the end both sides have to agree event by event. Prints a table; the exit code
is 1 if anything differs.
"""

import argparse
import contextlib
import random
import sys

from tests.agreement.run import run
from tests.fixtures import backing


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.agreement", description=__doc__)
    fresh = random.randrange(1000, 10_000)  # noqa: S311 - no secret
    parser.add_argument("--seed", type=int, default=fresh, help="which story; by default one by chance")
    parser.add_argument("--bookings", type=int, default=500, help="how many are made (default 500)")
    parser.add_argument("--kills", type=int, default=20, help="of worker and server (default 20)")
    chosen = parser.parse_args()
    with contextlib.ExitStack() as stack:
        made = backing.start(stack)
        if made.failure or made.missing:
            sys.stdout.write(f"{made.failure or made.missing}\n")
            return 2
        url = made.create(f"{made.template}_agreement", template=made.template)
        stack.callback(made.drop, f"{made.template}_agreement")
        _say(f"seed {chosen.seed}")
        verdict = run(
            url,
            made.redis_database(0),
            seed=chosen.seed,
            bookings=chosen.bookings,
            kills=chosen.kills,
            say=_say,
        )
    _say(verdict.text())
    return 0 if verdict.good else 1


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
