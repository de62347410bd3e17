"""Answers that never came: the same call again has one effect, whatever Stripe did the first time."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.kernel.errors import PermanentError, TransientError
from app.ports.payments import ChargeState
from tests.adapters.payments.stripe.till import SHORT, Till, order
from tests.servers.stripe.faults import Fault

LOST = [Fault.MUTE, Fault.BUSY, Fault.LIMITED, Fault.IN_USE, Fault.BROKEN]


def tried(call: Callable[[], object], times: int = 3) -> int:
    """Call until it works, as the ledger does; how often it did not."""
    for failed in range(times):
        try:
            call()
        except TransientError:
            continue
        return failed
    pytest.fail("it never worked")


@pytest.mark.parametrize("fault", LOST)
def test_one_order_is_one_checkout(till: Till, fault: Fault) -> None:
    asked = order()
    till.imitation.faults.order(fault)

    assert tried(lambda: till.ours.open_checkout(asked)) == 1
    assert len(till.imitation.books.things["checkout.session"]) == 1


@pytest.mark.parametrize("fault", LOST)
def test_a_capture_takes_the_money_once(till: Till, fault: Fault) -> None:
    reference = till.authorised().reference
    till.imitation.faults.order(fault, "/capture")

    assert tried(lambda: till.ours.capture(reference, key="cap")) == 1
    assert till.imitation.books.total("charge") == 4500


@pytest.mark.parametrize("fault", LOST)
def test_a_refund_goes_back_once(till: Till, fault: Fault) -> None:
    reference = till.captured().reference
    till.imitation.faults.order(fault, "/refunds")

    assert tried(lambda: till.ours.refund(reference, 1500, key="rf")) == 1
    assert till.imitation.books.total("refund") == 1500


@pytest.mark.parametrize("fault", LOST)
def test_a_checkout_is_closed_and_a_reservation_let_go(till: Till, fault: Fault) -> None:
    opened, authorised = till.opened().reference, till.authorised().reference
    till.imitation.faults.order(fault, "/expire")
    till.imitation.faults.order(fault, "/cancel")

    assert tried(lambda: till.ours.void(opened, key="void")) == 1
    assert tried(lambda: till.ours.release(authorised, key="release")) == 1
    assert {till.ours.fetch(one).state for one in (opened, authorised)} == {ChargeState.VOIDED}


def test_an_answer_after_our_patience_is_no_answer(till: Till) -> None:
    reference = till.authorised().reference
    hasty = till.adapter(patience=SHORT)
    till.imitation.faults.order(Fault.SLOW, "/capture")

    assert tried(lambda: hasty.capture(reference, key="cap"), times=10) >= 1
    assert till.imitation.books.total("charge") == 4500


def test_a_refund_asked_for_again_after_stripe_forgot_its_key_is_still_one(till: Till) -> None:
    reference = till.captured().reference
    till.ours.refund(reference, 1500, key="rf")
    till.imitation.keys.forget()

    charge = till.ours.refund(reference, 1500, key="rf")

    assert [one.amount_minor for one in charge.refunds] == [1500]
    assert till.imitation.books.total("refund") == 1500


def test_an_error_that_stripe_keeps_under_a_key_does_not_block_the_payment_for_a_day(till: Till) -> None:
    reference = till.authorised().reference
    till.imitation.faults.order(Fault.BROKEN, "/capture")
    till.imitation.faults.order(Fault.BROKEN, "/capture")

    failures = tried(lambda: till.ours.capture(reference, key="cap"))

    keys = [call.key for call in till.imitation.books.writes("/capture")]
    assert failures == 2
    assert keys[0] == "cap"
    assert len(set(keys)) == 3
    assert till.imitation.books.total("charge") == 4500


def test_a_checkout_that_a_kept_error_hides_is_found(till: Till) -> None:
    asked = order()
    till.imitation.faults.order(Fault.BROKEN)
    with pytest.raises(TransientError):
        till.ours.open_checkout(asked)
    hidden = till.ours.open_checkout(replace(asked, key=f"{asked.key}:by another way"))
    session = till.imitation.books.get("checkout.session", hidden.reference)
    session["metadata"]["key"] = asked.key

    assert till.ours.open_checkout(asked).reference == hidden.reference


def test_a_repeat_tells_how_it_stands_and_not_how_it_began(till: Till) -> None:
    asked = order()
    till.imitation.buttons.pay(till.ours.open_checkout(asked).reference)

    assert till.ours.open_checkout(asked).state is ChargeState.AUTHORIZED


@pytest.mark.parametrize("other", [{"amount_minor": 4600}, {"currency": "USD"}, {"payment_id": 1}])
def test_a_key_opens_no_other_order(till: Till, other: dict[str, int]) -> None:
    asked = order()
    till.ours.open_checkout(asked)

    with pytest.raises(PermanentError):
        till.ours.open_checkout(replace(asked, **other))  # type: ignore[arg-type]


@pytest.mark.parametrize("call", ["capture", "refund", "void"])
def test_each_write_carries_its_key(till: Till, call: str) -> None:
    opened, authorised, captured = till.opened(), till.authorised(), till.captured()
    calls = {
        "capture": lambda: till.ours.capture(authorised.reference, key="ours"),
        "refund": lambda: till.ours.refund(captured.reference, 1, key="ours"),
        "void": lambda: till.ours.void(opened.reference, key="ours"),
    }

    calls[call]()

    writes = [one for one in till.imitation.books.calls if one.method == "POST"]
    assert all(one.key for one in writes)
    assert writes[-1].key == "ours"
