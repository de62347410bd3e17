"""Secret addresses of one's bookings, and what stands there."""

from typing import Any

from flask import Blueprint, Response

from app.calendars.schemas.others import FeedIn, FeedMade, FeedOut
from app.calendars.service import feeds
from app.db.session import reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.ports import ports

blueprint = ApiBlueprint(
    "calendar-feeds", __name__, url_prefix="/v1/calendars/feeds", description="Bookings to subscribe to"
)
pages = Blueprint("feed-pages", __name__)


@blueprint.route("")
@blueprint.signed_in()
@blueprint.returns(200, FeedOut(many=True))
def list_all(principal: Principal) -> Any:
    """List your feeds; ten at most."""
    with reading() as session:
        return feeds.mine(session, principal.user_id)


@blueprint.route("", methods=["POST"])
@blueprint.signed_in()
@blueprint.reads(FeedIn)
@blueprint.returns(201, FeedMade)
@blueprint.refuses(400, 409, 413)
def make(principal: Principal, body: dict[str, Any]) -> Any:
    """Make a secret address of your bookings, for any calendar program. It is shown this once."""
    with transaction(actor_id=principal.user_id) as session:
        made = feeds.make(session, principal.user_id, body["label"])
        session.refresh(made.feed)
        shown = {name: getattr(made.feed, name) for name in ("id", "label", "created_at", "read_at")}
    return {**shown, "url": made.url}, {"Location": f"/v1/calendars/feeds/{shown['id']}"}


@blueprint.route("/<id:feed_id>", methods=["DELETE"])
@blueprint.signed_in()
@blueprint.returns(204)
@blueprint.refuses(404)
def revoke(principal: Principal, feed_id: int) -> None:
    """Revoke a feed: its address leads nowhere from now on."""
    with transaction(actor_id=principal.user_id) as session:
        feeds.revoke(session, feed_id, user_id=principal.user_id)


@pages.get("/cal/<token>.ics")
def show(token: str) -> Response:
    """What a calendar program reads. No cache keeps it: the address may be revoked at any moment."""
    with transaction() as session:
        text = feeds.written(session, token, now=ports().clock.now())
    response = Response(text, mimetype="text/calendar")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Disposition"] = 'inline; filename="bookings.ics"'
    return response
