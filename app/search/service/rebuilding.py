"""Building the index anew beside the one in use, or writing the free times anew where there is no index.

Several lanes work at once, a page each: while one waits for the database or the index, another one computes.
No more pages are in memory than there are lanes.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta

import structlog

from app.db.session import database_now, reading, transaction
from app.ports import ports
from app.ports.search import Document
from app.search import queries
from app.search.service import upkeep
from app.search.service.remembering import remember

AT_ONCE = 500
LANES = 3
_LATE = timedelta(minutes=1)

Progress = Callable[[int, int], None]

log = structlog.get_logger(__name__)


def _silent(done: int, total: int) -> None:
    del done, total


def rebuild(progress: Progress = _silent) -> int:
    """Build the index beside the one in use, put it in its place, and catch up with what changed meanwhile.

    Returns:
        How many providers it holds.
    """
    with reading() as session:
        began = database_now(session)
    building = ports().search.build()
    try:
        done = _every_page(building.add, progress)
    except BaseException:
        building.drop()
        raise
    building.swap()
    with transaction() as session:
        upkeep.owe(session, queries.changed_since(session, began - _LATE))
    log.info("search index rebuilt", count=done)
    return done


def refresh_all(progress: Progress = _silent) -> int:
    """Without an index: write anew the free times that PostgreSQL itself searches by."""
    return _every_page(lambda _made: None, progress)


def _every_page(keep: Callable[[Sequence[Document]], None], progress: Progress) -> int:
    """Make everybody's document and keep it, page by page; how many."""

    def work(ids: Sequence[int]) -> int:
        with reading() as session:
            made = upkeep.documents(session, ids, now=ports().clock.now())
        keep(made)
        with transaction() as session:
            remember(session, made)
        return len(made)

    with reading() as session:
        total = queries.count(session)
    done = 0
    with ThreadPoolExecutor(LANES, thread_name_prefix="rebuild") as lanes:
        for number in _in_lanes(lanes, work):
            done += number
            progress(done, total)
    return done


def _in_lanes(lanes: ThreadPoolExecutor, work: Callable[[Sequence[int]], int]) -> Iterator[int]:
    """Each page's result in turn. The first that fails ends it: those not begun are given up."""
    under_way: deque[Future[int]] = deque()
    try:
        for ids in _pages():
            under_way.append(lanes.submit(work, ids))
            if len(under_way) > LANES:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        for page in under_way:
            page.cancel()


def _pages() -> Iterator[Sequence[int]]:
    after = 0
    while True:
        with reading() as session:
            ids = queries.ids_after(session, after, AT_ONCE)
        if not ids:
            return
        yield ids
        after = ids[-1]
