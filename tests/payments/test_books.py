"""Double entry: whatever a charge goes through, the books say where each cent is, each once."""

import argparse
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app.db.session import reading, transaction
from app.kernel.errors import PermanentError
from app.payments import balances, cli
from app.payments.bookkeeping import LEGS, Account, Movement, borne, fee_of, fee_returned
from app.payments.models import Payment, Posting
from app.ports.payments import Charge, DisputeState, RefundState
from tests.api import execute
from tests.factories.payments import payment, row
from tests.payments.stage import Stage

MONEY = st.integers(1, 4500)
STEPS = st.one_of(
    st.tuples(st.just("refund"), MONEY),
    st.tuples(st.just("refund fails"), st.none()),
    st.tuples(st.just("dispute"), MONEY),
    st.tuples(st.sampled_from(["won", "lost", "told"]), st.none()),
)


def postings(payment_id: int) -> list[tuple[str, int]]:
    with reading() as session:
        mine = select(Posting).where(Posting.payment_id == payment_id).order_by(Posting.id)
        return [(one.movement, one.amount_minor) for one in session.scalars(mine)]


def balance(payment_id: int, account: Account) -> int:
    """Debits less credits of one payment on one account."""
    with reading() as session:
        rows = session.scalars(select(Posting).where(Posting.payment_id == payment_id)).all()
    return sum(((one.debit == account) - (one.credit == account)) * one.amount_minor for one in rows)


def unbalanced(payment_id: int) -> list[int]:
    with reading() as session:
        return list(balances.unbalanced(session, [payment_id]))


def live(site: Stage, charge: Charge, step: str, amount: int | None) -> None:
    """One thing that happens at the company; what is not possible there does not happen."""
    reference = charge.reference
    truth = site.company.fetch(reference)
    if step == "refund" and amount is not None:
        try:
            site.company.refund(reference, amount, key=f"theirs:{len(truth.refunds)}")
        except PermanentError:
            return
    elif step == "refund fails" and truth.refunds:
        failed = replace(truth.refunds[-1], state=RefundState.FAILED)
        site.company.become(replace(truth, refunds=(*truth.refunds[:-1], failed)))
    elif step == "dispute" and amount is not None:
        site.company.dispute(reference, amount)
    elif step in {"won", "lost"}:
        site.company.decide(reference, DisputeState(step))


def held_there(charge: Charge) -> int:
    """What the company still holds of a charge."""
    returned = sum(one.amount_minor for one in charge.refunds if one.state is RefundState.DONE)
    disputed = sum(one.amount_minor for one in charge.disputes if one.state is not DisputeState.WON)
    return charge.captured_minor - returned - disputed


def test_what_is_captured_stands_in_the_books_once(site: Stage) -> None:
    owed = payment(site.people)
    site.charge(owed)
    execute("UPDATE payments SET fee_minor = 450 WHERE id = :id", id=owed)  # fixed when it was asked for
    charge = site.captured(owed)

    site.hear(charge.reference, event_id="evt_again")

    assert postings(owed) == [("CAPTURED", 4500), ("FEE", 450)]
    assert [balance(owed, account) for account in (Account.COMPANY, Account.PROVIDER, Account.SITE)] == [
        4500,
        -4050,
        -450,
    ]


def test_the_sites_share_goes_back_with_a_refund_in_proportion(site: Stage) -> None:
    owed = payment(site.people)
    site.charge(owed)
    execute("UPDATE payments SET fee_minor = 451 WHERE id = :id", id=owed)
    charge = site.captured(owed)

    for number, amount in enumerate((1000, 1000, 2500)):
        live(site, charge, "refund", amount)
        site.hear(charge.reference, event_id=f"evt_{number}")

    returned = [amount for movement, amount in postings(owed) if movement == "FEE_RETURNED"]
    assert (returned, sum(returned)) == ([100, 100, 251], 451)
    assert [balance(owed, account) for account in (Account.COMPANY, Account.PROVIDER, Account.SITE)] == [
        0,
        0,
        0,
    ]
    assert unbalanced(owed) == []


def test_a_refund_that_comes_back_brings_the_sites_share_back(site: Stage) -> None:
    owed = payment(site.people)
    site.charge(owed)
    execute("UPDATE payments SET fee_minor = 450 WHERE id = :id", id=owed)
    charge = site.captured(owed)
    live(site, charge, "refund", 1000)
    site.hear(charge.reference, event_id="evt_1")
    live(site, charge, "refund fails", None)

    site.hear(charge.reference, event_id="evt_2")

    assert [movement for movement, _ in postings(owed)][-2:] == ["REFUND_RETURNED", "FEE_KEPT"]
    assert (balance(owed, Account.SITE), unbalanced(owed)) == (-450, [])


