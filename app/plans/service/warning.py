"""Telling a provider that a plan is wanted, while there is time to get one."""

from datetime import timedelta

from sqlalchemy.orm import Session

from app.db import ledger
from app.plans.models import ProviderPlan
from app.ports import ports

LAST_CALL = timedelta(days=2)  # before the profile is taken down


def warn(session: Session, mine: ProviderPlan) -> None:
    """Have them told now, and again shortly before the end; who has a plan by then is told nothing."""
    if ports().site.plan_required:
        ledger.enqueue(session, "notifications.tell", kind="plan_lapsed", provider_id=mine.provider_id)
        call_again(session, mine)


def call_again(session: Session, mine: ProviderPlan) -> None:
    """Have them told shortly before the end alone: they are about to choose a plan."""
    site = ports().site
    if site.plan_required and mine.lapsed_at is not None and site.plan_grace > LAST_CALL:
        at = mine.lapsed_at + site.plan_grace - LAST_CALL
        ledger.enqueue(
            session, "notifications.tell", run_at=at, kind="plan_lapsed", provider_id=mine.provider_id
        )
