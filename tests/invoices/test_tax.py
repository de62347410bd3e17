"""Net, tax and gross agree to the smallest unit, whatever the currency and however it is given back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.invoices.rules import Kind, number_of
from app.invoices.rules.tax import Split, Terms, share, split
from app.kernel.money import Money

AMOUNTS = st.integers(min_value=0, max_value=10**11)
TERMS = st.builds(Terms, st.integers(min_value=0, max_value=10_000), st.booleans())


@given(AMOUNTS, TERMS)
def test_net_and_tax_are_the_gross(paid: int, terms: Terms) -> None:
    parts = split(paid, terms)

    assert parts.net + parts.tax == parts.gross
    assert (parts.gross if terms.included else parts.net) == paid
    assert parts.net >= 0
    assert parts.tax >= 0


@given(AMOUNTS, TERMS)
def test_the_net_is_the_nearest_there_is(paid: int, terms: Terms) -> None:
    """Exact: no unit more or less would be nearer to paid / (1 + rate), or to paid · rate."""
    parts = split(paid, terms)

    if terms.included:
        assert abs(2 * (parts.net * (10_000 + terms.rate) - paid * 10_000)) <= 10_000 + terms.rate
    else:
        assert abs(2 * (parts.tax * 10_000 - paid * terms.rate)) <= 10_000


@given(st.lists(st.integers(min_value=1, max_value=10**8), min_size=1, max_size=8), TERMS)
def test_what_is_given_back_in_parts_sums_to_the_invoice(parts: list[int], terms: Terms) -> None:
    notes = [share(part, sum(parts[:index]), terms) for index, part in enumerate(parts)]

    whole = split(sum(parts), terms)
    assert sum(note.net for note in notes) == whole.net
    assert sum(note.tax for note in notes) == whole.tax
    assert all(note.net >= 0 and note.tax >= 0 for note in notes)


@pytest.mark.parametrize(
    ("paid", "currency", "rate", "net", "tax"),
    [
        (4500, "EUR", 1900, "37.82", "7.18"),
        (4500, "USD", 0, "45.00", "0.00"),
        (4500, "JPY", 1000, "4091", "409"),
        (4500, "KWD", 500, "4.286", "0.214"),
        (1, "USD", 10_000, "0.01", "0.00"),  # half a cent is rounded up
        (3, "USD", 2100, "0.02", "0.01"),
    ],
)
def test_tax_that_is_included(paid: int, currency: str, rate: int, net: str, tax: str) -> None:
    parts = split(paid, Terms(rate, included=True))

    shown = [str(Money(part, currency).major) for part in (parts.net, parts.tax)]
    assert shown == [net, tax]


def test_tax_on_top_is_added() -> None:
    assert split(10_000, Terms(1900, included=False)) == Split(10_000, 1900)
    assert split(5, Terms(1000, included=False)) == Split(5, 1)  # half a unit is rounded up


def test_numbers_name_kind_year_and_count() -> None:
    assert number_of(Kind.INVOICE, 2026, 123) == "INV-2026-000123"
    assert number_of(Kind.CREDIT_NOTE, 2026, 4) == "CN-2026-000004"
    assert number_of(Kind.INVOICE, 2026, 1_234_567) == "INV-2026-1234567"
