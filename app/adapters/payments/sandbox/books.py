"""The company's books: each change is one conditional update, so that of two rivals exactly one wins."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.adapters.payments.sandbox.models import SandboxCheckout, SandboxRefund
from app.kernel.errors import PermanentError
from app.ports.payments import Charge, ChargeRefund, ChargeState, Order, RefundState

MOST_DECLINES = 3


def open_checkout(session: Session, order: Order) -> SandboxCheckout:
    """The checkout of `order.key`: a new one, or the one that it opened before."""
    values = {
        "reference": f"sbx_{secrets.token_urlsafe(18)}",
        "key": order.key,
        "payment_id": order.payment_id,
        "amount_minor": order.amount_minor,
        "currency": order.currency,
        "merchant": order.merchant,
        "description": order.description,
        "success_url": order.success_url,
        "cancel_url": order.cancel_url,
        "customer": order.customer,
        "keeps_card": order.keeps_card,
        "saves_card": order.saves_card,
    }
    session.execute(insert(SandboxCheckout).values(values).on_conflict_do_nothing())
    checkout = session.scalars(select(SandboxCheckout).where(SandboxCheckout.key == order.key)).one()
    fixed = ("payment_id", "amount_minor", "currency", "description")
    if any(getattr(checkout, name) != values[name] for name in fixed):
        raise PermanentError("the key was used for another order")
    return checkout


def checkout(session: Session, reference: str) -> SandboxCheckout | None:
    return session.get(SandboxCheckout, reference, populate_existing=True)


def made_since(session: Session, since: datetime) -> Sequence[str]:
    """The references of every checkout made since, the oldest first."""
    made = select(SandboxCheckout.reference).where(SandboxCheckout.created_at >= since)
    return session.scalars(made.order_by(SandboxCheckout.created_at)).all()


def move(
    session: Session,
    reference: str,
    before: ChargeState,
    after: ChargeState,
    amount_minor: int | None = None,
) -> bool:
    """Whether the checkout was in state `before` and is in state `after` by us. A capture takes an amount."""
    amount = SandboxCheckout.amount_minor if amount_minor is None else amount_minor
    taken = {"captured_minor": amount} if after is ChargeState.CAPTURED else {}
    statement = (
        update(SandboxCheckout)
        .where(SandboxCheckout.reference == reference, SandboxCheckout.state == before)
        .where(SandboxCheckout.amount_minor >= amount)
        .values(state=after, **taken)
        .returning(SandboxCheckout.reference)
        .execution_options(synchronize_session=False)
    )
    return session.execute(statement).scalar_one_or_none() is not None


def decline(session: Session, reference: str) -> ChargeState | None:
    """Count a declined card; the third ends the checkout. The state then, None where it was not open."""
    last = SandboxCheckout.declines + 1 >= MOST_DECLINES
    statement = (
        update(SandboxCheckout)
        .where(SandboxCheckout.reference == reference, SandboxCheckout.state == ChargeState.OPEN)
        .values(
            declines=SandboxCheckout.declines + 1,
            state=case((last, ChargeState.FAILED), else_=ChargeState.OPEN),
        )
        .returning(SandboxCheckout.state)
        .execution_options(synchronize_session=False)
    )
    state = session.execute(statement).scalar_one_or_none()
    return None if state is None else ChargeState(state)


def refund(session: Session, reference: str, amount_minor: int, *, key: str) -> bool:
    """Give money back once by key, never more than was taken. Whether this call did it."""
    held = select(SandboxCheckout).where(SandboxCheckout.reference == reference).with_for_update()
    owner = session.scalars(held).one_or_none()
    if owner is None:
        raise PermanentError("no such checkout")
    before = refunds(session, reference)
    same = next((one for one in before if one.key == key), None)
    if same is not None:
        if same.amount_minor != amount_minor:
            raise PermanentError("the key was used for another refund")
        return False
    if amount_minor <= 0 or sum(one.amount_minor for one in before) + amount_minor > owner.captured_minor:
        raise PermanentError("more than was captured")
    row = {"reference": f"sbr_{secrets.token_hex(12)}", "key": key, "amount_minor": amount_minor}
    session.add(SandboxRefund(checkout_reference=reference, **row))
    session.flush()
    return True


def refunds(session: Session, reference: str) -> list[SandboxRefund]:
    mine = select(SandboxRefund).where(SandboxRefund.checkout_reference == reference)
    return list(session.scalars(mine.order_by(SandboxRefund.created_at, SandboxRefund.reference)))


def charge(session: Session, found: SandboxCheckout, state: ChargeState, *, pages: str) -> Charge:
    """The present truth in the port's words."""
    returned = (
        ChargeRefund(
            reference=one.reference, key=one.key, amount_minor=one.amount_minor, state=RefundState.DONE
        )
        for one in refunds(session, found.reference)
    )
    return Charge(
        reference=found.reference,
        payment_id=found.payment_id,
        state=state,
        amount_minor=found.amount_minor,
        currency=found.currency,
        captured_minor=found.captured_minor,
        checkout_url=f"{pages}/{found.reference}",
        card=found.card if state is ChargeState.AUTHORIZED else None,
        refunds=tuple(returned),
    )
