"""/v1/webhooks/<company>: verify, remember, answer. A worker asks the company what is true."""

import structlog
from flask import request
from sqlalchemy.orm import Session

from app.db import ledger
from app.db.session import transaction
from app.http.api import ApiBlueprint
from app.kernel.errors import BadSignature, InvalidInput, NotFound
from app.payments.schemas import Received
from app.ports import ports
from app.ports.payments import Notice

log = structlog.get_logger(__name__)

blueprint = ApiBlueprint(
    "payment-webhooks", __name__, url_prefix="/v1/webhooks", description="For payment companies."
)


@blueprint.route("/<string:company>", methods=["POST"])
@blueprint.takes_raw("The company's notice, as it is: its signature is over these bytes.")
@blueprint.returns(200, Received)
@blueprint.refuses(400, 404)
def receive(company: str) -> dict[str, bool]:
    """A payment company's notice, signed over its raw body. Told twice, it is done once."""
    if company not in ports().companies:
        raise NotFound
    notice = _verified(company)
    with transaction() as session:
        if _is_new(session, company, notice):
            ledger.enqueue(session, "payments.apply_notice", source=company, event_id=notice.event_id)
    return {"received": True}


def _is_new(session: Session, company: str, notice: Notice) -> bool:
    event_id, kind, reference = notice.event_id, notice.kind, notice.reference
    return ledger.receive(session, source=company, event_id=event_id, kind=kind, reference=reference)


def _verified(company: str) -> Notice:
    try:
        return ports().company(company).read_notice(dict(request.headers), request.get_data())
    except BadSignature as error:
        log.warning("webhook refused", reason=str(error))
        raise InvalidInput.at("signature", "The signature is missing, wrong or too old.") from error
