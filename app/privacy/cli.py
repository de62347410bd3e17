"""`privacy`: erasing a deleted account before its grace is over, for who asks for it."""

import argparse
import sys
from typing import Any

from app.db.session import database_now, transaction
from app.kernel.errors import Refusal
from app.privacy import service


def register(commands: Any) -> None:
    parser = commands.add_parser("privacy", help="people's data")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    action = actions.add_parser("erase", help="erase a deleted account now; this cannot be undone")
    action.add_argument("user_id", type=int)
    action.set_defaults(handler=erase)


def erase(arguments: argparse.Namespace) -> int:
    try:
        with transaction() as session:
            service.erase(session, arguments.user_id, now=database_now(session))
    except Refusal as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201 - a command talks
        return 1
    print("Erased.")  # noqa: T201
    return 0
