"""Every SELECT of plans."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.plans.models import Plan, PlanPrice, ProviderPlan
from app.providers.models import Provider

_AT_ONCE = 500


def on_sale(session: Session) -> Sequence[Plan]:
    return session.scalars(select(Plan).where(Plan.active).order_by(Plan.price_minor, Plan.id)).all()


def every(session: Session) -> Sequence[Plan]:
    return session.scalars(select(Plan).order_by(Plan.id)).all()


def by_code(session: Session, code: str) -> Plan | None:
    return session.scalar(select(Plan).where(Plan.code == code, Plan.active))


def plan(session: Session, plan_id: int) -> Plan | None:
    return session.get(Plan, plan_id)


def price(session: Session, plan_id: int, *, company: str) -> str | None:
    """What a company calls the price of a plan."""
    wanted = select(PlanPrice.reference).where(PlanPrice.plan_id == plan_id, PlanPrice.company == company)
    return session.scalar(wanted)


def plan_at(session: Session, reference: str | None, *, company: str) -> int | None:
    """The plan that has this price at a company."""
    wanted = select(PlanPrice.plan_id).where(PlanPrice.reference == reference, PlanPrice.company == company)
    return session.scalar(wanted)


def provider_of(session: Session, user_id: int) -> int | None:
    alive = Provider.user_id == user_id, Provider.deleted_at.is_(None)
    return session.scalar(select(Provider.id).where(*alive))


def held(session: Session, provider_id: int) -> ProviderPlan | None:
    """A provider's plan, locked."""
    wanted = select(ProviderPlan).where(ProviderPlan.provider_id == provider_id)
    return session.scalar(wanted.with_for_update(), execution_options={"populate_existing": True})


def of(session: Session, provider_id: int) -> ProviderPlan | None:
    return session.get(ProviderPlan, provider_id)


def unplanned(session: Session) -> Sequence[int]:
    """Published providers of whom it was never noted that they have no plan."""
    shown = Provider.published, Provider.deleted_at.is_(None)
    noted = exists().where(
        ProviderPlan.provider_id == Provider.id,
        (ProviderPlan.lapsed_at.is_not(None)) | ProviderPlan.status.in_(("TRIAL", "ACTIVE")),
    )
    return session.scalars(select(Provider.id).where(*shown, ~noted).limit(_AT_ONCE)).all()


def lapsed(session: Session, before: datetime) -> Sequence[int]:
    """Providers still shown whose plan lapsed before then."""
    out = ProviderPlan.lapsed_at <= before, ~ProviderPlan.hidden
    wanted = select(ProviderPlan.provider_id).join(Provider, Provider.id == ProviderPlan.provider_id)
    return session.scalars(wanted.where(*out, Provider.published).limit(_AT_ONCE)).all()


def quiet(session: Session, now: datetime, since: datetime) -> Sequence[str]:
    """Subscriptions whose paid time is over, and of which we have heard nothing since."""
    late = ProviderPlan.period_end < now, ProviderPlan.updated_at < since
    named = ProviderPlan.reference.is_not(None), ProviderPlan.status != "ENDED"
    found = session.scalars(select(ProviderPlan.reference).where(*late, *named).limit(_AT_ONCE))
    return [reference for reference in found if reference]
