"""The scheduler process: the sweep, the relay, and the jobs of the schedule. Any number of it may run."""

import signal
import threading

import structlog

from app import bootstrap
from app.db.session import database
from jobs.firing import scheduler
from jobs.relaying import Relay
from jobs.sweeping import Sweeper

CONNECTIONS = 4  # the sweep, the relay, a firing, and one to spare

log = structlog.get_logger(__name__)


def main() -> None:
    """Run until SIGTERM or SIGINT."""
    asked_to_stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked_to_stop.set())

    bootstrap.start(connections=CONNECTIONS)
    sweeper, relay, clockwork = Sweeper(), Relay(), scheduler()
    sweeper.start()
    relay.start()
    clockwork.start()
    log.info("scheduler started")

    asked_to_stop.wait()
    clockwork.shutdown(wait=False)
    relay.stop()
    sweeper.stop()
    database().dispose()
    log.info("scheduler stopped")


if __name__ == "__main__":
    main()
