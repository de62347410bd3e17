"""Where a site wants a plan: who has none any more is shown for a while yet, and then not."""

from datetime import datetime

import structlog
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.db import ledger
from app.plans import queries, rules
from app.plans.errors import PlanNeeded
from app.plans.models import ProviderPlan
from app.plans.service.warning import warn
from app.ports import ports
from app.providers.service.market import take_down

log = structlog.get_logger(__name__)


def enforce(session: Session, *, now: datetime) -> int:
    """Ask after renewals that we have not heard of, and take down who is without a plan for too long.

    How many were taken down. A site that wants no plan takes nobody down.
    """
    site = ports().site
    for reference in queries.quiet(session, now, now - rules.QUIET):
        key = f"plans.check:{reference}:{now:%Y-%m-%dT%H}"
        ledger.enqueue(session, "plans.check", reference=reference, dedupe_key=key)
    if not site.plan_required or ports().subscriptions is None:
        return 0
    for provider_id in queries.unplanned(session):
        _note(session, provider_id, now)
    lapsed = queries.lapsed(session, now - site.plan_grace)
    return sum(_hide(session, provider_id, now) for provider_id in lapsed)


def refuse_without_plan(session: Session, provider_id: int) -> None:
    """Raises PlanNeeded: this profile was taken down, and is put up again by a plan alone."""
    mine = queries.of(session, provider_id)
    if mine is not None and mine.hidden and ports().site.plan_required:
        raise PlanNeeded


def _note(session: Session, provider_id: int, now: datetime) -> None:
    """From here on the time counts that is left to choose a plan."""
    subscriptions = ports().subscriptions
    company = subscriptions.name if subscriptions else ""
    row = {"provider_id": provider_id, "company": company}
    session.execute(insert(ProviderPlan).values(row).on_conflict_do_nothing())
    mine = queries.held(session, provider_id)
    if mine is not None and mine.lapsed_at is None:
        mine.lapsed_at = now
        warn(session, mine)


def _hide(session: Session, provider_id: int, now: datetime) -> bool:
    mine = queries.held(session, provider_id)
    if mine is None or mine.hidden or not rules.is_over(mine.lapsed_at, ports().site.plan_grace, now):
        return False
    mine.hidden = True
    take_down(session, provider_id)
    log.info("profile taken down without a plan", provider_id=provider_id)
    return True
