"""The search index: following changes, looking after what time alone changes, finding what went astray."""

import structlog

from app.db import ledger
from app.db.ledger.waiting import settle_waiting, waiting
from app.db.session import reading, transaction
from app.kernel.errors import TransientError
from app.ports import ports
from app.search.service import checking, upkeep
from workers.actor import actor

log = structlog.get_logger(__name__)

AT_ONCE = 200


@actor("search.index")
def index(task: ledger.Task, provider_id: int) -> None:
    """Index a provider as they are now, and with them all that wait for it: a burst is one request.

    Twice is harmless: a document is made afresh each time, and the index passes over an older version.
    """
    now, asked = ports().clock.now(), ports().search.may_be_asked()
    with reading() as session:
        mates = waiting(session, task.actor, besides=task.id, limit=AT_ONCE) if asked else {}
        wanted = {provider_id, *(arguments["provider_id"] for arguments in mates.values())}
        made = upkeep.documents(session, sorted(wanted), now=now)
    with transaction() as session:
        upkeep.remember(session, made)

    if not asked:
        raise TransientError("the search index is away")
    ports().search.write(made)  # no transaction is open while we wait for the outside

    with transaction() as session:
        settle_waiting(session, list(mates))
        ledger.finish(session, task)


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
        checking.rebuild()
    with reading() as session:
        drifted = checking.drifted(session, now=ports().clock.now())
    with transaction() as session:
        upkeep.owe(session, drifted)
        ledger.finish(session, task)
    log.info("search index checked", drifted=len(drifted))
