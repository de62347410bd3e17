"""Writing down what the company says of a subscription: only the present truth counts."""

from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from app.db import ledger
from app.plans import queries, rules
from app.plans.models import ProviderPlan
from app.plans.rules import PlanStatus
from app.plans.service.having import company
from app.plans.service.warning import call_again, warn
from app.ports.subscriptions import Subscription
from app.providers.service.market import put_up

log = structlog.get_logger(__name__)


def record(session: Session, told: Subscription, *, now: datetime) -> ProviderPlan | None:
    """Apply the company's truth. None: it is about nobody of ours, or about a checkout that was given up."""
    mine = queries.held(session, told.provider_id)
    if mine is None:
        log.warning("subscription of nobody", provider_id=told.provider_id, reference=told.reference)
        return None
    status = PlanStatus(told.state.name)
    if _is_an_earlier_one(mine, told, status):
        return None
    if _runs_beside(mine, told, status):
        _let_end(session, told)
        return None
    mine.reference, mine.customer = told.reference, told.customer or mine.customer
    mine.plan_id = queries.plan_at(session, told.price, company=company().name) or mine.plan_id
    mine.period_end, mine.ends_at_period_end = told.period_end, told.ends_at_period_end
    before, mine.lapsed_at = mine.lapsed_at, rules.lapsed_since(status, mine.lapsed_at, now)
    mine.updated_at = now
    if before is None and status not in rules.GOOD:
        (call_again if status is PlanStatus.OPEN else warn)(session, mine)
    if mine.status != status:
        mine.status, mine.version = status, mine.version + 1
        log.info("plan changed", provider_id=mine.provider_id, status=str(status))
    if status in rules.GOOD and mine.hidden:
        mine.hidden = False
        put_up(session, mine.provider_id)
    return mine


def _is_an_earlier_one(mine: ProviderPlan, told: Subscription, status: PlanStatus) -> bool:
    """The end of one that another has followed is no news, nor is a checkout beside a plan that runs."""
    other = mine.reference not in {None, told.reference}
    return other and mine.status in rules.RUNNING and status not in rules.RUNNING


def _runs_beside(mine: ProviderPlan, told: Subscription, status: PlanStatus) -> bool:
    """A second checkout was paid while the plan of the first is in force."""
    return mine.reference != told.reference and mine.status in rules.GOOD and status in rules.GOOD


def _let_end(session: Session, told: Subscription) -> None:
    """It is not renewed; what was paid for it a person gives back."""
    if not told.ends_at_period_end:
        log.error("two plans of one provider", provider_id=told.provider_id, reference=told.reference)
        ledger.enqueue(session, "plans.stop", reference=told.reference)
