"""`tasks`: look into the ledger, replay what died, give up what is no longer wanted."""

import argparse
import sys
import time
from typing import Any
from uuid import UUID

from app.db.session import reading, transaction
from app.http.paging import Paging
from app.kernel.errors import Refusal
from app.operations import listing, queries, service
from app.operations.queries import State, TaskFilter


def register(commands: Any) -> None:
    parser = commands.add_parser("tasks", help="the ledger of owed work")
    actions = parser.add_subparsers(required=True, metavar="ACTION")

    several = actions.add_parser("list", help="tasks, the newest first")
    several.add_argument("--state", type=State, choices=list(State), help="default: all")
    several.add_argument("--page", type=int, default=1)
    several.add_argument("--size", type=int, default=20)
    _add_filter(several)
    several.set_defaults(handler=list_tasks)

    one = actions.add_parser("show", help="everything about one task")
    one.add_argument("id", type=UUID)
    one.set_defaults(handler=show)

    again = actions.add_parser("replay", help="let a dead task try again, or all dead ones of a filter")
    again.add_argument("id", type=UUID, nargs="?")
    again.add_argument("--all", action="store_true", help="all dead tasks")
    _add_filter(again)
    again.set_defaults(handler=replay)

    away = actions.add_parser("discard", help="give up a waiting or dead task, or all dead ones of a filter")
    away.add_argument("id", type=UUID, nargs="?")
    away.add_argument("--all", action="store_true", help="all dead tasks")
    away.add_argument("--reason", required=True)
    _add_filter(away)
    away.set_defaults(handler=discard)

    watch = actions.add_parser("top", help="depth and age of each queue")
    watch.add_argument("--every", type=float, metavar="SECONDS", help="look again and again, until Ctrl-C")
    watch.set_defaults(handler=top)


def _add_filter(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--actor", help="a kind of work, such as notifications.send")
    parser.add_argument("--queue")
    parser.add_argument("--error", help="how the last error begins, such as TransientError")


def _filter(arguments: argparse.Namespace, state: State | None = None) -> TaskFilter:
    return TaskFilter(state=state, actor=arguments.actor, queue=arguments.queue, error=arguments.error)


def _names_nothing(arguments: argparse.Namespace) -> bool:
    named = (arguments.id, arguments.all, arguments.actor, arguments.queue, arguments.error)
    if any(named):
        return False
    print("Say which: an id, --actor, --queue, --error, or --all.", file=sys.stderr)  # noqa: T201 - a command talks
    return True


def list_tasks(arguments: argparse.Namespace) -> int:
    wanted = _filter(arguments, arguments.state)
    with reading() as session:
        page = queries.tasks(session, wanted, Paging(max(arguments.page, 1), max(arguments.size, 1)))
    return _say(*listing.table(page))


def show(arguments: argparse.Namespace) -> int:
    try:
        with reading() as session:
            return _say(*listing.card(service.show(session, arguments.id)))
    except Refusal as refusal:
        return _refuse(refusal)


def replay(arguments: argparse.Namespace) -> int:
    if _names_nothing(arguments):
        return 2
    try:
        with transaction() as session:
            if arguments.id is not None:
                service.replay(session, arguments.id)
                return _say(f"Task {arguments.id} is ready again; see it with: tasks show {arguments.id}")
            return _say(f"{service.replay_dead(session, _filter(arguments))} tasks are ready again.")
    except Refusal as refusal:
        return _refuse(refusal)


def discard(arguments: argparse.Namespace) -> int:
    if _names_nothing(arguments):
        return 2
    try:
        with transaction() as session:
            if arguments.id is None:
                count = service.discard_dead(session, _filter(arguments), arguments.reason)
                return _say(f"{count} tasks are given up.")
            service.discard(session, service.Discard(arguments.id, arguments.reason))
    except Refusal as refusal:
        return _refuse(refusal)
    return _say(f"Task {arguments.id} is given up; take it back with: tasks replay {arguments.id}")


def top(arguments: argparse.Namespace) -> int:
    while True:
        with reading() as session:
            _say(*listing.depths(queries.top(session)))
        if arguments.every is None:
            return 0
        try:
            time.sleep(max(arguments.every, 0.1))
        except KeyboardInterrupt:
            return 0
        _say("")


def _say(*lines: str) -> int:
    print(*lines, sep="\n")  # noqa: T201 - a command talks
    return 0


def _refuse(refusal: Refusal) -> int:
    print(refusal.text, file=sys.stderr)  # noqa: T201 - a command talks
    return 1
