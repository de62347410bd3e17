"""Papers as they are issued: Ada in Berlin bills Ben in London."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from app.invoices.rules import Kind
from app.invoices.rules.paper import Line, Paper, Party

ADA = Party(
    name="Lovelace Coaching GmbH",
    address_lines=("Torstraße 12", "10119 Berlin"),
    country="DE",
    tax_id="DE123456789",
)
BEN = Party(name="Ben Carter", address_lines=("41 Judd Street", "London WC1H 9QG"), country="GB")
LINE = Line(
    title="Career coaching",
    served_on=date(2026, 12, 10),
    quantity=1,
    net=3782,
    rate=1900,
    tax=718,
    gross=4500,
)


def a_paper(**changes: Any) -> Paper:
    usual = Paper(
        kind=Kind.INVOICE,
        number="INV-2026-000123",
        issued_on=date(2026, 11, 22),
        issued_at=datetime(2026, 11, 22, 12, tzinfo=UTC),
        language="en",
        currency="EUR",
        booking="BK-482915730166",
        seller=ADA,
        buyer=BEN,
        lines=(LINE,),
        paid=4500,
    )
    return replace(usual, **changes)
