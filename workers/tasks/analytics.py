"""Telling the history of bookings to whoever counts it."""

from app.analytics.service import telling
from app.db import ledger
from app.db.session import reading, transaction
from workers.actor import actor


@actor("analytics.tell")
def tell(task: ledger.Task) -> None:
    """Tell what is new, and go on at once where there was more than fits.

    Twice is harmless: the store knows events by their ids, the counters their place, which only rises.
    """
    with reading() as session:
        chapter = telling.next_chapter(session)
    telling.tell(chapter)  # no transaction is open while we wait for the outside

    with transaction() as session:
        telling.remember(session, chapter)
        if chapter.full:
            ledger.enqueue(session, task.actor, dedupe_key=f"{task.actor}:{chapter.end.written}")
        ledger.finish(session, task)
