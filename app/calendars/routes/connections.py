"""The accounts that a person connected, and what of their calendars counts."""

from typing import Any

from app.calendars.errors import NotConnected
from app.calendars.events import Choose, Connect
from app.calendars.queries import connections as queries
from app.calendars.rules.words import State
from app.calendars.schemas.connections import (
    CalendarChoice,
    CalendarOut,
    ConnectionChange,
    ConnectionIn,
    ConnectionOut,
    KindOut,
)
from app.calendars.service import choosing, connecting, disconnecting, views
from app.calendars.service.waking import read_soon
from app.db.session import reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.kernel.errors import NotFound
from app.ports import ports

blueprint = ApiBlueprint(
    "calendars", __name__, url_prefix="/v1/calendars", description="Outside calendars that people connected"
)


@blueprint.route("/kinds")
@blueprint.signed_in()
@blueprint.returns(200, KindOut(many=True))
def kinds(principal: Principal) -> Any:
    """List what can be connected here, and what each kind needs."""
    del principal
    return views.kinds()


@blueprint.route("/connections")
@blueprint.signed_in()
@blueprint.returns(200, ConnectionOut(many=True))
def list_all(principal: Principal) -> Any:
    """List your accounts with their calendars; twenty at most."""
    with reading() as session:
        return views.mine(session, principal.user_id)


@blueprint.route("/connections", methods=["POST"])
@blueprint.signed_in()
@blueprint.reads(ConnectionIn)
@blueprint.returns(202, ConnectionOut, tells=("Location",), description="Noted: a worker opens the account.")
@blueprint.refuses(400, 409, 413)
def connect(principal: Principal, body: dict[str, Any]) -> Any:
    """Connect an account that opens with an address. Follow Location until it is ACTIVE, or FAILED."""
    me = principal.user_id
    with transaction(actor_id=me) as session:
        made = connecting.connect(session, Connect(user_id=me, **body))
        shown = views.one(session, made.id, user_id=me)
    return shown, {"Location": f"/v1/calendars/connections/{shown.id}"}


@blueprint.route("/connections/<id:connection_id>")
@blueprint.signed_in()
@blueprint.returns(200, ConnectionOut)
@blueprint.refuses(404)
def read(principal: Principal, connection_id: int) -> Any:
    """Get one of your accounts."""
    with reading() as session:
        return views.one(session, connection_id, user_id=principal.user_id)


@blueprint.route("/connections/<id:connection_id>", methods=["PUT"])
@blueprint.signed_in()
@blueprint.reads(ConnectionChange)
@blueprint.returns(202, ConnectionOut, description="Noted: a worker opens the account again.")
@blueprint.refuses(400, 404, 413)
def reconnect(principal: Principal, body: dict[str, Any], connection_id: int) -> Any:
    """Tell an account's new password. Its calendars and what was chosen of them stay."""
    with transaction(actor_id=principal.user_id) as session:
        connecting.reconnect(session, connection_id, body, user_id=principal.user_id)
        return views.one(session, connection_id, user_id=principal.user_id)


@blueprint.route("/connections/<id:connection_id>", methods=["DELETE"])
@blueprint.signed_in()
@blueprint.returns(204)
@blueprint.refuses(404)
def disconnect(principal: Principal, connection_id: int) -> None:
    """Disconnect an account. What it blocked opens at once; the company is told to forget us."""
    with transaction(actor_id=principal.user_id) as session:
        disconnecting.disconnect(session, connection_id, user_id=principal.user_id)


@blueprint.route("/connections/<id:connection_id>/refresh", methods=["POST"])
@blueprint.signed_in()
@blueprint.returns(202, ConnectionOut, description="Noted: a worker reads it.")
@blueprint.refuses(404, 409)
def refresh(principal: Principal, connection_id: int) -> Any:
    """Read an account now. However often you ask meanwhile, it is read once."""
    with transaction(actor_id=principal.user_id) as session:
        found = queries.owned(session, connection_id, owner=principal.user_id)
        if found is None:
            raise NotFound
        if found.state != State.ACTIVE:
            raise NotConnected
        read_soon(session, found)
        return views.one(session, connection_id, user_id=principal.user_id)


@blueprint.route("/<id:calendar_id>", methods=["PUT"])
@blueprint.signed_in()
@blueprint.reads(CalendarChoice)
@blueprint.returns(200, CalendarOut)
@blueprint.refuses(400, 404, 409, 413)
def choose(principal: Principal, body: dict[str, Any], calendar_id: int) -> Any:
    """Choose whether a calendar blocks your time, and whether it receives your bookings."""
    command = Choose(user_id=principal.user_id, calendar_id=calendar_id, **body)
    with transaction(actor_id=principal.user_id) as session:
        calendar = choosing.choose(session, command, now=ports().clock.now())
        return views.one_calendar(session, calendar)
