"""`calendars`: credentials after a change of the secret."""

import argparse
from typing import Any

from app.calendars.service.resealing import Batch, reseal
from app.db.session import transaction


def register(commands: Any) -> None:
    parser = commands.add_parser("calendars", help="outside calendars")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    action = actions.add_parser("reseal", help="seal credentials anew after a change of the secret")
    action.set_defaults(handler=reseal_all)


def reseal_all(arguments: argparse.Namespace) -> int:
    """In batches, each its own transaction: it can be stopped and started again."""
    del arguments
    batch: Batch | None = Batch(last_id=0, resealed=0)
    total = 0
    while batch is not None:
        with transaction() as session:
            batch = reseal(session, after=batch.last_id)
        total += batch.resealed if batch is not None else 0
    print(f"{total} sealed anew. The earlier secret is no longer needed for calendars.")  # noqa: T201 - a command talks
    return 0
