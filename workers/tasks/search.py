"""The search index: following changes, looking after what time alone changes, finding what went astray."""

from collections.abc import Collection, Sequence

import structlog

from app.db import ledger
from app.db.session import reading, transaction
from app.kernel.errors import TransientError
from app.ports import ports
from app.search.service import checking, rebuilding, upkeep
from app.search.service.remembering import remember
from workers.actor import actor

log = structlog.get_logger(__name__)

AT_ONCE = 200


def index_together(tasks: Sequence[ledger.Task]) -> None:
    """Index all the providers that these tasks name: a burst of changes is one request."""
    _bring_up_to_date({task.args["provider_id"] for task in tasks})
    with transaction() as session:
        ledger.finish_all(session, tasks)


@actor("search.index", batch=AT_ONCE, together=index_together)
def index(task: ledger.Task, provider_id: int) -> None:
    """Index a provider as they are now.

    Twice is harmless: a document is made afresh each time, and the index passes over an older version.
    """
    _bring_up_to_date({provider_id})
    with transaction() as session:
        ledger.finish(session, task)


def _bring_up_to_date(provider_ids: Collection[int]) -> None:
    """What PostgreSQL searches by is written first: it is needed all the more while the index is away."""
    with reading() as session:
        concerned = upkeep.concerned(session, provider_ids)
        made = upkeep.documents(session, concerned, now=ports().clock.now())
    with transaction() as session:
        remember(session, made)
    if not ports().search.may_be_asked():
        raise TransientError("the search index is away")
    ports().search.write(made)  # no transaction is open while we wait for the outside


@actor("search.refresh")
def refresh(task: ledger.Task) -> None:
    """Owe a fresh look at those whose next free time has passed, or who were not looked at for a day.

    Twice is harmless: so is each look.
    """
    with transaction() as session:
        owed = checking.owe_stale(session)
        ledger.finish(session, task)
    log.info("search documents to be refreshed", count=owed)


@actor("search.check")
def check(task: ledger.Task) -> None:
    """Compare a sample of the index with the database, and mend it. Twice is harmless: it only compares."""
    if ports().search.kept and not ports().search.exists():
        log.warning("there is no search index: it is built")
        rebuilding.rebuild()
    with reading() as session:
        drifted = checking.drifted(session, now=ports().clock.now())
    with transaction() as session:
        upkeep.owe(session, drifted)
        ledger.finish(session, task)
    log.info("search index checked", drifted=len(drifted))
