"""What a worker process does beside its tasks. All of it, in order."""

from dramatiq.middleware import Middleware

from workers.middleware.closing import Closing
from workers.middleware.heartbeat import LeaseHeartbeat
from workers.middleware.letters import DeadLetters
from workers.middleware.parent import ParentWatch
from workers.middleware.tuning import Tuning


def everything() -> list[Middleware]:
    """No Retries: the ledger retries. No TimeLimit: every socket has a time-out of its own."""
    return [Tuning(), ParentWatch(), LeaseHeartbeat(), DeadLetters(), Closing()]
