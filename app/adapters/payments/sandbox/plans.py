"""The sandbox's subscriptions: play plans in our own database, renewed when they are looked at."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.adapters.payments.sandbox.models import SandboxPrice, SandboxSubscription
from app.kernel.errors import PermanentError
from app.ports.subscriptions import Subscription, SubscriptionState, Wish

LENGTHS = {"month": timedelta(days=30), "year": timedelta(days=365)}
TRIES = timedelta(days=14)  # a renewal that cannot be charged is tried for so long
_RENEWED = {SubscriptionState.TRIAL, SubscriptionState.ACTIVE}


def price(session: Session, reference: str) -> SandboxPrice:
    found = session.get(SandboxPrice, reference)
    if found is None:
        raise PermanentError("no such price")
    return found


def begin(session: Session, wish: Wish) -> SandboxSubscription:
    """The subscription of `wish.key`: a new one, or the one that it began before."""
    values = {
        "reference": f"sub_sbx_{secrets.token_hex(12)}",
        "key": wish.key,
        "provider_id": wish.provider_id,
        "price": price(session, wish.price).reference,
        "customer": wish.customer or f"sbc_provider_{wish.provider_id}",
        "trial_days": wish.trial_days,
        "success_url": wish.success_url,
        "cancel_url": wish.cancel_url,
    }
    session.execute(insert(SandboxSubscription).values(values).on_conflict_do_nothing())
    mine = select(SandboxSubscription).where(SandboxSubscription.key == wish.key)
    return session.scalars(mine, execution_options={"populate_existing": True}).one()


def held(session: Session, reference: str) -> SandboxSubscription:
    """Locked. Raises PermanentError."""
    wanted = select(SandboxSubscription).where(SandboxSubscription.reference == reference)
    found = session.scalar(wanted.with_for_update(), execution_options={"populate_existing": True})
    if found is None:
        raise PermanentError("no such subscription")
    return found


def accept(session: Session, one: SandboxSubscription, *, now: datetime, good: bool) -> None:
    """The provider has agreed at the checkout; `good`: their play card will pay the renewals too."""
    if one.state != SubscriptionState.OPEN:
        return
    trial = one.trial_days > 0
    one.state = SubscriptionState.TRIAL if trial else SubscriptionState.ACTIVE
    one.period_end = now + (timedelta(days=one.trial_days) if trial else _length(session, one))
    one.good = good


def repair(session: Session, one: SandboxSubscription, *, now: datetime) -> None:
    """Another play card, which pays what is due."""
    one.good = True
    if one.state == SubscriptionState.PAST_DUE:
        one.state, one.period_end = SubscriptionState.ACTIVE, now + _length(session, one)


def age(session: Session, one: SandboxSubscription, now: datetime) -> None:
    """Let the time pass that has passed since it was looked at last."""
    while one.state in _RENEWED and one.period_end is not None and one.period_end <= now:
        if one.ends_at_period_end:
            one.state = SubscriptionState.ENDED
        elif not one.good:
            one.state = SubscriptionState.PAST_DUE
        else:
            one.state, one.period_end = SubscriptionState.ACTIVE, one.period_end + _length(session, one)
    tried = one.period_end is not None and one.period_end + TRIES <= now
    if one.state == SubscriptionState.PAST_DUE and tried:
        one.state = SubscriptionState.ENDED


def difference(session: Session, one: SandboxSubscription, other: str, now: datetime) -> int:
    """What the rest of the time costs more at another price."""
    if one.state != SubscriptionState.ACTIVE or one.period_end is None:
        return 0
    before, after = price(session, one.price), price(session, other)
    left = max(one.period_end - now, timedelta())
    return (
        (after.amount_minor - before.amount_minor)
        * int(left.total_seconds())
        // int(LENGTHS[before.interval].total_seconds())
    )


def told(one: SandboxSubscription, *, pages: str) -> Subscription:
    return Subscription(
        reference=one.reference,
        provider_id=one.provider_id,
        state=SubscriptionState(one.state),
        price=one.price,
        customer=one.customer,
        period_end=one.period_end,
        ends_at_period_end=one.ends_at_period_end,
        checkout_url=f"{pages}/{one.reference}" if one.state == SubscriptionState.OPEN else None,
    )


def _length(session: Session, one: SandboxSubscription) -> timedelta:
    return LENGTHS[price(session, one.price).interval]
