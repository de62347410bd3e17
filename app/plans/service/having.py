"""A provider's own plan: how it stands, and what the company must be asked to begin or to change it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.db import ledger
from app.kernel.errors import NotFound
from app.plans import queries
from app.plans.errors import NoPlan, PlanRunning, PlansNotOffered
from app.plans.models import ProviderPlan
from app.plans.rules import RUNNING, PlanStatus
from app.ports import ports
from app.ports.subscriptions import Subscriptions

_UNSURE = frozenset({PlanStatus.OPEN, PlanStatus.PAST_DUE})


@dataclass(frozen=True, slots=True)
class Begun:
    """`key` names this attempt: a checkout that was given up is followed by another one."""

    provider_id: int
    key: str
    customer: str | None


@dataclass(frozen=True, slots=True)
class Running:
    """A plan that can be changed: what the company calls it, and how often it has changed."""

    provider_id: int
    reference: str
    customer: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """`status` None: they never chose one. `url` leads to the company, where it was asked for."""

    status: str | None = None
    plan_code: str | None = None
    plan_name: str | None = None
    price: Decimal | None = None
    currency: str | None = None
    period_end: datetime | None = None
    ends_at_period_end: bool = False
    lapses_at: datetime | None = None
    url: str | None = None


def company() -> Subscriptions:
    """Raises PlansNotOffered."""
    found = ports().subscriptions
    if found is None:
        raise PlansNotOffered
    return found


def provider(session: Session, user_id: int) -> int:
    found = queries.provider_of(session, user_id)
    if found is None:
        raise NotFound("Publish a profile first.")
    return found


def begin(session: Session, *, user_id: int) -> Begun:
    """Note that a provider wants a plan. Raises NotFound; PlanRunning: they have one."""
    provider_id = provider(session, user_id)
    row = {"provider_id": provider_id, "company": company().name}
    session.execute(insert(ProviderPlan).values(row).on_conflict_do_nothing())
    mine = queries.held(session, provider_id)
    if mine is None or mine.status in RUNNING:
        raise PlanRunning
    mine.attempts += 1
    session.flush()
    return Begun(provider_id, f"plan:{provider_id}:{mine.attempts}", mine.customer)


def running(session: Session, *, user_id: int) -> Running:
    """A provider's plan that runs. Raises NotFound, NoPlan."""
    mine = queries.of(session, provider(session, user_id))
    if mine is None or mine.status not in RUNNING or mine.reference is None:
        raise NoPlan
    return Running(mine.provider_id, mine.reference, mine.customer or "", mine.version)


def standing(session: Session, *, user_id: int, now: datetime) -> PlanView:
    """Raises NotFound. Whoever comes back from paying need not wait for a lost webhook."""
    provider_id = provider(session, user_id)
    mine = queries.of(session, provider_id)
    if mine is not None and mine.reference is not None and mine.status in _UNSURE:
        key = f"plans.check:{mine.reference}:{now:%Y-%m-%dT%H:%M}"
        ledger.enqueue(session, "plans.check", reference=mine.reference, dedupe_key=key)
    return view(session, provider_id)


def view(session: Session, provider_id: int, *, url: str | None = None) -> PlanView:
    mine = queries.of(session, provider_id)
    if mine is None:
        return PlanView(url=url)
    plan = queries.plan(session, mine.plan_id) if mine.plan_id else None
    wanted = ports().site.plan_required and mine.lapsed_at is not None
    return PlanView(
        status=mine.status,
        plan_code=plan.code if plan else None,
        plan_name=plan.name if plan else None,
        price=plan.price.major if plan else None,
        currency=plan.currency if plan else None,
        period_end=mine.period_end,
        ends_at_period_end=mine.ends_at_period_end,
        lapses_at=mine.lapsed_at + ports().site.plan_grace if wanted and mine.lapsed_at else None,
        url=url,
    )
