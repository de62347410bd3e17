"""`invoices`: what rests sealed on them, after a change of the secret."""

import argparse
from typing import Any

from app.db.session import transaction
from app.invoices.service.resealing import SHELVES, Batch, Shelf, reseal


def register(commands: Any) -> None:
    parser = commands.add_parser("invoices", help="invoices")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    action = actions.add_parser("reseal", help="seal names and tax ids anew after a change of the secret")
    action.set_defaults(handler=reseal_all)


def reseal_all(arguments: argparse.Namespace) -> int:
    """In batches, each its own transaction: it can be stopped and started again."""
    del arguments
    total = sum(_reseal(shelf) for shelf in SHELVES)
    print(f"{total} sealed anew. The earlier secret is no longer needed for invoices.")  # noqa: T201 - a command talks
    return 0


def _reseal(shelf: Shelf) -> int:
    batch: Batch | None = Batch(last_id=0, resealed=0)
    total = 0
    while batch is not None:
        with transaction() as session:
            batch = reseal(session, shelf, after=batch.last_id)
        total += batch.resealed if batch is not None else 0
    return total
