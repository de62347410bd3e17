"""/v1/invoices."""

from typing import Any

from flask import Response

from app.db.session import reading
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.paging import Page
from app.invoices import pdf, service
from app.invoices.schemas.invoices import InvoiceCard, InvoiceOut, InvoicesQuery

blueprint = ApiBlueprint(
    "invoices", __name__, url_prefix="/v1/invoices", description="Invoices and credit notes."
)


@blueprint.route("")
@blueprint.signed_in()
@blueprint.queries(InvoicesQuery)
@blueprint.lists(InvoiceCard)
def mine(principal: Principal, query: dict[str, Any]) -> Page:
    """Those made out to you, and those you made out as a provider; the newest first."""
    with reading() as session:
        return service.my_invoices(session, principal.user_id, **query)


@blueprint.route("/<id:invoice_id>")
@blueprint.signed_in()
@blueprint.returns(200, InvoiceOut)
@blueprint.refuses(404)
def show(principal: Principal, invoice_id: int) -> Any:
    """One invoice, for its client, its provider and administrators."""
    with reading() as session:
        filed = service.invoice_seen_by(session, invoice_id, user_id=_scope(principal))
        return service.whole(filed.row, filed.paper)


@blueprint.route("/<id:invoice_id>/pdf")
@blueprint.signed_in()
@blueprint.gives_file("application/pdf", "The paper itself, in the client's language.")
@blueprint.refuses(404)
def paper(principal: Principal, invoice_id: int) -> Response:
    """The same as a file to keep: its bytes never change."""
    with reading() as session:
        filed = service.invoice_seen_by(session, invoice_id, user_id=_scope(principal))
    return Response(pdf.print_out(filed.paper), mimetype="application/pdf", headers=_file(filed.paper.number))


def _file(number: str) -> dict[str, str]:
    name = f'attachment; filename="{number}.pdf"'
    return {"Content-Disposition": name, "Cache-Control": "private, no-store"}


def _scope(principal: Principal) -> int | None:
    """Administrators see every invoice."""
    return None if principal.role == "ADMIN" else principal.user_id
