"""Payouts' use cases. None commits, and none of them calls the company: that is the edges' part."""

from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.db import ledger
from app.kernel.errors import NotFound
from app.kernel.money import Money
from app.payouts import queries, rules
from app.payouts.errors import PayoutsNotOffered
from app.payouts.models import PayoutAccount
from app.payouts.rules import PayoutStatus
from app.ports import ports
from app.ports.payouts import Payee, Payouts

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Begun:
    """What the company must be asked: for an account, unless `reference` names it already."""

    provider_id: int
    reference: str | None
    key: str


@dataclass(frozen=True, slots=True)
class PayoutView:
    """`url` is where the provider fills in what is missing; `status` None: they never began."""

    status: str | None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """To whose account a payment goes, and what the site keeps of it."""

    destination: str | None
    fee_minor: int


def company() -> Payouts:
    """Raises PayoutsNotOffered."""
    found = ports().payouts
    if found is None:
        raise PayoutsNotOffered
    return found


def begin(session: Session, *, user_id: int) -> Begun:
    """Note that a provider wants to be paid; twice is harmless. Raises NotFound: they offer nothing."""
    provider_id, name = _provider(session, user_id), company().name
    row = {"provider_id": provider_id, "company": name}
    session.execute(insert(PayoutAccount).values(row).on_conflict_do_nothing())
    found = session.get_one(PayoutAccount, (provider_id, name), populate_existing=True)
    return Begun(provider_id, found.reference, found.company_key)


def standing(session: Session, *, user_id: int, now: datetime) -> PayoutView:
    """Raises NotFound: they offer nothing. Whoever waits need not wait for a lost webhook."""
    found = queries.account(session, _provider(session, user_id), company=company().name)
    if found is None:
        return PayoutView(None)
    if found.reference is not None and found.status != PayoutStatus.READY:
        key = f"payouts.check:{found.reference}:{now:%Y-%m-%dT%H:%M}"
        ledger.enqueue(session, "payouts.check", reference=found.reference, dedupe_key=key)
    return PayoutView(found.status)


def record(session: Session, payee: Payee) -> PayoutAccount | None:
    """Apply the company's present truth. None: it is about no account of ours."""
    found = queries.locked(session, payee.provider_id, company=company().name)
    if found is None or found.reference not in {None, payee.reference}:
        log.warning("payout account of nobody", provider_id=payee.provider_id, reference=payee.reference)
        return None
    found.reference = payee.reference
    if found.status != payee.state.name:
        found.status = PayoutStatus(payee.state.name)
        log.info("payout account changed", provider_id=payee.provider_id, status=payee.state.name)
    return found


def terms(session: Session, provider_id: int, owed: Money, *, through: str) -> Terms:
    """How a payment to a provider is shared. Without a ready account at its company it is all the site's."""
    payouts = ports().payouts
    if payouts is None or payouts.name != through:
        return Terms(None, 0)
    found = queries.account(session, provider_id, company=through)
    if found is None or found.status != PayoutStatus.READY:
        return Terms(None, 0)
    return Terms(found.reference, rules.fee(owed.minor, owed.currency, ports().site.fee_percent))


def _provider(session: Session, user_id: int) -> int:
    found = queries.provider_of(session, user_id)
    if found is None:
        raise NotFound("Publish a profile first.")
    return found
