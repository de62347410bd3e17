"""Invoices for those they concern."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.http.paging import Page, Paging
from app.invoices import queries
from app.invoices.models import Invoice
from app.invoices.queries import Wanted
from app.invoices.rules.paper import Paper
from app.invoices.service.filing import paper_of
from app.invoices.service.views import card
from app.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Filed:
    """A paper and the row it is kept in."""

    row: Invoice
    paper: Paper


def my_invoices(session: Session, user_id: int, wanted: Wanted, paging: Paging) -> Page:
    rows, total = queries.mine(session, user_id, wanted, paging)
    return Page([card(row) for row in rows], total, paging)


def invoice_seen_by(session: Session, invoice_id: int, *, user_id: int | None) -> Filed:
    """An invoice of this user's, any for an administrator, who is None here. Raises NotFound."""
    row = queries.visible(session, invoice_id, user_id=user_id)
    if row is None:
        raise NotFound
    return Filed(row, paper_of(row))


def filed(session: Session, invoice_id: int) -> Filed | None:
    """Any invoice, for those who mail it."""
    row = queries.by_id(session, invoice_id)
    return Filed(row, paper_of(row)) if row is not None else None
