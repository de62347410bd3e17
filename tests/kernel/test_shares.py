"""Shares of an amount: whole minor units, whatever the currency's exponent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.money import Money, from_major, share, share_up

amounts, percents = st.integers(0, 10**12), st.integers(0, 100)


@given(amounts, percents)
def test_a_share_and_what_is_left_of_it_make_the_whole(minor: int, percent: int) -> None:
    assert share(minor, percent) + share_up(minor, 100 - percent) == minor


@given(amounts, percents)
def test_rounding_moves_less_than_one_minor_unit(minor: int, percent: int) -> None:
    assert 0 <= share(minor, percent) * 100 <= minor * percent <= share_up(minor, percent) * 100
    assert share_up(minor, percent) - share(minor, percent) in {0, 1}


@given(st.integers(1, 10**12), st.integers(1, 100))
def test_a_deposit_is_never_nothing_and_never_more_than_the_price(minor: int, percent: int) -> None:
    assert 1 <= share_up(minor, percent) <= minor


@pytest.mark.parametrize(
    ("currency", "price", "late"),
    [("JPY", "99", "32"), ("USD", "99.99", "32.99"), ("KWD", "99.999", "32.999")],
)
def test_a_share_is_cut_at_the_currencys_last_decimal(currency: str, price: str, late: str) -> None:
    minor = from_major(price, currency).minor

    assert str(Money(share(minor, 33), currency).major) == late
    assert from_major(late, currency).minor + share_up(minor, 67) == minor
