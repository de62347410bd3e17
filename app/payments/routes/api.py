"""/v1/payments."""

from typing import Any

from app.db.session import reading, transaction
from app.http.api import ApiBlueprint
from app.http.idempotency import idempotent
from app.http.paging import Page
from app.http.tokens import Principal
from app.payments import service
from app.payments.schemas import HistoryQuery, PaymentOut, PaymentRequest, RefundOut, RefundRequest
from app.payments.service import RefundView, RequestRefund

blueprint = ApiBlueprint(
    "payments", __name__, url_prefix="/v1/payments", description="Paying, and giving money back."
)


@blueprint.route("", methods=["POST"])
@blueprint.signed_in()
@blueprint.reads(PaymentRequest)
@blueprint.returns(200, PaymentOut)
@blueprint.refuses(404, 409)
def begin(principal: Principal, body: dict[str, Any]) -> Any:
    """The payment of one's own booking, made with the reservation, and the link under which it is paid."""
    booking_id, me = body["booking_id"], principal.user_id
    with transaction(actor_id=me) as session:
        if body["save_card"]:
            service.save_card(session, booking_id, client_id=me)
        return service.payment_for_booking(session, booking_id, client_id=me)


@blueprint.route("/history")
@blueprint.signed_in()
@blueprint.queries(HistoryQuery)
@blueprint.lists(PaymentOut)
def history(principal: Principal, query: dict[str, Any]) -> Page:
    """What one has paid, and earned as a provider; the newest first."""
    with reading() as session:
        return service.history(session, user_id=principal.user_id, **query)


@blueprint.route("/<id:payment_id>")
@blueprint.signed_in()
@blueprint.returns(200, PaymentOut)
@blueprint.refuses(404)
def show(principal: Principal, payment_id: int) -> Any:
    """A payment, for its client, its provider and administrators."""
    with reading() as session:
        return service.payment_seen_by(session, payment_id, user_id=_scope(principal))


@blueprint.route("/<id:payment_id>/refund", methods=["POST"])
@blueprint.signed_in("PROVIDER", "ADMIN")
@blueprint.reads(RefundRequest)
@idempotent
@blueprint.returns(202, RefundOut)
@blueprint.refuses(404, 409)
def refund(principal: Principal, body: dict[str, Any], payment_id: int) -> RefundView:
    """Give money back. The refund stands at once; the company is asked right after."""
    command = RequestRefund(payment_id=payment_id, by=_scope(principal), **body)
    with transaction(actor_id=principal.user_id) as session:
        return service.request_refund(session, command)


def _scope(principal: Principal) -> int | None:
    """Administrators see every payment."""
    return None if principal.role == "ADMIN" else principal.user_id
