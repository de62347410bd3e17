"""/v1/webhooks/google-calendar and …/microsoft: verify, remember, answer. A worker reads the calendar."""

import structlog
from flask import Response, request

from app.calendars.schemas.others import NoticeReceived
from app.calendars.service import channels
from app.db.session import transaction
from app.http.api import ApiBlueprint
from app.kernel.errors import InvalidInput, NotFound
from app.ports import ports
from app.ports.calendars import BadNotice

log = structlog.get_logger(__name__)

blueprint = ApiBlueprint(
    "calendar-webhooks", __name__, url_prefix="/v1/webhooks", description="For calendar companies."
)

LONGEST_TOKEN = 2000


@blueprint.route("/google-calendar", methods=["POST"])
@blueprint.returns(200, NoticeReceived)
@blueprint.refuses(400, 404)
def google() -> dict[str, bool]:
    """Google says that a watched calendar changed, in its headers alone. Told twice, it is done once."""
    return _received("google")


@blueprint.route("/microsoft", methods=["POST"])
@blueprint.takes_raw("Microsoft's change notifications, several at once.")
@blueprint.gives_file("text/plain", "The word that Microsoft tries us with; `received` otherwise.")
@blueprint.refuses(400, 404)
def microsoft() -> Response:
    """Microsoft says that calendars changed, or tries whether we are here: then its word comes back."""
    token = request.args.get("validationToken")
    if token is None:
        _received("microsoft")
    return Response("received" if token is None else token[:LONGEST_TOKEN], mimetype="text/plain")


def _received(kind: str) -> dict[str, bool]:
    """Of several notices the genuine ones count. A body of forged ones alone is refused."""
    company = ports().calendars.get(kind)
    if company is None:
        raise NotFound
    try:
        notices = company.notices(dict(request.headers), request.get_data())
    except BadNotice as error:
        log.warning("calendar webhook refused", kind=kind, reason=str(error))
        raise InvalidInput.at("body", "This is no notification of the company.") from error
    with transaction() as session:
        genuine = channels.receive(session, kind, notices)
    if notices and not genuine:
        raise NotFound("No channel of ours tells this.")
    return {"received": True}
