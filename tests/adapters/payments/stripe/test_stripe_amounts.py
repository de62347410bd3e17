"""Minor units are Stripe's, where they differ from ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.adapters.payments.stripe.amounts import from_stripe, to_stripe
from app.kernel.errors import PermanentError
from tests.adapters.payments.stripe.till import Till


@pytest.mark.parametrize(
    ("currency", "ours", "theirs"),
    [
        ("USD", 4500, 4500),
        ("JPY", 4500, 4500),
        ("KWD", 4500, 4500),
        ("ISK", 45, 4500),  # without decimals here, with two at Stripe, which must be 00
        ("UGX", 45, 4500),
    ],
)
def test_an_amount_is_written_as_stripe_writes_it(currency: str, ours: int, theirs: int) -> None:
    assert to_stripe(ours, currency) == theirs
    assert from_stripe(theirs, currency) == ours


@pytest.mark.parametrize(
    ("minor", "currency"), [(4501, "KWD"), (0, "USD"), (-1, "USD"), (100, "XYZ"), (1, "OMR")]
)
def test_an_amount_that_stripe_cannot_take_is_refused_before_it_is_asked(minor: int, currency: str) -> None:
    with pytest.raises(PermanentError):
        to_stripe(minor, currency)


def test_a_figure_that_is_no_whole_unit_of_ours_is_refused() -> None:
    with pytest.raises(PermanentError):
        from_stripe(4550, "ISK")


@given(some.integers(1, 10**8), some.sampled_from(["JPY", "USD", "EUR", "KRW", "ISK", "LBP", "XOF"]))
def test_no_amount_changes_on_its_way(minor: int, currency: str) -> None:
    assert from_stripe(to_stripe(minor, currency), currency) == minor


@pytest.mark.parametrize(("currency", "part"), [("JPY", 1), ("USD", 1), ("KWD", 10)])
def test_a_payment_and_its_refund_add_up_in_every_kind_of_currency(
    till: Till, currency: str, part: int
) -> None:
    charge = till.captured(currency=currency, amount_minor=4510)

    charge = till.ours.refund(charge.reference, part, key="rf")

    assert (charge.currency, charge.captured_minor) == (currency, 4510)
    assert charge.refunds[0].amount_minor == part
    assert till.imitation.books.total("refund", currency.lower()) == part


def test_a_refund_that_stripe_cannot_write_down_is_never_asked_for(till: Till) -> None:
    charge = till.captured(currency="KWD")

    with pytest.raises(PermanentError):
        till.ours.refund(charge.reference, 1501, key="rf")
    assert till.imitation.books.writes("/refunds") == []
