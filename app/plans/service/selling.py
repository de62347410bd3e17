"""Plans as data: added and withdrawn by administrators, and what a company calls their prices."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import structlog
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.kernel.errors import Conflict, InvalidInput, NotFound
from app.kernel.money import BadMoney, from_major
from app.plans import queries
from app.plans.models import Plan, PlanPrice
from app.ports.subscriptions import Terms

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlan:
    code: str
    name: str
    description: str
    price: Decimal
    currency: str
    interval: str
    trial_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldPlan:
    """A plan as the API shows it."""

    id: int
    code: str
    name: str
    description: str
    price: Decimal
    currency: str
    interval: str
    trial_days: int
    active: bool


def on_sale(session: Session) -> Sequence[SoldPlan]:
    return [_shown(plan) for plan in queries.on_sale(session)]


def plan_shown(session: Session, plan_id: int) -> SoldPlan:
    """Raises NotFound."""
    plan = queries.plan(session, plan_id)
    if plan is None:
        raise NotFound
    return _shown(plan)


def add_plan(session: Session, wanted: NewPlan) -> SoldPlan:
    """Raises Conflict: the code is taken. InvalidInput: of the price."""
    try:
        price = from_major(wanted.price, wanted.currency)
    except BadMoney as error:
        raise InvalidInput.at("price", str(error)) from error
    if price.minor <= 0:
        raise InvalidInput.at("price", "Must be more than 0.")
    row = {name: getattr(wanted, name) for name in ("code", "name", "description", "interval", "trial_days")}
    values = {**row, "price_minor": price.minor, "currency": price.currency}
    made = insert(Plan).values(values).on_conflict_do_nothing().returning(Plan)
    plan = session.scalar(made)
    if plan is None:
        raise Conflict("There is a plan of this code already.")
    log.info("plan added", plan_id=plan.id)
    return _shown(plan)


def withdraw(session: Session, plan_id: int) -> None:
    """Nobody can choose it any more; who has it keeps it. Raises NotFound."""
    plan = queries.plan(session, plan_id)
    if plan is None:
        raise NotFound
    plan.active = False


def terms_of(session: Session, code: str) -> tuple[int, Terms, int]:
    """A plan on sale, as a company sells it, and its days of trial. Raises InvalidInput."""
    plan = queries.by_code(session, code)
    if plan is None:
        raise InvalidInput.at("planCode", "There is no such plan.")
    terms = Terms(
        code=plan.code,
        name=plan.name,
        price_minor=plan.price_minor,
        currency=plan.currency,
        interval=plan.interval,
    )
    return plan.id, terms, plan.trial_days


def priced(session: Session, plan_id: int, *, company: str, reference: str) -> None:
    """Note what a company calls the price of a plan. Whoever was first stays."""
    row = {"plan_id": plan_id, "company": company, "reference": reference}
    session.execute(insert(PlanPrice).values(row).on_conflict_do_nothing())


def _shown(plan: Plan) -> SoldPlan:
    return SoldPlan(
        id=plan.id,
        code=plan.code,
        name=plan.name,
        description=plan.description,
        price=plan.price.major,
        currency=plan.currency,
        interval=plan.interval,
        trial_days=plan.trial_days,
        active=plan.active,
    )
