"""`seed`: fill an empty database with a demo world."""

import argparse
import sys
from typing import Any

from app.accounts.hashing import hasher
from app.db.session import transaction
from app.ports import ports
from app.seed.cast import ADMIN, PASSWORD
from app.seed.world import inhabited, populate

_HINT = (
    f"Sign in with the password {PASSWORD}: ada@example.com offers, ben@example.com and client@example.com"
    f" book, {ADMIN.email} minds the house."
)


def register(commands: Any) -> None:
    parser = commands.add_parser(
        "seed", help="a demo world: 12 providers, 40 clients, 200 bookings (never in production)"
    )
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("--once", action="store_true", help="do nothing where anybody has an account already")
    how.add_argument("--force", action="store_true", help="fail where anybody has an account already")
    parser.set_defaults(handler=seed)


def seed(arguments: argparse.Namespace) -> int:
    if ports().site.production:
        return _failed("This is production: its people are real. Nothing was written.")
    with transaction() as session:
        full = inhabited(session)
    password_hash = "" if full else hasher().hash(PASSWORD)  # slow on purpose: no transaction waits for it
    with transaction() as session:
        if full or inhabited(session):
            return _occupied(once=arguments.once)
        census = populate(session, now=ports().clock.now(), password_hash=password_hash)
    _say(f"{census.providers} providers, {census.clients} clients, {census.bookings} bookings. {_HINT}")
    return 0


def _occupied(*, once: bool) -> int:
    if once:
        _say("There are people here already: nothing was changed.")
        return 0
    return _failed("There are people here already: `db downgrade base` and `db upgrade` make it empty.")


def _say(text: str) -> None:
    print(text)  # noqa: T201 - a command talks


def _failed(why: str) -> int:
    print(why, file=sys.stderr)  # noqa: T201 - a command talks
    return 1
