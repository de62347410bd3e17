"""The papers of the demo world are such as the application would have issued."""

from collections import defaultdict

import pytest
from sqlalchemy import func, select

from app.db.session import reading, transaction
from app.invoices import pdf, service
from app.invoices.models import Invoice, SellerBilling
from app.invoices.service.filing import paper_of
from app.payments.models import Payment
from app.ports import ports
from app.seed.world import populate


@pytest.mark.usefixtures("empty")
def test_what_was_paid_and_given_back_is_on_paper() -> None:
    with transaction() as session:
        populate(session, now=ports().clock.now(), password_hash="-")

    with transaction() as session:
        assert session.scalar(select(func.count()).select_from(SellerBilling)) == 12
        for payment_id in session.scalars(select(Payment.id).where(Payment.refunded_minor > 0)).all():
            assert service.issue(session, payment_id, now=ports().clock.now()) == []
    with reading() as session:
        rows = session.scalars(select(Invoice).order_by(Invoice.issued_at, Invoice.series_number)).all()
    assert len(rows) > 100
    assert {row.paid_minor == row.gross_minor for row in rows} == {True}
    series = defaultdict(list)
    for row in rows:
        series[row.provider_id, row.kind, row.series_year].append(row.series_number)
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in series.values())
    assert pdf.print_out(paper_of(rows[0])).startswith(b"%PDF")
