"""What happened to our events in people's calendars, and what may happen to theirs over a booking."""

from typing import Any

from app.calendars.rules.words import Deleted, Moved
from app.calendars.schemas.others import (
    CalendarRulesIn,
    CalendarRulesOut,
    ConflictOut,
    ConflictQuery,
    EventWishOut,
    WishQuery,
)
from app.calendars.service import views, wishing
from app.calendars.service.wishing import Policy
from app.db.session import reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.paging import Page
from app.ports import ports

blueprint = ApiBlueprint(
    "calendar-wishes", __name__, url_prefix="/v1/calendars", description="What calendars ask of bookings"
)


@blueprint.route("/rules")
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, CalendarRulesOut)
@blueprint.refuses(404)
def rules(principal: Principal) -> Any:
    """Get what follows when somebody moves or deletes one of your bookings' events."""
    with reading() as session:
        return wishing.own_policy(session, principal.user_id)


@blueprint.route("/rules", methods=["PUT"])
@blueprint.signed_in("PROVIDER")
@blueprint.reads(CalendarRulesIn)
@blueprint.returns(200, CalendarRulesOut)
@blueprint.refuses(400, 404, 413)
def set_rules(principal: Principal, body: dict[str, str]) -> Any:
    """Set what follows. A deletion never cancels a booking by itself."""
    policy = Policy(Moved(body["moved"]), Deleted(body["deleted"]))
    with transaction(actor_id=principal.user_id) as session:
        return wishing.set_policy(session, principal.user_id, policy)


@blueprint.route("/wishes")
@blueprint.signed_in()
@blueprint.queries(WishQuery)
@blueprint.lists(EventWishOut)
@blueprint.refuses(400)
def list_wishes(principal: Principal, query: dict[str, Any]) -> Page:
    """List what you did to your bookings' events in your calendar, and what became of it."""
    with reading() as session:
        return views.my_wishes(session, principal.user_id, query["paging"])


@blueprint.route("/wishes/<id:wish_id>/accept", methods=["POST"])
@blueprint.signed_in()
@blueprint.returns(200, EventWishOut)
@blueprint.refuses(404, 409)
def accept(principal: Principal, wish_id: int) -> Any:
    """Yes: move the booking to where its event was moved, or cancel it."""
    me, now = principal.user_id, ports().clock.now()
    with transaction(actor_id=me) as session:
        wish = wishing.accept(session, wish_id, user_id=me, now=now)
        session.expunge_all()
    return wish


@blueprint.route("/wishes/<id:wish_id>/refuse", methods=["POST"])
@blueprint.signed_in()
@blueprint.returns(200, EventWishOut)
@blueprint.refuses(404, 409)
def refuse(principal: Principal, wish_id: int) -> Any:
    """No: the booking stays, and its event stands again as it was."""
    me, now = principal.user_id, ports().clock.now()
    with transaction(actor_id=me) as session:
        wish = wishing.refuse(session, wish_id, user_id=me, now=now)
        session.expunge_all()
    return wish


@blueprint.route("/conflicts")
@blueprint.signed_in("PROVIDER")
@blueprint.queries(ConflictQuery)
@blueprint.lists(ConflictOut)
@blueprint.refuses(400)
def conflicts(principal: Principal, query: dict[str, Any]) -> Page:
    """List your bookings over which an outside event came to stand. You decide: nothing is cancelled."""
    with reading() as session:
        return views.conflicts(session, principal.user_id, query["paging"])
