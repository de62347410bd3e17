"""`audit`: whether the trail is whole."""

import argparse
import sys
from typing import Any

from app.db import trail
from app.db.session import reading, transaction
from app.db.trail import Head


def register(commands: Any) -> None:
    parser = commands.add_parser("audit", help="the trail of who did what")
    actions = parser.add_subparsers(required=True, metavar="ACTION")

    verify = actions.add_parser("verify", help="compute every digest anew; exit code 1 where one differs")
    verify.add_argument(
        "--head", type=_head, help="SEQ:CHAIN:SIGNATURE of an `audit head` line kept elsewhere"
    )
    verify.set_defaults(handler=verify_trail)

    actions.add_parser("seal", help="seal now what the last run noted").set_defaults(handler=seal)


def verify_trail(arguments: argparse.Namespace) -> int:
    with reading() as session:
        findings = list(trail.verify(session, arguments.head))
    for finding in findings:
        print(f"seal {finding.seq}: {finding.what}", file=sys.stderr)  # noqa: T201 - a command talks
    told = f"{len(findings)} things are wrong." if findings else "The trail is whole."
    print(told)  # noqa: T201 - a command talks
    return 1 if findings else 0


def seal(arguments: argparse.Namespace) -> int:
    del arguments
    with transaction() as session:
        made = trail.seal(session)
    print(f"{made} seals made.")  # noqa: T201 - a command talks
    return 0


def _head(written: str) -> Head:
    try:
        return Head.of(written)
    except ValueError as error:
        raise argparse.ArgumentTypeError("write SEQ:CHAIN:SIGNATURE") from error
