"""`search`: build the index anew, compare it with the database."""

import argparse
import sys
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from app.db.session import reading, transaction
from app.kernel.errors import OutsideError
from app.ports import ports
from app.providers import wording
from app.search import queries
from app.search.service import checking, rebuilding, upkeep

_BAR = 30
_PAGE = 500


def register(commands: Any) -> None:
    parser = commands.add_parser("search", help="the index that providers are found by")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    anew = actions.add_parser("rebuild", help="build the index beside the one in use, then swap")
    anew.add_argument("--if-missing", action="store_true", help="do nothing where an index is in use")
    anew.set_defaults(handler=rebuild)
    actions.add_parser("words", help="write anew the words PostgreSQL searches").set_defaults(handler=words)
    actions.add_parser("check", help="compare every document with the database, and mend").set_defaults(
        handler=check
    )


def rebuild(arguments: argparse.Namespace) -> int:
    began = perf_counter()
    try:
        if arguments.if_missing and _is_there():
            return _say("Everybody is indexed already.")
        build = rebuilding.rebuild if ports().search.kept else rebuilding.refresh_all
        done = build(_progress)
    except OutsideError as error:
        return _refuse(f"The index did not take it: {error}. What was in use is in use still.")
    seconds = perf_counter() - began
    return _say("", f"{done} providers in {seconds:.1f} s. Compare with the database: search check")


def _is_there() -> bool:
    if ports().search.kept:
        return ports().search.exists()
    with reading() as session:
        return not queries.never_indexed(session)


def words(arguments: argparse.Namespace) -> int:
    del arguments
    done, after = 0, 0
    while True:
        with transaction() as session:
            ids = queries.ids_after(session, after, _PAGE)
            wording.rewrite(session, ids)
        if not ids:
            return _say("", f"The words of {done} providers are written. Now: search rebuild")
        done, after = done + len(ids), ids[-1]
        _progress(done, done)


def check(arguments: argparse.Namespace) -> int:
    del arguments
    if not ports().search.kept:
        return _say("No index is kept here: PostgreSQL answers from its own tables.")
    found, after = 0, 0
    try:
        while True:
            with reading() as session:
                ids = queries.ids_after(session, after, _PAGE)
                astray = checking.differing(session, ids, now=datetime.now(UTC))
            if not ids:
                break
            with transaction() as session:
                upkeep.owe(session, astray)
            found, after = found + len(astray), ids[-1]
    except OutsideError as error:
        return _refuse(f"The index cannot be asked: {error}")
    return _say(f"{found} documents differed and are being mended; see: tasks list --actor search.index")


def _progress(done: int, total: int) -> None:
    filled = _BAR * done // max(total, done, 1)
    print(f"\r[{'#' * filled}{' ' * (_BAR - filled)}] {done}/{total}", end="", file=sys.stderr, flush=True)  # noqa: T201 - a command talks


def _say(*lines: str) -> int:
    print(*lines, sep="\n")  # noqa: T201 - a command talks
    return 0


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)  # noqa: T201 - a command talks
    return 1
