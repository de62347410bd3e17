"""Tasks as lines of a terminal."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Row

from app.db.ledger.models import TaskRow
from app.http.paging import Page

_LINE = "{:36}  {:9}  {:28}  {:>5}  {:19}  {}"
_DEPTH = "{:14} {:>9} {:>9} {:>9} {:>9} {:>12}"
_CARD = (
    *("id", "actor", "queue", "state", "args", "dedupe_key", "attempts", "max_attempts", "run_at"),
    *("lease_until", "rung_at", "last_error", "last_trace", "request_id", "created_at", "done_at"),
)


def table(page: Page) -> Iterator[str]:
    yield _LINE.format("id", "state", "actor", "tries", "run at (UTC)", "last error")
    for row in page.items:
        tries = f"{row.attempts}/{row.max_attempts}"
        error = (row.last_error or "")[:60]
        yield _LINE.format(str(row.id), row.state, row.actor, tries, f"{row.run_at:%Y-%m-%d %H:%M:%S}", error)
    counts = page.pagination()
    yield f"Page {counts['page']} of {counts['totalPages']}, {counts['total']} tasks."


def card(row: TaskRow) -> Iterator[str]:
    for name in _CARD:
        value = getattr(row, name)
        yield f"{name + ':':13} {'-' if value is None else value}"


def depths(queues: Sequence[Row[Any]]) -> Iterator[str]:
    yield _DEPTH.format("queue", "due", "scheduled", "running", "dead", "oldest due")
    for row in queues:
        oldest = f"{row.oldest_due_seconds:.1f} s"
        yield _DEPTH.format(row.queue, row.due, row.scheduled, row.running, row.dead, oldest)
    if any(row.dead for row in queues):
        yield "Dead ones: tasks list --state dead, then tasks replay or tasks discard."
