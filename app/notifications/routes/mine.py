"""What I was told, what became of it, and what I want to be told."""

from typing import Any

from app.db.session import reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.notifications import queries, service
from app.notifications.schemas import (
    NotificationOut,
    NotificationQuery,
    PreferencesChange,
    PreferencesOut,
    Unread,
)
from app.ports import ports

blueprint = ApiBlueprint(
    "notifications", __name__, url_prefix="/v1/notifications", description="Messages to you."
)
choices = ApiBlueprint(
    "notification_preferences",
    __name__,
    url_prefix="/v1/users/me/notification-preferences",
    description="What you want to be told.",
)


@blueprint.route("", methods=["GET"])
@blueprint.signed_in()
@blueprint.queries(NotificationQuery)
@blueprint.lists(NotificationOut)
def mine(principal: Principal, query: dict[str, Any]) -> Any:
    """Every message owed or sent to you, newest first."""
    with reading() as session:
        return queries.mine(session, principal.user_id, query["paging"], unread_alone=query["unread"])


@blueprint.route("/unread", methods=["GET"])
@blueprint.signed_in()
@blueprint.returns(200, Unread)
def unread(principal: Principal) -> dict[str, int]:
    """How many messages you have not read: the number beside the bell."""
    with reading() as session:
        return {"unread": queries.unread(session, principal.user_id)}


@blueprint.route("/<id:notification_id>/read", methods=["POST"])
@blueprint.signed_in()
@blueprint.returns(204)
@blueprint.refuses(404)
def read(principal: Principal, notification_id: int) -> None:
    """Note that you have read one message. Again changes nothing."""
    with transaction(actor_id=principal.user_id) as session:
        service.mark_read(session, principal.user_id, notification_id, now=ports().clock.now())


@blueprint.route("/read-all", methods=["POST"])
@blueprint.signed_in()
@blueprint.returns(204)
def read_all(principal: Principal) -> None:
    """Note that you have read all of them."""
    with transaction(actor_id=principal.user_id) as session:
        service.mark_all_read(session, principal.user_id, now=ports().clock.now())


@choices.route("", methods=["GET"])
@choices.signed_in()
@choices.returns(200, PreferencesOut)
def chosen(principal: Principal) -> Any:
    """What you chose about the messages that may be chosen about. All others always come."""
    with reading() as session:
        return service.preferences(session, principal.user_id)


@choices.route("", methods=["PUT"])
@choices.signed_in()
@choices.reads(PreferencesChange)
@choices.returns(200, PreferencesOut)
@choices.refuses(400)
def choose(principal: Principal, body: dict[str, Any]) -> Any:
    """Opt out of kinds and channels, or in again, and set quiet hours; what the body does not name stays."""
    with transaction(actor_id=principal.user_id) as session:
        return service.change_preferences(session, principal.user_id, body)
