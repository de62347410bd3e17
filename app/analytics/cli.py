"""`analytics`: telling the whole history once more, to a store or counters that were lost."""

import argparse
from typing import Any

from app.analytics.service import telling
from app.db import ledger
from app.db.session import transaction


def register(commands: Any) -> None:
    parser = commands.add_parser("analytics", help="what is counted of the history of bookings")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    again = actions.add_parser("retell", help="tell the whole history once more to the store that counts it")
    again.set_defaults(handler=retell)


def retell(arguments: argparse.Namespace) -> int:
    """Events are known by their ids, so none is counted twice."""
    del arguments
    with transaction() as session:
        telling.begin_anew(session)
        ledger.enqueue(session, "analytics.tell")
    print("The history is told from its beginning; see: tasks list --actor analytics.tell")  # noqa: T201 - a command talks
    return 0
