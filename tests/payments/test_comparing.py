"""Our books beside the company's list: repaired where we are behind, reported where that cannot be."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from prometheus_client import REGISTRY

from app.payments import cli
from app.payments.comparing import Difference, Ours, finding, missing
from app.payments.rules import PaymentStatus
from app.ports.payments import Charge, ChargeDispute, ChargeRefund, ChargeState, DisputeState, RefundState
from tests.api import execute
from tests.factories.payments import payment, row, status
from tests.payments.races.scene import owe
from tests.payments.stage import Stage, tasks, work

CHARGE = Charge(
    reference="ch_1",
    payment_id=7,
    state=ChargeState.CAPTURED,
    amount_minor=4500,
    currency="EUR",
    captured_minor=4500,
    checkout_url=None,
)
OURS = Ours(
    payment_id=7,
    reference="ch_1",
    status=PaymentStatus.CAPTURED,
    amount_minor=4500,
    currency="EUR",
    captured_minor=4500,
    refunded_minor=0,
    disputes=0,
)
OPEN, WON = (
    ChargeDispute(reference="dp_1", amount_minor=4500, state=state)
    for state in (DisputeState.OPEN, DisputeState.WON)
)
BACK = ChargeRefund(reference="re_1", key=None, amount_minor=500, state=RefundState.DONE)


@pytest.mark.parametrize(
    ("ours", "theirs", "difference"),
    [
        ({}, {}, None),
        ({"status": PaymentStatus.OPEN, "captured_minor": 0}, {}, Difference.BEHIND),
        ({"status": PaymentStatus.OPEN}, {"state": ChargeState.VOIDED}, Difference.BEHIND),
        ({}, {"refunds": (BACK,)}, Difference.BEHIND),
        ({"refunded_minor": 500}, {"refunds": (BACK,)}, None),
        ({}, {"disputes": (OPEN,)}, Difference.BEHIND),
        ({"disputes": 1}, {"disputes": (OPEN,)}, None),
        ({"disputes": 1}, {"disputes": (WON,)}, Difference.BEHIND),
        ({"disputes": 2}, {"disputes": (WON,)}, None),
        ({"refunded_minor": 500}, {}, Difference.BOOKS_DIFFER),
        ({}, {"captured_minor": 4000}, Difference.BOOKS_DIFFER),
        ({}, {"currency": "USD"}, Difference.AMOUNT_DIFFERS),
        ({}, {"amount_minor": 1}, Difference.AMOUNT_DIFFERS),
        ({"reference": "ch_2"}, {}, Difference.ANOTHER_CHARGE),
        ({"reference": "ch_2"}, {"state": ChargeState.OPEN}, None),
    ],
)
def test_what_differs_is_named(
    ours: dict[str, Any], theirs: dict[str, Any], difference: Difference | None
) -> None:
    found = finding(replace(OURS, **ours), replace(CHARGE, **theirs))

    assert (found.difference if found else None) is difference


def test_money_for_nothing_of_ours_is_found_and_an_unpaid_checkout_is_not() -> None:
    found = finding(None, CHARGE)

    assert found is not None
    assert (found.difference, found.payment_id) == (Difference.UNKNOWN_CHARGE, None)
    assert finding(None, replace(CHARGE, state=ChargeState.OPEN)) is None
    assert missing(OURS).difference is Difference.MISSING_THERE


@pytest.fixture
def reconcile() -> Callable[..., int]:
    parser = argparse.ArgumentParser()
    cli.register(parser.add_subparsers())

    def run(*words: str) -> int:
        chosen = parser.parse_args(["payments", "reconcile", *words])
        code: int = chosen.handler(chosen)
        return code

    return run


def unreconciled(difference: Difference) -> float:
    labels = {"difference": str(difference)}
    return REGISTRY.get_sample_value("payments_unreconciled_total", labels) or 0.0


def test_the_job_repairs_what_no_webhook_told(site: Stage) -> None:
    paid, returned = payment(site.people), payment(site.people)
    site.company.pay(site.charge(paid).reference)
    charge = site.captured(returned)
    site.company.refund(charge.reference, 500, key="theirs")

    owe("payments.compare")

    assert (status(paid), status(returned)) == (PaymentStatus.AUTHORIZED, PaymentStatus.PARTIALLY_REFUNDED)


def test_what_cannot_be_repaired_is_marked_and_counted(site: Stage) -> None:
    owed = payment(site.people)
    charge = site.captured(owed)
    site.company.become(replace(charge, state=ChargeState.CAPTURED, captured_minor=4000))
    before = unreconciled(Difference.BOOKS_DIFFER)

    owe("payments.compare")

    assert row(owed).attention == "BOOKS_DIFFER"
    assert unreconciled(Difference.BOOKS_DIFFER) == before + 1


def test_money_that_only_our_books_have_is_marked(site: Stage) -> None:
    owed = payment(site.people)
    charge = site.captured(owed)
    execute("UPDATE payments SET asked_at = now() - interval '5 hours' WHERE id = :id", id=owed)
    site.company.become(replace(charge, payment_id=1))  # theirs is of another payment

    owe("payments.compare")

    assert row(owed).attention == "BOOKS_DIFFER"


def test_the_command_shows_each_difference_and_has_those_looked_into_that_can_be_repaired(
    site: Stage, reconcile: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    behind, gone = payment(site.people), payment(site.people)
    site.company.pay(site.charge(behind).reference)
    site.company.become(replace(site.charge(gone), payment_id=1, state=ChargeState.CAPTURED))

    assert reconcile() == 1
    shown = [line.split()[:2] for line in capsys.readouterr().out.splitlines()]
    work()

    assert ["BEHIND", str(behind)] in shown
    assert ["UNKNOWN_CHARGE", "-"] in shown
    assert (tasks("payments.check"), status(behind)) == (1, PaymentStatus.AUTHORIZED)


def test_the_command_is_content_when_nothing_differs(
    site: Stage, reconcile: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    owed = payment(site.people)
    site.captured(owed)
    capsys.readouterr()

    reconcile("--days", "1")

    said = capsys.readouterr().out
    assert "1 charges of memory compared" in said
    assert str(owed) not in said  # what neighbours are owed this company has never heard of
