"""Let clients book and pay while workers die, companies fall silent and webhooks get lost; count every cent.

Starts a PostgreSQL of its own, plays the stories of the bookings in one process with the real API and the
real workers, stops all faults, lets the reconciliation do its work, and compares the company's books with
ours. Prints one table; the exit code is 1 if a cent is not where it belongs.
"""

import argparse
import contextlib
import json
import logging
import random
import sys
import time

import structlog

from tests.fixtures import backing
from tests.money.play import play
from tests.money.verdict import table


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.money",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    fresh = random.randrange(1000, 10_000)  # noqa: S311 - no secret
    parser.add_argument("--seed", type=int, default=fresh, help="which luck; by default one by chance")
    parser.add_argument("--bookings", type=int, default=1000)
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}, {chosen.bookings} bookings", flush=True)  # noqa: T201 - a command talks
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    started = time.monotonic()
    with contextlib.ExitStack() as stack:
        servers = backing.start(stack)
        if servers.failure or servers.missing:
            sys.exit(servers.failure or servers.missing)
        name = f"{servers.template}_money"
        url = servers.create(name, template=servers.template)
        stack.callback(servers.drop, name)
        played = play(chosen.seed, chosen.bookings, url)
    faults = ", ".join(f"{number} {what}" for what, number in sorted(played.faults.items()))
    seconds = time.monotonic() - started
    print(f"{seconds:.0f} s; {faults}", "", *table(played.verdict), sep="\n")  # noqa: T201 - a command talks
    figures = {"seed": chosen.seed, "bookings": chosen.bookings, "charges": played.verdict.charges}
    print(json.dumps({**figures, "broken": len(played.verdict.wrongs)}))  # noqa: T201 - a command talks
    return 0 if played.verdict.good else 1


if __name__ == "__main__":
    sys.exit(main())
