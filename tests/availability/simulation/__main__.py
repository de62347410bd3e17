"""List and book over a year, from Kiritimati to Niue, while providers change rules and rivals are faster.

A booking of a fresh time may fail only if somebody took it in between. Starts a PostgreSQL of its own, prints
what happened, and ends with exit code 1 if anything else was refused.
"""

import argparse
import contextlib
import logging
import random
import sys
import time

import structlog

from tests import api
from tests.availability.simulation.play import play
from tests.availability.simulation.town import Town
from tests.fixtures import backing


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.availability.simulation",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    fresh = random.randrange(1000, 10_000)  # noqa: S311 - no secret
    parser.add_argument("--seed", type=int, default=fresh, help="which story; by default one by chance")
    parser.add_argument("--steps", type=int, default=10_000)
    chosen = parser.parse_args()
    say(f"seed {chosen.seed}, {chosen.steps} steps")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    started = time.monotonic()
    with contextlib.ExitStack() as stack:
        servers = backing.start(stack)
        if servers.failure or servers.missing:
            sys.exit(servers.failure or servers.missing)
        name = f"{servers.template}_simulation"
        url = servers.create(name, template=servers.template)
        stack.callback(servers.drop, name)
        app = stack.enter_context(api.application(url, servers.redis_database(0)))
        played = play(app, chosen.seed, steps=chosen.steps, news=progress)
    say(f"{time.monotonic() - started:.0f} s")
    for what, number in sorted(played.told.items()):
        say(f"{number:9,} {what}")
    for what in played.wrong:
        say(f"WRONG  {what}")
    say(f"{len(played.wrong)} refused for another reason than being taken, or otherwise wrong")
    return 1 if played.wrong else 0


def progress(step: int, town: Town) -> None:
    say(f"{step:6} steps, {town.told['booked']} booked, {len(town.wrong)} wrong")


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a command talks


if __name__ == "__main__":
    sys.exit(main())
