"""Does the index say what the database says? And building it anew beside the one in use."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.orm import Session

from app.db.session import database_now, reading, transaction
from app.ports import ports
from app.ports.search import Building, Document
from app.search import queries
from app.search.metrics import DRIFTED
from app.search.service import upkeep

SAMPLE = 200
AT_ONCE = 500
MOST_STALE = 5_000
_LATE = timedelta(minutes=1)

log = structlog.get_logger(__name__)


def owe_stale(session: Session) -> int:
    ids = queries.stale(session, MOST_STALE)
    upkeep.owe(session, ids)
    return len(ids)


def drifted(session: Session, *, now: datetime, size: int = SAMPLE) -> Sequence[int]:
    """Those of a sample that the index knows otherwise than the database does; free times aside.

    Free times begin to be past as time goes by, so they differ in every document that is some minutes old.
    """
    if not ports().search.kept:
        return []
    return differing(session, queries.sample(session, size), now=now)


def differing(session: Session, ids: Sequence[int], *, now: datetime) -> Sequence[int]:
    """Those of these whose document in the index is missing or says something else."""
    kept = ports().search.read(ids)
    wanted = upkeep.documents(session, ids, now=now)
    astray = [one.provider_id for one in wanted if not _same(kept.get(one.provider_id), one)]
    DRIFTED.inc(len(astray))
    return astray


def rebuild(progress: Callable[[int, int], None] = lambda _done, _all: None) -> int:
    """Build the index beside the one in use, put it in its place, and catch up with what changed meanwhile.

    Returns:
        How many providers it holds.
    """
    with reading() as session:
        total, began = queries.count(session), database_now(session)
    building = ports().search.build()
    done = _filled(building, total, progress)
    building.swap()
    with transaction() as session:
        upkeep.owe(session, queries.changed_since(session, began - _LATE))
    log.info("search index rebuilt", count=done)
    return done


def refresh_all(progress: Callable[[int, int], None] = lambda _done, _all: None) -> int:
    """Without an index: write anew the free times that PostgreSQL itself searches by."""
    done = 0
    with reading() as session:
        total = queries.count(session)
    for made in _pages():
        with transaction() as session:
            upkeep.remember(session, made)
        done += len(made)
        progress(done, total)
    return done


def _filled(building: Building, total: int, progress: Callable[[int, int], None]) -> int:
    done = 0
    try:
        for made in _pages():
            building.add(made)
            with transaction() as session:
                upkeep.remember(session, made)
            done += len(made)
            progress(done, total)
    except BaseException:
        building.drop()
        raise
    return done


def _pages() -> Iterator[list[Document]]:
    """Every provider's document; one page of them is in memory at a time."""
    after = 0
    while True:
        with reading() as session:
            ids = queries.ids_after(session, after, AT_ONCE)
            made = upkeep.documents(session, ids, now=ports().clock.now())
        if not ids:
            return
        yield made
        after = ids[-1]


def _same(kept: Document | None, wanted: Document) -> bool:
    return kept is not None and _lasting(kept) == _lasting(wanted)


def _lasting(document: Document) -> dict[str, Any]:
    return {name: value for name, value in document.body.items() if name not in {"availability", "next_free"}}
