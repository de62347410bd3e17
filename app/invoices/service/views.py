"""Invoices as the API shows them: plain values with amounts in major units."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from app.invoices.models import Invoice
from app.invoices.rules.paper import Line, Paper, Party
from app.kernel.money import Money

_SAME = (
    "id",
    "kind",
    "number",
    "issued_on",
    "issued_at",
    "provider_id",
    "client_id",
    "booking_id",
    "purchase_id",
    "payment_id",
    "refund_id",
    "corrects_id",
    "currency",
)
Major = Callable[[int], Decimal]


def card(row: Invoice) -> dict[str, Any]:
    """One line of a list."""
    major = _major(row.currency)
    return {name: getattr(row, name) for name in _SAME} | {
        "net": major(row.net_minor),
        "tax": major(row.tax_minor),
        "gross": major(row.gross_minor),
        "paid": major(row.paid_minor),
    }


def whole(row: Invoice, paper: Paper) -> dict[str, Any]:
    major = _major(row.currency)
    return card(row) | {
        "language": paper.language,
        "seller": _party(paper.seller),
        "buyer": _party(paper.buyer),
        "lines": [_line(line, major) for line in paper.lines],
        "corrects_number": paper.corrects,
        "note": paper.note,
    }


def _party(party: Party) -> dict[str, Any]:
    return {
        "name": party.name,
        "address_lines": list(party.address_lines),
        "country": party.country,
        "tax_id": party.tax_id,
    }


def _line(line: Line, major: Major) -> dict[str, Any]:
    return {
        "title": line.title,
        "served_on": line.served_on,
        "quantity": line.quantity,
        "net": major(line.net),
        "tax_rate": line.rate,
        "tax": major(line.tax),
        "gross": major(line.gross),
    }


def _major(currency: str) -> Major:
    return lambda minor: Money(minor, currency).major
