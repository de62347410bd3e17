"""The task ledger: PostgreSQL owns every piece of work, Redis only rings the bell."""

from app.db.ledger.batch import Batch, enqueue_all
from app.db.ledger.claim import claim, claim_due
from app.db.ledger.clean import clean
from app.db.ledger.enqueue import enqueue
from app.db.ledger.gauge import Lag, lag
from app.db.ledger.inbox import receive
from app.db.ledger.jobs import job
from app.db.ledger.repair import discard, replay
from app.db.ledger.settle import FINISH_TASK, extend, fail, finish, finishing, postpone
from app.db.ledger.sweep import sweep
from app.db.ledger.task import Exhausted, Fate, LeaseLost, Task
from app.db.ledger.together import finish_all, give_back

__all__ = [
    "FINISH_TASK",
    "Batch",
    "Exhausted",
    "Fate",
    "Lag",
    "LeaseLost",
    "Task",
    "claim",
    "claim_due",
    "clean",
    "discard",
    "enqueue",
    "enqueue_all",
    "extend",
    "fail",
    "finish",
    "finish_all",
    "finishing",
    "give_back",
    "job",
    "lag",
    "postpone",
    "receive",
    "replay",
    "sweep",
]
