"""What the site keeps."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.payouts.rules import fee

PERCENTS = some.decimals(0, 100, places=2)


@pytest.mark.parametrize(
    ("amount", "currency", "percent", "kept"),
    [
        (4500, "USD", "10", 450),
        (4599, "USD", "10", 459),  # down, never up
        (4500, "JPY", "2.5", 112),
        (4510, "KWD", "10", 450),  # thousandths in tens
        (4500, "USD", "0", 0),
        (4500, "USD", "100", 4500),
    ],
)
def test_the_fee_is_a_share_rounded_down(amount: int, currency: str, percent: str, kept: int) -> None:
    assert fee(amount, currency, Decimal(percent)) == kept


@given(some.integers(1, 10**9), some.sampled_from(["USD", "JPY", "KWD"]), PERCENTS)
def test_the_fee_is_never_negative_and_never_more_than_was_paid(
    amount: int, currency: str, percent: Decimal
) -> None:
    assert 0 <= fee(amount, currency, percent) <= amount
