"""`db`: bring the database to a version of its schema."""

import argparse
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config

MIGRATIONS = Path(__file__).parents[2] / "migrations"


def register(commands: Any) -> None:
    parser = commands.add_parser("db", help="migrations of the schema")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    up = actions.add_parser("upgrade", help="apply all migrations, or up to REVISION")
    up.add_argument("revision", nargs="?", default="head")
    up.set_defaults(handler=upgrade)
    down = actions.add_parser("downgrade", help="go back to REVISION (`base` for an empty schema)")
    down.add_argument("revision")
    down.set_defaults(handler=downgrade)
    actions.add_parser("current", help="show the version").set_defaults(handler=current)


def configuration() -> Config:
    """Alembic's configuration; the address of the database comes from the settings."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def upgrade(arguments: argparse.Namespace) -> int:
    command.upgrade(configuration(), arguments.revision)
    print(f"The schema is at {arguments.revision}.")  # noqa: T201 - a command talks
    return 0


def downgrade(arguments: argparse.Namespace) -> int:
    command.downgrade(configuration(), arguments.revision)
    print(f"The schema is at {arguments.revision}.")  # noqa: T201 - a command talks
    return 0


def current(arguments: argparse.Namespace) -> int:
    del arguments
    command.current(configuration(), verbose=True)
    return 0
