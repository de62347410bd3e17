"""Does the index say what the database says?"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.ports import ports
from app.ports.search import Document
from app.search import queries
from app.search.metrics import DRIFTED
from app.search.rules.comparing import same
from app.search.service import upkeep

SAMPLE = 200
MOST_STALE = 5_000


def owe_stale(session: Session) -> int:
    ids = queries.stale(session, MOST_STALE)
    upkeep.owe(session, ids)
    return len(ids)


def drifted(session: Session, *, now: datetime, size: int = SAMPLE) -> Sequence[int]:
    """Those of a sample that the index knows otherwise than the database does."""
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


def _same(kept: Document | None, wanted: Document) -> bool:
    return kept is not None and same(kept.body, wanted.body)
