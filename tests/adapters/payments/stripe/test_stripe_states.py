"""Every way that a payment can go at Stripe, in our words."""

from datetime import UTC, datetime, timedelta

import pytest

from app.adapters.payments.stripe.client import VERSION
from app.kernel.errors import PermanentError, TransientError
from app.ports.payments import ChargeState, DisputeState, RefundState
from tests.adapters.payments.stripe.till import Till
from tests.servers.stripe.buttons import DECLINED, SECURE


def test_a_declined_card_leaves_the_checkout_open_for_another(till: Till) -> None:
    reference = till.opened().reference

    declined = till.imitation.buttons.pay(reference, DECLINED)
    after = till.ours.fetch(reference)
    paid = till.imitation.buttons.pay(reference)

    assert (declined, after.state, paid) == (False, ChargeState.OPEN, True)
    assert till.ours.fetch(reference).state is ChargeState.AUTHORIZED


@pytest.mark.parametrize(("good", "state"), [(True, ChargeState.AUTHORIZED), (False, ChargeState.OPEN)])
def test_a_proof_to_the_bank_decides(till: Till, good: bool, state: ChargeState) -> None:  # noqa: FBT001 - a parameter of the test
    reference = till.opened().reference
    till.imitation.buttons.pay(reference, SECURE)
    asked = till.ours.fetch(reference).state

    till.imitation.buttons.authenticate(reference, good=good)

    assert (asked, till.ours.fetch(reference).state) == (ChargeState.OPEN, state)


def test_a_proof_that_comes_after_the_checkout_was_closed_pays_nothing(till: Till) -> None:
    reference = till.opened().reference
    till.imitation.buttons.pay(reference, SECURE)

    closed = till.ours.void(reference, key="void").state

    assert closed is ChargeState.VOIDED
    assert not till.imitation.buttons.authenticate(reference, good=True)
    assert till.imitation.books.cents == []


def test_a_method_that_needs_days_is_processing_and_may_fail(till: Till) -> None:
    reference = till.opened().reference
    till.imitation.buttons.begin_slowly(reference)
    begun = till.ours.fetch(reference).state

    till.imitation.buttons.fail_slowly(reference)

    assert (begun, till.ours.fetch(reference).state) == (ChargeState.PROCESSING, ChargeState.FAILED)


def test_a_paid_checkout_whose_payment_is_not_told_yet_is_asked_again(till: Till) -> None:
    reference = till.authorised().reference
    till.imitation.books.get("checkout.session", reference)["payment_intent"] = None

    assert till.ours.fetch(reference).state is ChargeState.PROCESSING


def test_an_authorisation_that_lapsed_cannot_be_captured(till: Till) -> None:
    reference = till.authorised().reference
    till.imitation.buttons.lapse(reference)

    with pytest.raises(PermanentError):
        till.ours.capture(reference, key="cap")
    assert till.ours.fetch(reference).state is ChargeState.VOIDED


def test_what_was_let_go_is_no_refund(till: Till) -> None:
    part, whole = till.authorised().reference, till.authorised().reference

    charge = till.ours.capture(part, key="cap", amount_minor=1500)
    released = till.ours.release(whole, key="release")

    assert len(till.imitation.books.things["refund"]) == 2  # so Stripe calls it
    assert (charge.captured_minor, charge.refunds, released.refunds) == (1500, (), ())


def test_a_refund_made_at_the_dashboard_is_seen_without_a_key(till: Till) -> None:
    reference = till.captured().reference
    till.imitation.buttons.refund_by_hand(reference, 700)

    refunds = till.ours.fetch(reference).refunds

    assert [(one.key, one.amount_minor, one.state) for one in refunds] == [(None, 700, RefundState.DONE)]


def test_a_refund_that_the_bank_sends_back_has_failed(till: Till) -> None:
    reference = till.captured().reference
    refund = till.ours.refund(reference, 700, key="rf").refunds[0]
    till.imitation.buttons.fail_refund(refund.reference)

    assert till.ours.fetch(reference).refunds[0].state is RefundState.FAILED


def test_more_refunds_than_one_page_are_all_seen(till: Till) -> None:
    reference = till.captured().reference
    for number in range(12):
        till.imitation.buttons.refund_by_hand(reference, number + 1)

    assert [one.amount_minor for one in till.ours.fetch(reference).refunds] == list(range(1, 13))


@pytest.mark.parametrize(("won", "state"), [(True, DisputeState.WON), (False, DisputeState.LOST)])
def test_a_dispute_is_open_until_the_bank_decides(till: Till, won: bool, state: DisputeState) -> None:  # noqa: FBT001 - a parameter of the test
    reference = till.captured().reference
    dispute = till.imitation.buttons.dispute(reference, 4000)
    before = till.ours.fetch(reference).disputes

    till.imitation.buttons.settle_dispute(dispute, won=won)

    after = till.ours.fetch(reference).disputes
    assert [(one.reference, one.amount_minor, one.state) for one in before] == [
        (dispute, 4000, DisputeState.OPEN)
    ]
    assert [one.state for one in after] == [state]


def test_an_inquiry_of_the_bank_is_no_dispute_yet(till: Till) -> None:
    reference = till.captured().reference
    till.imitation.buttons.dispute(reference, 4500, "warning_needs_response")

    assert till.ours.fetch(reference).disputes == ()


def test_what_is_disputed_is_not_refunded_as_well(till: Till) -> None:
    reference = till.captured().reference
    till.imitation.buttons.dispute(reference, 4500)

    with pytest.raises(PermanentError, match="charge_disputed"):
        till.ours.refund(reference, 4500, key="rf")


def test_every_page_of_what_was_made_lately_is_read(till: Till) -> None:
    references = {till.opened().reference for _ in range(103)}

    recent = list(till.ours.recent(datetime.now(UTC) - timedelta(minutes=5)))

    assert {charge.reference for charge in recent} == references
    assert sum(call.method == "GET" for call in till.imitation.books.calls) == 2


def test_what_was_made_before_is_not_listed(till: Till) -> None:
    till.opened()

    assert list(till.ours.recent(datetime.now(UTC) + timedelta(minutes=5))) == []


def test_what_others_made_in_the_same_account_is_none_of_our_business(till: Till) -> None:
    reference = till.captured().reference
    session = till.imitation.books.get("checkout.session", reference)
    session["metadata"] = {"shop": "another"}

    assert list(till.ours.recent(datetime.now(UTC) - timedelta(minutes=5))) == []
    with pytest.raises(PermanentError, match="not ours"):
        till.ours.fetch(reference)


def test_a_payment_without_a_checkout_is_not_ours(till: Till) -> None:
    stranger = till.imitation.books.add("payment_intent", status="succeeded", amount=100, metadata={})

    with pytest.raises(PermanentError, match="not ours"):
        till.ours.fetch(stranger["id"])
    with pytest.raises(PermanentError, match="resource_missing"):
        till.ours.fetch("pi_of_nobody")


def test_a_checkout_that_is_being_paid_is_asked_again_later(till: Till) -> None:
    reference = till.opened().reference
    session = till.imitation.books.get("checkout.session", reference)
    session["_paying"] = True

    with pytest.raises(TransientError):
        till.ours.void(reference, key="void")


def test_the_version_is_the_one_that_the_library_was_made_for() -> None:
    import stripe

    assert stripe.api_version == VERSION