@given(st.integers(1, 10**9), st.data())
def test_shares_of_refunds_add_up_to_the_fee(captured: int, data: st.DataObject) -> None:
    fee = data.draw(st.integers(0, captured))
    parts = sorted(data.draw(st.lists(st.integers(0, captured), max_size=5)))

    back = [fee_returned(fee, part, captured) for part in [0, *parts, captured]]

    assert (back[0], back[-1], back == sorted(back)) == (0, fee, True)


def test_a_refund_that_comes_back_is_booked_there_and_back(site: Stage) -> None:
    owed = payment(site.people)
    charge = site.captured(owed)
    live(site, charge, "refund", 1000)
    site.hear(charge.reference, event_id="evt_1")
    live(site, charge, "refund fails", None)
    site.hear(charge.reference, event_id="evt_2")

    assert postings(owed) == [("CAPTURED", 4500), ("REFUNDED", 1000), ("REFUND_RETURNED", 1000)]
    assert (balance(owed, Account.COMPANY), unbalanced(owed)) == (4500, [])


def test_what_was_refunded_and_then_lost_to_a_bank_is_not_taken_from_the_provider_twice(site: Stage) -> None:
    owed = payment(site.people)
    charge = site.captured(owed)
    live(site, charge, "refund", 4000)
    live(site, charge, "dispute", 4500)
    live(site, charge, "lost", None)

    site.hear(charge.reference, event_id="evt_1")

    assert (row(owed).refunded_minor, row(owed).lost_minor) == (4000, 500)
    assert (balance(owed, Account.PROVIDER), balance(owed, Account.LOSS)) == (0, 4000)
    assert unbalanced(owed) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, max_size=10))
def test_whatever_happens_to_a_charge_our_books_agree_with_the_companys(
    site: Stage, story: list[tuple[str, int | None]]
) -> None:
    owed = payment(site.people)
    charge = site.captured(owed)

    for number, (step, amount) in enumerate([*story, ("told", None)]):
        live(site, charge, step, amount)
        if step == "told":
            site.hear(charge.reference, event_id=f"evt_{owed}_{number}")
            made = row(owed)
            assert made.captured_minor - made.refunded_minor - made.lost_minor >= 0

    assert unbalanced(owed) == []
    assert balance(owed, Account.COMPANY) == held_there(site.company.fetch(charge.reference))
    assert sum(balance(owed, account) for account in Account) == 0
    made = row(owed)
    assert -balance(owed, Account.PROVIDER) == made.captured_minor - made.refunded_minor - made.lost_minor


@given(st.integers(1, 10**9), st.data())
def test_fees_of_parts_add_up_to_the_fee_of_the_whole(amount: int, data: st.DataObject) -> None:
    fee = data.draw(st.integers(0, amount))
    parts = sorted(data.draw(st.lists(st.integers(0, amount), max_size=4)))

    taken = [fee_of(fee, captured, amount) for captured in [*parts, amount]]

    assert taken == sorted(taken)
    assert (taken[0] >= 0, taken[-1]) == (True, fee)


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.data())
def test_nobody_bears_more_than_is_left(lost: int, captured: int, data: st.DataObject) -> None:
    refunded = data.draw(st.integers(0, captured))

    assert 0 <= borne(lost, captured, refunded) <= captured - refunded


def test_each_movement_takes_from_one_account_and_gives_to_another() -> None:
    assert set(LEGS) == set(Movement)
    assert all(legs.debit is not legs.credit for legs in LEGS.values())


def test_a_posting_is_never_changed(site: Stage) -> None:
    owed = payment(site.people)
    site.captured(owed)

    with pytest.raises(TypeError, match="never changed"), transaction() as session:
        session.scalars(select(Posting).where(Posting.payment_id == owed)).one().amount_minor = 1


def test_the_database_refuses_more_lost_and_refunded_than_was_captured(site: Stage) -> None:
    owed = payment(site.people)
    site.captured(owed)

    with pytest.raises(IntegrityError, match="ck_payments_balance"), transaction() as session:
        session.execute(update(Payment).where(Payment.id == owed).values(refunded_minor=4000, lost_minor=501))


def command(*words: str) -> int:
    parser = argparse.ArgumentParser()
    cli.register(parser.add_subparsers())
    chosen = parser.parse_args(["payments", *words])
    code: int = chosen.handler(chosen)
    return code


def test_the_balance_command_adds_up_the_books(site: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    site.captured(payment(site.people, amount_minor=1234, currency="JOD"))

    command("balance")

    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["memory", "JOD", "1", "1.234", "0.000", "0.000", "1.234"] in lines
    assert ["memory", "JOD", "COMPANY", "1.234"] in lines


def test_the_balance_command_names_a_payment_that_does_not_balance(
    site: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    owed = payment(site.people)
    site.captured(owed)
    with transaction() as session:
        session.execute(update(Payment).where(Payment.id == owed).values(captured_minor=4499))

    code = command("balance")

    assert (code, "do not balance" in capsys.readouterr().out) == (1, True)
    assert unbalanced(owed) == [owed]
    with transaction() as session:
        session.execute(update(Payment).where(Payment.id == owed).values(captured_minor=4500))
