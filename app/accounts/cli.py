"""`users`: administrators, roles, and phone numbers after a change of the secret."""

import argparse
import getpass
import secrets
import sys
from typing import Any

from marshmallow import ValidationError

from app.accounts import passwords, queries, service
from app.accounts.events import Register
from app.accounts.fields import email_address
from app.accounts.models import Role
from app.accounts.service.resealing import Batch
from app.db.session import transaction
from app.kernel import zones
from app.kernel.errors import InvalidInput
from app.ports import ports


def register(commands: Any) -> None:
    parser = commands.add_parser("users", help="accounts")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    admin = actions.add_parser("create-admin", help="open an administrator's account")
    admin.add_argument("email")
    admin.add_argument("--first-name", default="Admin")
    admin.add_argument("--last-name", default="")
    admin.add_argument("--timezone", default="UTC", type=_zone)
    admin.add_argument("--generate", action="store_true", help="make a password and print it")
    admin.set_defaults(handler=create_admin)
    role = actions.add_parser("set-role", help="give an account another role; its sign-ins end")
    role.add_argument("email")
    role.add_argument("role", choices=[role.value for role in Role])
    role.set_defaults(handler=set_role)
    remove = actions.add_parser("remove-two-factor", help="for somebody who lost their app and codes")
    remove.add_argument("email")
    remove.set_defaults(handler=remove_two_factor)
    reseal = actions.add_parser("reseal", help="seal phone numbers anew after a change of the secret")
    reseal.set_defaults(handler=reseal_phones)


def create_admin(arguments: argparse.Namespace) -> int:
    """The password comes from the prompt or from standard input; with --generate it is made and printed."""
    password = secrets.token_urlsafe(18) if arguments.generate else _asked_password()
    try:
        email = email_address(arguments.email)
        command = Register(
            email=email,
            password_hash=passwords.hashed(password, email=email),
            first_name=arguments.first_name,
            last_name=arguments.last_name,
            role=Role.ADMIN,
            timezone=arguments.timezone,
            locale="en",
            clock=None,
            phone=None,
        )
    except (ValidationError, InvalidInput) as error:
        return _failed(error.details[0].message if isinstance(error, InvalidInput) else str(error))
    with transaction() as session:
        if queries.by_email(session, email) is not None:
            return _failed("This address has an account: use `users set-role`.")
        service.register(session, command)
    shown = f" Password: {password}" if arguments.generate else ""
    print(f"{email} is an administrator and can log in at POST /v1/auth/login.{shown}")  # noqa: T201 - a command talks
    return 0


def set_role(arguments: argparse.Namespace) -> int:
    with transaction() as session:
        account = queries.by_email(session, arguments.email)
        if account is None:
            return _failed("No account has this address.")
        service.set_role(session, account.user_id, Role(arguments.role), now=ports().clock.now())
    print(f"{arguments.email} is {arguments.role} now and has to log in again.")  # noqa: T201 - a command talks
    return 0


def remove_two_factor(arguments: argparse.Namespace) -> int:
    """Be sure who asks for it: from then on the password alone lets in."""
    with transaction() as session:
        account = queries.by_email(session, arguments.email)
        if account is None:
            return _failed("No account has this address.")
        service.disable(session, account.user_id)
    print(f"{arguments.email} logs in with the password alone now, and was told by mail.")  # noqa: T201 - a command talks
    return 0


def reseal_phones(arguments: argparse.Namespace) -> int:
    """In batches, each its own transaction: it can be stopped and started again."""
    del arguments
    batch: Batch | None = Batch(last_id=0, resealed=0)
    total = 0
    while batch is not None:
        with transaction() as session:
            batch = service.reseal_phones(session, after=batch.last_id)
        total += batch.resealed if batch is not None else 0
    print(f"{total} phone numbers sealed anew. The earlier secret is no longer needed for them.")  # noqa: T201
    return 0


def _zone(name: str) -> str:
    if name not in zones.names():
        raise argparse.ArgumentTypeError(f"{name} is not a time zone such as Europe/Berlin")
    return name


def _asked_password() -> str:
    return getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _failed(why: str) -> int:
    print(why, file=sys.stderr)  # noqa: T201 - a command talks
    return 1
