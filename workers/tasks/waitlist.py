"""Serving those who wait."""

from app.db import ledger
from app.db.ledger import Task
from app.db.session import database_now, transaction
from app.waitlist.service.looking import look as look_around
from app.waitlist.service.offering import offer as serve
from app.waitlist.service.settling import settle as settle_offer
from workers.actor import actor


@actor("waitlist.offer")
def offer(task: Task, provider_id: int) -> None:
    """Offer what is free to those who wait. Twice is harmless: who has an offer does not wait."""
    with transaction() as session:
        serve(session, provider_id, now=database_now(session))
        ledger.finish(session, task)


@actor("waitlist.settle")
def settle(task: Task, booking_id: int) -> None:
    """Move a wish on whose offer came to an end. Twice is harmless: the second finds it moved on."""
    with transaction() as session:
        settle_offer(session, booking_id, now=database_now(session))
        ledger.finish(session, task)


@actor("waitlist.look")
def look(task: Task) -> None:
    """Owe a look at every queue. Twice is harmless: each is owed once a minute."""
    with transaction() as session:
        look_around(session, now=database_now(session))
        ledger.finish(session, task)
