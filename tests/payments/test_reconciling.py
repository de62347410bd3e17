"""No payment is forgotten when its webhook is."""

from datetime import timedelta

from sqlalchemy import text

from app.db import ledger
from app.db.session import statements, transaction
from app.payments.models import PaymentStatus
from tests.factories.payments import payment, row, status
from tests.payments.stage import Stage, work


def _age(payment_id: int, span: timedelta = timedelta(minutes=3)) -> None:
    statement = "UPDATE payments SET updated_at = now() - cast(:span AS interval) WHERE id = :id"
    with statements() as connection:
        connection.execute(text(statement), {"span": span, "id": payment_id})


def _reconcile() -> None:
    with transaction() as session:
        ledger.enqueue(session, "payments.reconcile")
    work()


def test_lost_webhooks_are_made_good_by_the_reconciliation(site: Stage) -> None:
    owed = [payment(site.people) for _ in range(5)]
    for number in owed:
        site.company.pay(site.charge(number).reference)
        _age(number)

    _reconcile()

    assert {status(number) for number in owed} == {PaymentStatus.AUTHORIZED}


def test_reconciliation_leaves_young_unasked_and_just_checked_payments_alone(site: Stage) -> None:
    young, unasked, checked = (payment(site.people) for _ in range(3))
    site.charge(young)
    site.charge(checked)
    _age(unasked)
    _age(checked)
    _reconcile()
    site.company.asked.clear()

    _reconcile()

    mine = (row(young).company_reference, row(checked).company_reference, f"pay:{unasked}")
    assert not [call for call in site.company.asked if call.endswith(mine)]
    assert row(checked).checked_at is not None


def test_reconciliation_finds_a_checkout_whose_answer_was_lost(site: Stage) -> None:
    owed = payment(site.people)
    site.company.mute = True
    site.visit(owed)
    site.company.mute = False
    _age(owed)

    _reconcile()

    assert status(owed) is PaymentStatus.OPEN


def test_looking_without_news_makes_no_new_version(site: Stage) -> None:
    owed = payment(site.people)
    site.charge(owed)
    _age(owed)
    before = row(owed)

    _reconcile()

    after = row(owed)
    assert (after.version, after.updated_at) == (before.version, before.updated_at)
    assert after.checked_at is not None
