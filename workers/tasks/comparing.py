"""The reconciliation: a company's own list of the last days against our books."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from app.db import ledger
from app.db.ledger import Task
from app.db.session import reading, transaction
from app.payments import service
from app.payments.comparing import Difference, Finding
from app.payments.metrics import UNRECONCILED
from app.ports import ports
from app.ports.payments import Charge, Payments
from workers.actor import actor
from workers.tasks.payments import learn

log = structlog.get_logger(__name__)

SPAN = timedelta(days=3)
_FLAGGED = frozenset({Difference.BOOKS_DIFFER, Difference.MISSING_THERE})


@actor("payments.compare")
def compare(task: Task) -> None:
    """Repair what we never heard of, report what cannot be repaired. Twice is harmless: only news count."""
    now = ports().clock.now()
    left = [finding for company in companies() for finding in _compare(company, since=now - SPAN, now=now)]
    with transaction() as session:
        for finding in left:
            if finding.payment_id is not None and finding.difference in _FLAGGED:
                service.flag(session, finding.payment_id, Difference.BOOKS_DIFFER)
        ledger.finish(session, task)
    _report(left)


def companies() -> Sequence[Payments]:
    """Every company that holds money of ours."""
    return (ports().payments,)


def _compare(company: Payments, *, since: datetime, now: datetime) -> list[Finding]:
    charges = list(company.recent(since))
    with reading() as session:
        differing = [one.charge for one in service.compare(session, charges) if one.charge is not None]
    for charge in differing:
        _repair(charge)
    with reading() as session:
        still = service.compare(session, differing)
        return [*still, *service.missing(session, charges, company=company.name, since=since, now=now)]


def _repair(charge: Charge) -> None:
    with transaction() as session:
        learn(session, charge)


def _report(left: Sequence[Finding]) -> None:
    for finding in left:
        UNRECONCILED.labels(finding.difference).inc()
        log.error(
            "books differ from the company's",
            difference=str(finding.difference),
            payment_id=finding.payment_id,
            reference=finding.reference,
        )
    log.info("books compared with the company's", differences=len(left))
