"""What every payment company's adapter owes: one suite over all of them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from app.kernel.errors import BadSignature, PermanentError
from app.ports.payments import ChargeState, RefundState
from tests.contracts.companies import COMPANIES, Company, a_key, an_order
from tests.races import at_once


@pytest.fixture(params=COMPANIES)
def company(request: pytest.FixtureRequest) -> Iterator[Company]:
    with COMPANIES[request.param](request) as made:
        yield made


def test_a_checkout_is_open_and_knows_whose_it_is(company: Company) -> None:
    order = an_order()

    charge = company.payments.open_checkout(order)

    assert (charge.state, charge.payment_id, charge.captured_minor) == (ChargeState.OPEN, order.payment_id, 0)
    assert (charge.amount_minor, charge.currency) == (4500, "EUR")
    assert charge.checkout_url is not None
    assert company.payments.fetch(charge.reference) == charge


def test_one_key_opens_one_checkout_whatever_the_merchant_is_called(company: Company) -> None:
    order = an_order()
    again = replace(order, merchant="Ada & Sons")

    charges = at_once([partial(company.payments.open_checkout, asked) for asked in (order, again) * 2])

    assert len({charge.reference for charge in charges}) == 1


def test_a_key_is_good_for_one_order_only(company: Company) -> None:
    order = an_order()
    company.payments.open_checkout(order)

    with pytest.raises(PermanentError):
        company.payments.open_checkout(replace(order, amount_minor=1))


def test_paying_authorises_and_capturing_takes(company: Company) -> None:
    authorised = company.authorised()
    key = a_key()

    first = company.payments.capture(authorised.reference, key=key)
    second = company.payments.capture(authorised.reference, key=key)

    assert (authorised.state, authorised.captured_minor) == (ChargeState.AUTHORIZED, 0)
    assert (first.state, first.captured_minor) == (ChargeState.CAPTURED, 4500)
    assert second == first


def test_a_part_is_taken_and_the_rest_let_go(company: Company) -> None:
    reference, key = company.authorised().reference, a_key()

    charge = company.payments.capture(reference, key=key, amount_minor=1500)

    assert (charge.state, charge.amount_minor, charge.captured_minor) == (ChargeState.CAPTURED, 4500, 1500)
    with pytest.raises(PermanentError):
        company.payments.refund(reference, 1501, key=a_key())


def test_no_more_is_taken_than_was_authorised(company: Company) -> None:
    reference = company.authorised().reference

    with pytest.raises(PermanentError):
        company.payments.capture(reference, key=a_key(), amount_minor=4501)
    assert company.payments.fetch(reference).state is ChargeState.AUTHORIZED


def test_what_was_made_lately_is_listed(company: Company) -> None:
    since = datetime.now(UTC) - timedelta(hours=1)
    opened, captured = company.opened(), company.captured()

    recent = {charge.reference: charge.state for charge in company.payments.recent(since)}

    assert recent.get(opened.reference) is (ChargeState.OPEN if company.lists_unpaid else None)
    assert recent[captured.reference] is ChargeState.CAPTURED


def test_nothing_is_captured_that_was_not_authorised(company: Company) -> None:
    reference = company.opened().reference

    with pytest.raises(PermanentError):
        company.payments.capture(reference, key=a_key())


def test_a_closed_checkout_cannot_be_paid(company: Company) -> None:
    reference = company.opened().reference

    states = [company.payments.void(reference, key=a_key()).state for _ in "12"]

    assert states == [ChargeState.VOIDED, ChargeState.VOIDED]
    assert not company.pay(reference)


def test_closing_a_paid_checkout_says_so_and_changes_nothing(company: Company) -> None:
    authorised, captured = company.authorised(), company.captured()

    assert company.payments.void(authorised.reference, key=a_key()).state is ChargeState.AUTHORIZED
    assert company.payments.void(captured.reference, key=a_key()).state is ChargeState.CAPTURED


def test_letting_go_frees_what_was_authorised_and_nothing_else(company: Company) -> None:
    opened, authorised, captured = company.opened(), company.authorised(), company.captured()

    states = [
        company.payments.release(charge.reference, key=a_key()).state
        for charge in (opened, authorised, captured)
    ]

    assert states == [ChargeState.OPEN, ChargeState.VOIDED, ChargeState.CAPTURED]


def test_of_paying_and_closing_exactly_one_wins(company: Company) -> None:
    for _ in range(10):
        reference = company.opened().reference

        paid, closed = at_once(
            [partial(company.pay, reference), partial(company.payments.void, reference, key=a_key())]
        )

        end = company.payments.fetch(reference).state
        assert end is (ChargeState.AUTHORIZED if paid else ChargeState.VOIDED)
        assert closed.state is end


def test_of_two_who_pay_one_does(company: Company) -> None:
    reference = company.opened().reference

    assert sorted(at_once([partial(company.pay, reference)] * 4)) == [False, False, False, True]


def test_refunds_add_up_and_a_repeat_is_none(company: Company) -> None:
    reference, key = company.captured().reference, a_key()

    company.payments.refund(reference, 1000, key=key)
    company.payments.refund(reference, 1000, key=key)
    charge = company.payments.refund(reference, 3500, key=a_key())

    assert [(one.amount_minor, one.state) for one in charge.refunds] == [
        (1000, RefundState.DONE),
        (3500, RefundState.DONE),
    ]
    assert charge.refunds[0].key == key
    assert company.payments.fetch(reference) == charge


@pytest.mark.parametrize("amount", [4501, 0, -1])
def test_an_impossible_refund_is_refused(company: Company, amount: int) -> None:
    reference = company.captured().reference

    with pytest.raises(PermanentError):
        company.payments.refund(reference, amount, key=a_key())


def test_nothing_is_refunded_that_was_not_taken(company: Company) -> None:
    reference = company.authorised().reference

    with pytest.raises(PermanentError):
        company.payments.refund(reference, 1, key=a_key())


def test_a_refund_key_is_good_for_one_amount_only(company: Company) -> None:
    reference, key = company.captured().reference, a_key()
    company.payments.refund(reference, 1000, key=key)

    with pytest.raises(PermanentError):
        company.payments.refund(reference, 2000, key=key)


def test_refunds_at_once_never_exceed_what_was_taken(company: Company) -> None:
    reference = company.captured().reference

    def refund(key: str) -> bool:
        try:
            company.payments.refund(reference, 2000, key=key)
        except PermanentError:
            return False
        return True

    assert sorted(at_once([partial(refund, a_key()) for _ in range(5)])) == [False, False, False, True, True]
    assert sum(one.amount_minor for one in company.payments.fetch(reference).refunds) == 4000


@pytest.mark.parametrize("call", ["fetch", "capture", "void", "release", "refund"])
def test_what_the_company_does_not_know_is_a_permanent_error(company: Company, call: str) -> None:
    payments, key = company.payments, a_key()
    calls: dict[str, Callable[[], object]] = {
        "fetch": lambda: payments.fetch("unknown"),
        "capture": lambda: payments.capture("unknown", key=key),
        "void": lambda: payments.void("unknown", key=key),
        "release": lambda: payments.release("unknown", key=key),
        "refund": lambda: payments.refund("unknown", 1, key=key),
    }

    with pytest.raises(PermanentError):
        calls[call]()


def test_a_notice_without_a_good_signature_is_refused(company: Company) -> None:
    with pytest.raises(BadSignature):
        company.payments.read_notice({}, b'{"id": "evt", "type": "payment", "reference": "x"}')
