"""Consent at Google or Microsoft: there and back."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from app.calendars.events import FinishConsent
from app.calendars.schemas.connections import ConnectionOut, ConsentBack, ConsentIn, ConsentOut
from app.calendars.service import consents, views
from app.calendars.service.consents import CALLBACK
from app.db.session import transaction
from app.http import auth
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.kernel.errors import Refusal
from app.ports import ports

blueprint = ApiBlueprint(
    "calendar-consents", __name__, url_prefix="/v1/calendars/consents", description="Consent at a company"
)

pages = Blueprint("consent-pages", __name__)

PAGE = "/account/calendars"


@blueprint.route("", methods=["POST"])
@blueprint.signed_in()
@blueprint.reads(ConsentIn)
@blueprint.returns(200, ConsentOut)
@blueprint.refuses(400, 413)
def ask(principal: Principal, body: dict[str, Any]) -> Any:
    """Begin to connect a company: send the person to `address` within a quarter of an hour."""
    with transaction(actor_id=principal.user_id) as session:
        return consents.ask(session, principal.user_id, body["kind"], now=ports().clock.now())


@blueprint.route("/finish", methods=["POST"])
@blueprint.signed_in()
@blueprint.reads(ConsentBack)
@blueprint.returns(202, ConnectionOut, tells=("Location",), description="Noted: a worker opens the account.")
@blueprint.refuses(400, 409, 413)
def finish(principal: Principal, body: dict[str, Any]) -> Any:
    """Bring back what the company gave. The state is good once, and for whoever began alone."""
    me = principal.user_id
    with transaction(actor_id=me) as session:
        made = consents.finish(session, FinishConsent(user_id=me, **body), now=ports().clock.now())
        shown = views.one(session, made.id, user_id=me)
    return shown, {"Location": f"/v1/calendars/connections/{shown.id}"}


@pages.get(CALLBACK)
def callback() -> Response:
    """Where companies send people back to. Whoever is not signed in here any more finishes on the page."""
    given = {name: request.args[name] for name in ("state", "code") if request.args.get(name)}
    who = auth.principal()
    told: dict[str, Any] = given
    if who is not None and "state" in given:
        command = FinishConsent(user_id=who.user_id, state=given["state"], code=given.get("code"))
        told = _finished(command)
    return redirect(f"{PAGE}?{urlencode(told)}", HTTPStatus.SEE_OTHER)


def _finished(command: FinishConsent) -> dict[str, Any]:
    try:
        with transaction(actor_id=command.user_id) as session:
            made = consents.finish(session, command, now=ports().clock.now())
            return {"connection": made.id}
    except Refusal as refusal:
        return {"error": refusal.code}
