"""A paper as a row, and back: what comes out is what went in, for good."""

from datetime import date
from typing import Any

import orjson

from app.invoices import sealed
from app.invoices.models import Invoice
from app.invoices.rules import Kind
from app.invoices.rules.paper import Line, Paper
from app.kernel import ids


def row_of(paper: Paper, *, tax_included: bool) -> Invoice:
    """Whose it is and what it belongs to is for the caller to add."""
    number = ids.public_number()
    return Invoice(
        id=number,
        kind=paper.kind,
        number=paper.number,
        issued_on=paper.issued_on,
        issued_at=paper.issued_at,
        language=paper.language,
        currency=paper.currency,
        net_minor=paper.net,
        tax_minor=paper.tax,
        gross_minor=paper.gross,
        paid_minor=paper.paid,
        tax_included=tax_included,
        lines=orjson.loads(orjson.dumps(paper.lines)),
        corrects_number=paper.corrects,
        note=paper.note,
        parties_sealed=sealed.seal_parties(paper.seller, paper.buyer, place=place_of(number)),
    )


def paper_of(row: Invoice) -> Paper:
    """Raises Unreadable where the key is gone that sealed its names."""
    seller, buyer = sealed.unseal_parties(row.parties_sealed, place=place_of(row.id))
    return Paper(
        kind=Kind(row.kind),
        number=row.number,
        issued_on=row.issued_on,
        issued_at=row.issued_at,
        language=row.language,
        currency=row.currency,
        booking=ids.reference(row.booking_id) if row.booking_id else None,
        seller=seller,
        buyer=buyer,
        lines=tuple(_line(line) for line in row.lines),
        paid=row.paid_minor,
        corrects=row.corrects_number,
        note=row.note,
    )


def place_of(invoice_id: int) -> str:
    return f"invoices.parties:{invoice_id}"


def _line(written: dict[str, Any]) -> Line:
    return Line(**written | {"served_on": date.fromisoformat(written["served_on"])})
