"""The operator's commands: `python -m app.cli --help`."""

import argparse
import importlib
import sys

from app import bootstrap

SECTIONS = (
    "app.db.cli",
    "app.accounts.cli",
    "app.bookings.cli",
    "app.payments.cli",
    "app.invoices.cli",
    "app.calendars.cli",
    "app.privacy.cli",
    "app.operations.cli",
    "app.notifications.cli",
    "app.analytics.cli",
    "app.operations.audit.cli",
    "app.reviews.cli",
    "app.search.cli",
    "app.seed.cli",
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; its return value is the exit code."""
    parser = argparse.ArgumentParser(prog="python -m app.cli", description=__doc__)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for section in SECTIONS:
        importlib.import_module(section).register(commands)
    chosen = parser.parse_args(arguments)
    bootstrap.start()
    code: int = chosen.handler(chosen)
    return code


if __name__ == "__main__":
    sys.exit(main())
