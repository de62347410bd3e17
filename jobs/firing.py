"""APScheduler: calls at the times of the schedule, and does nothing but insert tasks."""

from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.exc import SQLAlchemyError

from app.db import ledger
from app.db.session import transaction
from app.ports import ports
from jobs.schedule import SCHEDULE, Line, latest

AGAIN = timedelta(seconds=5)

log = structlog.get_logger(__name__)


def scheduler() -> BackgroundScheduler:
    """Every line of the schedule, beginning now: what was missed while nobody ran is made up for."""
    made = BackgroundScheduler(
        timezone="UTC",
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    now = ports().clock.now()
    for line in SCHEDULE:
        made.add_job(
            fire,
            "interval",
            args=(made, line),
            id=line.name,
            seconds=int(line.every.total_seconds()),
            start_date=latest(line, now),
            next_run_time=now,
        )
    return made


def fire(owner: BackgroundScheduler, line: Line) -> None:
    """Owe the latest firing of a line, once over all schedulers; with the database away, try again soon."""
    now = ports().clock.now()
    try:
        owe(line, now)
    except SQLAlchemyError as error:
        log.warning("job not noted, trying again", job=line.name, error=type(error).__name__)
        repeat = f"{line.name}.again"
        owner.add_job(fire, "date", [owner, line], id=repeat, run_date=now + AGAIN, replace_existing=True)


def owe(line: Line, now: datetime) -> None:
    with transaction() as session:
        task_id = ledger.job(session, line.name, latest(line, now))
    if task_id is not None:
        log.info("job due", job=line.name, task_id=str(task_id))
