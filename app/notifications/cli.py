"""`messages`: sending again to an address that was blocked."""

import argparse
import sys
from typing import Any

from app.db.session import transaction
from app.notifications import contacts, service
from app.notifications.kinds import Channel

CHANNELS = {"email": Channel.EMAIL, "phone": Channel.SMS}


def register(commands: Any) -> None:
    parser = commands.add_parser("messages", help="addresses to which nothing is sent")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    lift = actions.add_parser("unblock", help="send to an address or a number again")
    lift.add_argument("channel", choices=sorted(CHANNELS))
    lift.add_argument("address", help="ben@example.com, or +4915112345678")
    lift.set_defaults(handler=unblock)


def unblock(arguments: argparse.Namespace) -> int:
    hashes = contacts.known_as(CHANNELS[arguments.channel], arguments.address)
    with transaction() as session:
        lifted = service.unblock(session, list(hashes))
    if not lifted:
        print("Nothing kept messages from it.", file=sys.stderr)  # noqa: T201 - a command talks
        return 1
    print("It gets messages again, from the next one on.")  # noqa: T201 - a command talks
    return 0
