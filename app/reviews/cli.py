"""`reviews`: make every provider's rating and number of reviews exact again."""

import argparse
from typing import Any

from sqlalchemy import select

from app.db.session import transaction
from app.providers.models import Provider
from app.reviews.service.figures import recount

_PAGE = 500


def register(commands: Any) -> None:
    parser = commands.add_parser("reviews", help="what clients said")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    again = actions.add_parser("recount", help="count every provider's rating and reviews anew")
    again.set_defaults(handler=recount_all)


def recount_all(arguments: argparse.Namespace) -> int:
    del arguments
    wrong, seen, after = 0, 0, 0
    while True:
        with transaction() as session:
            wanted = select(Provider.id).where(Provider.id > after).order_by(Provider.id).limit(_PAGE)
            ids = session.scalars(wanted).all()
            wrong += recount(session, ids)
        if not ids:
            break
        seen, after = seen + len(ids), ids[-1]
    print(f"{seen} providers counted, {wrong} figures were wrong and are right now.")  # noqa: T201 - a command talks
    return 0
