"""Invoices and credit notes: issuing them, and owing the mails that carry them."""

from app.db import ledger
from app.db.session import transaction
from app.invoices import service
from app.invoices.rules import Kind
from app.ports import ports
from workers.actor import actor

_TOLD = {Kind.INVOICE: "invoice_issued", Kind.CREDIT_NOTE: "credit_note_issued"}


@actor("invoices.issue")
def issue(task: ledger.Task, *, payment_id: int) -> None:
    """Put on paper what a payment still lacks. Twice is harmless: payment and refund have one paper each."""
    with transaction() as session:
        for paper in service.issue(session, payment_id, now=ports().clock.now()):
            kind = _TOLD[Kind(paper.kind)]
            ledger.enqueue(session, "notifications.tell", kind=kind, invoice_id=paper.id)
        ledger.finish(session, task)
