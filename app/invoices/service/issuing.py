"""Putting on paper what was paid and what was given back: once each, under numbers without gaps."""

from dataclasses import replace
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from app.invoices import queries
from app.invoices.models import Invoice
from app.invoices.queries import Sale
from app.invoices.rules import Kind
from app.invoices.rules.paper import Line, Paper
from app.invoices.rules.tax import Split, Terms, share, split
from app.invoices.service import filing, numbering
from app.invoices.service.parties import buyer_of, note_of, seller_of, terms_of
from app.kernel import zones
from app.payments.models import Refund

log = structlog.get_logger(__name__)


def issue(session: Session, payment_id: int, *, now: datetime) -> list[Invoice]:
    """What this payment still lacks: its invoice, and a credit note for each refund that is done.

    A provider's papers are written one after the other: who comes second finds what the first has written.
    """
    sale = queries.sale(session, payment_id)
    if sale is None or not sale.payment.captured_minor:
        return []
    issued_on = zones.date_of(sale.provider.timezone, zones.instant_of(now))
    numbering.take_turns(session, sale.provider.id, issued_on.year)

    frame = _frame(session, sale, now=now)
    invoice = queries.invoice_of(session, payment_id)
    written = [] if invoice is not None else [_invoice(session, sale, frame)]
    invoice = invoice or written[0]
    refunds = queries.refunds_without_note(session, payment_id)
    return written + [_credit_note(session, sale, frame, invoice, refund) for refund in refunds]


def _frame(session: Session, sale: Sale, *, now: datetime) -> Paper:
    """What all papers of this sale share today; number and lines are still to come."""
    return Paper(
        kind=Kind.INVOICE,
        number="",
        issued_on=zones.date_of(sale.provider.timezone, zones.instant_of(now)),
        issued_at=now,
        language=sale.client.locale,
        currency=sale.payment.currency,
        booking=sale.reference,
        seller=seller_of(session, sale.provider),
        buyer=buyer_of(session, sale.client),
        lines=(),
        paid=sale.payment.captured_minor,
        note=note_of(session, sale.provider),
    )


def _invoice(session: Session, sale: Sale, frame: Paper) -> Invoice:
    terms = terms_of(session, sale.provider)
    count = numbering.next_number(session, sale.provider.id, Kind.INVOICE, frame.issued_on.year)
    paper = replace(
        frame, number=count.text, lines=(_line(sale, frame, split(frame.paid, terms), terms.rate),)
    )
    return _file(session, sale, paper, count, terms)


def _credit_note(session: Session, sale: Sale, frame: Paper, invoice: Invoice, refund: Refund) -> Invoice:
    """Taxed as its invoice was, whatever the provider has changed since."""
    terms = Terms(invoice.lines[0]["rate"], invoice.tax_included)
    back = share(refund.amount_minor, queries.taken_back(session, invoice.id), terms)
    count = numbering.next_number(session, sale.provider.id, Kind.CREDIT_NOTE, frame.issued_on.year)
    paper = replace(
        frame,
        kind=Kind.CREDIT_NOTE,
        number=count.text,
        lines=(_line(sale, frame, back, terms.rate),),
        paid=refund.amount_minor,
        corrects=invoice.number,
    )
    return _file(session, sale, paper, count, terms, refund_id=refund.id, corrects_id=invoice.id)


def _line(sale: Sale, frame: Paper, amounts: Split, rate: int) -> Line:
    return Line(
        title=sale.title,
        served_on=sale.served_on(frame.issued_on),
        quantity=sale.quantity,
        net=amounts.net,
        rate=rate,
        tax=amounts.tax,
        gross=amounts.gross,
    )


def _file(
    session: Session,
    sale: Sale,
    paper: Paper,
    count: numbering.Count,
    terms: Terms,
    **corrects: int,
) -> Invoice:
    row = filing.row_of(paper, tax_included=terms.included)
    row.series_year, row.series_number = count.year, count.number
    row.provider_id, row.client_id = sale.provider.id, sale.client.id
    row.booking_id, row.purchase_id = sale.payment.booking_id, sale.payment.purchase_id
    row.payment_id = sale.payment.id
    row.refund_id, row.corrects_id = corrects.get("refund_id"), corrects.get("corrects_id")
    session.add(row)
    session.flush()
    log.info("invoice issued", invoice_id=row.id, kind=row.kind, payment_id=row.payment_id)
    return row
