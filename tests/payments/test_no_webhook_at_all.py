"""The sandbox company loses every webhook of many payments; the reconciliation alone hears of them."""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text

from app.adapters.clock.system import SystemClock
from app.adapters.payments.sandbox import SandboxPayments, desk
from app.adapters.payments.sandbox.events import Messenger
from app.db import ledger
from app.db.session import reading, statements, transaction
from app.payments import balances, service
from app.ports import ports
from tests.factories.payments import payment as owed_payment
from tests.factories.payments import people
from tests.payments.stage import SITE, installed, work
from workers.boot import load_actors

PAYMENTS = int(os.environ.get("LOST_WEBHOOKS", "60"))
RETURNED, UNPAID = PAYMENTS // 10, PAYMENTS // 20
DEAF = {"payments.sandbox_notify", "notifications.tell", "notifications.send"}


@pytest.fixture
def company(database_url: str) -> Iterator[SandboxPayments]:
    load_actors()
    sandbox = SandboxPayments(SITE, SystemClock())
    with installed(database_url, payments=sandbox):
        yield sandbox


def held() -> list[int]:
    """Payments of bookings whose time is held for them."""
    who = people()
    made = [owed_payment(who) for _ in range(PAYMENTS)]
    _sql(
        "UPDATE bookings SET status = 'PENDING', step = 'HELD', hold_expires_at = now() + interval '1 hour'"
        " WHERE id IN (SELECT booking_id FROM payments WHERE id = ANY(:ids))",
        ids=made,
    )
    return made


def pays(company: SandboxPayments, payment_id: int) -> None:
    """The client pays on the hosted page, and nobody hears of it."""
    now = ports().clock.now()
    with transaction() as session:
        asked = service.ask(session, payment_id, now=now)
    charge = company.open_checkout(asked.order)
    with transaction() as session:
        service.opened(session, charge)
        desk.pay(session, charge.reference, Messenger.LOST, now=now)


def fires(name: str) -> None:
    with transaction() as session:
        ledger.enqueue(session, name)
    work(without=DEAF)


def standing(payment_ids: list[int]) -> Counter[tuple[str, str]]:
    statement = "SELECT b.status, p.status FROM payments p JOIN bookings b ON b.id = p.booking_id"
    with statements() as connection:
        rows = connection.execute(text(f"{statement} WHERE p.id = ANY(:ids)"), {"ids": payment_ids})
        return Counter((row[0], row[1]) for row in rows)


def _sql(statement: str, **values: Any) -> None:
    with statements() as connection:
        connection.execute(text(statement), values)


def test_payments_whose_webhooks_are_all_lost_end_balanced(company: SandboxPayments) -> None:
    made = held()
    for payment_id in made[UNPAID:]:
        pays(company, payment_id)
    _sql("UPDATE payments SET updated_at = now() - interval '3 minutes' WHERE id = ANY(:ids)", ids=made)

    fires("payments.reconcile")
    for payment_id in made[-RETURNED:]:
        charge = company.fetch(_reference(payment_id))
        company.refund(charge.reference, 1000, key=f"theirs:{payment_id}")  # and nobody hears of that either
    fires("payments.compare")

    assert standing(made) == {
        ("CONFIRMED", "CAPTURED"): PAYMENTS - RETURNED - UNPAID,
        ("CONFIRMED", "PARTIALLY_REFUNDED"): RETURNED,
        ("PENDING", "CREATING"): UNPAID,
    }
    with reading() as session:
        assert list(balances.unbalanced(session, made)) == []
        assert service.compare(session, [company.fetch(_reference(one)) for one in made[UNPAID:]]) == []


def _reference(payment_id: int) -> str:
    with statements() as connection:
        found = connection.execute(
            text("SELECT company_reference FROM payments WHERE id = :id"), {"id": payment_id}
        )
        return str(found.scalar_one())
