"""Billing details, invoices and credit notes of the demo world."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.invoices import sealed
from app.invoices.models import Invoice, SellerBilling, Series
from app.invoices.rules import Kind, number_of
from app.invoices.rules.paper import Line, Paper, Party
from app.invoices.rules.tax import Terms, split
from app.invoices.service.filing import row_of
from app.invoices.service.parties import seller_place
from app.kernel.ids import reference
from app.kernel.zones import date_of, instant_of
from app.payments.models import Payment, Refund
from app.seed.plot import Entry
from app.seed.rows import write
from app.seed.shops import OpenShop

# By the currency of a shop's town: country, rate of tax in basis points, and what its tax ids look like.
_TAXES = {
    "GBP": ("GB", 2000, "GB{:09}"),
    "EUR": ("DE", 1900, "DE{:09}"),
    "USD": ("US", 0, "{:09}"),
    "JPY": ("JP", 1000, "T{:013}"),
    "AUD": ("AU", 1000, "ABN {:011}"),
}


@dataclass(frozen=True, slots=True)
class _Event:
    """Money that came, or went back by a refund."""

    at: datetime
    entry: Entry
    payment: Payment
    refund: Refund | None = None


def write_billing(session: Session, shops: Sequence[OpenShop]) -> None:
    write(session, SellerBilling, [_billing(shop) for shop in shops])


def write_papers(session: Session, entries: Sequence[Entry]) -> None:
    """For all that was paid and given back, in its order; nobody is written to."""
    names = {user.id: user.name for user in session.scalars(select(User))}
    counts: Counter[tuple[int, Kind, int]] = Counter()
    invoices: dict[int, Invoice] = {}
    for event in sorted(_events(session, entries), key=lambda event: (event.at, event.refund is not None)):
        row = _row(event, names[event.entry.guest.user_id], counts, invoices.get(event.payment.id))
        invoices.setdefault(event.payment.id, row)
        session.add(row)
    session.flush()
    write(
        session,
        Series,
        [
            {"provider_id": provider_id, "kind": kind, "year": year, "last": last}
            for (provider_id, kind, year), last in counts.items()
        ],
    )


def _events(session: Session, entries: Sequence[Entry]) -> Iterator[_Event]:
    of_booking = {entry.booking_id: entry for entry in entries}
    taken = session.scalars(select(Payment).where(Payment.captured_minor > 0)).all()
    sold = {payment.id: of_booking[payment.booking_id] for payment in taken if payment.booking_id}
    payments = {payment.id: payment for payment in taken}
    for payment in taken:
        yield _Event(payment.paid_at or payment.created_at, sold[payment.id], payment)
    for refund in session.scalars(select(Refund)):
        yield _Event(refund.created_at, sold[refund.payment_id], payments[refund.payment_id], refund)


def _row(
    event: _Event, buyer: str, counts: Counter[tuple[int, Kind, int]], invoice: Invoice | None
) -> Invoice:
    shop, payment, refund = event.entry.shop, event.payment, event.refund
    kind = Kind.CREDIT_NOTE if refund else Kind.INVOICE
    year = date_of(shop.timetable.zone, instant_of(event.at)).year
    counts[shop.provider_id, kind, year] += 1
    count = counts[shop.provider_id, kind, year]
    paper = _paper(event, kind, number_of(kind, year, count), buyer, invoice.number if invoice else None)
    row = row_of(paper, tax_included=True)
    row.series_year, row.series_number = year, count
    row.provider_id, row.client_id = payment.provider_id, payment.client_id
    row.booking_id, row.payment_id = event.entry.booking_id, payment.id
    row.refund_id, row.corrects_id = (refund.id, invoice.id) if refund and invoice else (None, None)
    return row


def _paper(event: _Event, kind: Kind, number: str, buyer: str, corrects: str | None) -> Paper:
    entry, zone = event.entry, event.entry.shop.timetable.zone
    paid = event.refund.amount_minor if event.refund else event.payment.captured_minor
    return Paper(
        kind=kind,
        number=number,
        issued_on=date_of(zone, instant_of(event.at)),
        issued_at=event.at,
        language="en",
        currency=event.payment.currency,
        booking=reference(entry.booking_id),
        seller=_seller(entry.shop),
        buyer=Party(name=buyer),
        lines=(_line(entry, paid),),
        paid=paid,
        corrects=corrects,
    )


def _line(entry: Entry, paid: int) -> Line:
    rate = _TAXES[entry.shop.shop.city.currency][1]
    parts = split(paid, Terms(rate, included=True))
    served_on = date_of(entry.shop.timetable.zone, instant_of(entry.start))
    title = entry.offer.thing.title
    return Line(
        title=title, served_on=served_on, quantity=1, net=parts.net, rate=rate, tax=parts.tax, gross=paid
    )


def _seller(shop: OpenShop) -> Party:
    country, _, tax_id = _TAXES[shop.shop.city.currency]
    return Party(
        name=f"{shop.shop.first_name} {shop.shop.last_name}",
        address_lines=(shop.shop.street, shop.shop.city.name),
        country=country,
        tax_id=tax_id.format(shop.provider_id),
    )


def _billing(shop: OpenShop) -> dict[str, Any]:
    party = _seller(shop)
    return {
        "provider_id": shop.provider_id,
        "legal_name": party.name,
        "address_lines": list(party.address_lines),
        "country": party.country,
        "tax_id_sealed": sealed.seal(party.tax_id, place=seller_place(shop.provider_id)),
        "tax_rate": _TAXES[shop.shop.city.currency][1],
        "created_by": shop.user_id,
    }
