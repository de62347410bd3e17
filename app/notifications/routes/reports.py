"""/v1/message-reports/<company>: verify, remember, answer. A worker applies it."""

from collections.abc import Sequence

import structlog
from flask import request

from app.db.session import transaction
from app.http.api import ApiBlueprint
from app.kernel.errors import BadSignature, InvalidInput, NotFound
from app.notifications import service
from app.ports import ports
from app.ports.reports import Hook, Report

log = structlog.get_logger(__name__)

reports = ApiBlueprint(
    "message-reports", __name__, url_prefix="/v1/message-reports", description="For mail and phone companies."
)
_KINDS = ("application/json", "application/x-www-form-urlencoded")


@reports.route("/<string:company>", methods=["POST"])
@reports.takes_raw("The report, as it is: its signature is over these bytes.", kinds=_KINDS)
@reports.returns(204)
@reports.refuses(400, 404)
def receive(company: str) -> None:
    """What became of messages, and who wants no more of them. Told twice, it is done once."""
    if company not in ports().reporters:
        raise NotFound
    told = _verified(company)
    with transaction() as session:
        service.receive(session, company, told)


def _verified(company: str) -> Sequence[Report]:
    """The signature is over the public address, whatever name this process was asked by."""
    query = request.query_string.decode()
    url = ports().site.link(request.path) + (f"?{query}" if query else "")
    hook = Hook(url=url, headers=dict(request.headers), body=request.get_data())
    try:
        return ports().reporters[company].read(hook)
    except BadSignature as error:
        log.warning("message report refused", company=company, reason=str(error))
        raise InvalidInput.at("signature", "The signature is missing, wrong or too old.") from error
