from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.money import Money, from_major
from app.promotions.rules import Code, Reason, Used, against, discount, used_up

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PRICES = st.integers(0, 10**11)


def code(**terms: Any) -> Code:
    usual: dict[str, Any] = {
        "id": 1,
        "percent": 10,
        "amount_minor": None,
        "currency": None,
        "valid_from": NOW - timedelta(days=1),
        "valid_until": None,
        "max_redemptions": None,
        "max_per_client": None,
        "offering_ids": None,
        "active": True,
    }
    return Code(**{**usual, **terms})


@given(PRICES, st.integers(1, 100))
def test_a_percentage_is_rounded_half_up_to_the_minor_unit(price: int, percent: int) -> None:
    exact = Decimal(price) * percent / 100

    assert discount(price, percent=percent) == exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)


@given(
    PRICES,
    st.one_of(st.integers(1, 100).map(lambda n: ("percent", n)), PRICES.map(lambda n: ("amount_minor", n))),
)
def test_a_discount_is_never_negative_nor_more_than_the_price(price: int, off: tuple[str, int]) -> None:
    assert 0 <= discount(price, **{off[0]: off[1]}) <= price


@given(PRICES, st.integers(1, 99))
def test_more_percent_never_take_off_less(price: int, percent: int) -> None:
    assert discount(price, percent=percent) <= discount(price, percent=percent + 1)


@given(PRICES)
def test_all_of_it_leaves_nothing_to_pay(price: int) -> None:
    assert price - discount(price, percent=100) == 0


@given(PRICES, PRICES)
def test_an_amount_takes_off_itself_or_the_whole_price(price: int, amount: int) -> None:
    assert discount(price, amount_minor=amount) == min(amount, price)


@pytest.mark.parametrize(
    ("price", "percent", "off"),
    [
        (Money(4555, "EUR"), 10, Money(456, "EUR")),
        (Money(4545, "EUR"), 10, Money(455, "EUR")),
        (Money(5005, "JPY"), 50, Money(2503, "JPY")),
        (from_major("4.555", "KWD"), 10, Money(456, "KWD")),
        (Money(1, "USD"), 49, Money(0, "USD")),
        (Money(1, "USD"), 50, Money(1, "USD")),
    ],
)
def test_the_minor_unit_is_the_currency_s_own(price: Money, percent: int, off: Money) -> None:
    assert Money(discount(price.minor, percent=percent), price.currency) == off


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        ({}, None),
        ({"active": False}, Reason.UNKNOWN_CODE),
        ({"valid_from": NOW + timedelta(seconds=1)}, Reason.NOT_YET_VALID),
        ({"valid_from": NOW}, None),
        ({"valid_until": NOW}, Reason.CODE_EXPIRED),
        ({"valid_until": NOW + timedelta(seconds=1)}, None),
        ({"offering_ids": [8]}, Reason.OTHER_OFFERING),
        ({"offering_ids": [7, 8]}, None),
        ({"percent": None, "amount_minor": 500, "currency": "USD"}, Reason.OTHER_CURRENCY),
        ({"percent": None, "amount_minor": 500, "currency": "EUR"}, None),
    ],
)
def test_a_code_says_why_it_takes_nothing_off(terms: dict[str, Any], reason: Reason | None) -> None:
    assert against(code(**terms), Money(4500, "EUR"), 7, now=NOW) is reason


def test_what_is_free_has_no_discount() -> None:
    assert against(code(), Money(0, "EUR"), 7, now=NOW) is Reason.NOTHING_TO_DISCOUNT


@pytest.mark.parametrize(
    ("limits", "used", "reason"),
    [
        ({}, Used(10**6, 10**6), None),
        ({"max_redemptions": 8}, Used(7, 7), None),
        ({"max_redemptions": 8}, Used(8, 0), Reason.USED_UP),
        ({"max_per_client": 2}, Used(100, 1), None),
        ({"max_per_client": 2}, Used(100, 2), Reason.USED_UP_BY_YOU),
    ],
)
def test_the_last_use_is_the_limit_s(limits: dict[str, int], used: Used, reason: Reason | None) -> None:
    assert used_up(code(**limits), used) is reason
