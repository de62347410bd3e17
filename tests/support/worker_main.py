"""What `dramatiq tests.support.worker_main` runs: an actor whose first try waits to be let go."""

import os
import threading

import dramatiq
import redis

from app import bootstrap
from app.db import ledger
from app.db.ledger import Task
from app.db.session import transaction
from app.kernel.tasks import CATALOGUE
from config import settings
from workers.actor import Actor
from workers.broker import LedgerBroker
from workers.declare import declare
from workers.middleware import everything

chosen = settings.load()
notes = redis.Redis.from_url(chosen.redis_url)


def work(task: Task, booking_id: int) -> None:
    """Note who works, wait on the first try, and leave an effect that can be counted."""
    notes.rpush("workers", os.getpid())
    while task.attempts == 1 and not notes.exists("go"):
        threading.Event().wait(0.02)
    try:
        with transaction() as session:
            ledger.enqueue(session, "bookings.complete", booking_id=booking_id)
            ledger.finish(session, task)
    finally:
        notes.incr("ended")


bootstrap.start(chosen, connections=4)
broker = LedgerBroker(chosen.redis_url, middleware=everything())
declare(broker, [Actor(CATALOGUE["bookings.reserve"], work, 1)])
dramatiq.set_broker(broker)
notes.incr("ready")
