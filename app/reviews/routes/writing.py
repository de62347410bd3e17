"""Saying something, changing it, answering it, reporting it."""

from typing import Any

from app.db.session import reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.caching import cacheable
from app.ports import ports
from app.reviews import queries
from app.reviews.schemas import ReplyIn, ReportIn, ReviewIn, ReviewOut
from app.reviews.service import moderating, writing
from app.reviews.service.writing import Opinion

of_bookings = ApiBlueprint(
    "booking reviews", __name__, url_prefix="/v1/bookings", description="Saying how it was"
)
blueprint = ApiBlueprint("my reviews", __name__, url_prefix="/v1/reviews", description="Saying how it was")

BLUEPRINTS = (of_bookings, blueprint)


@of_bookings.route("/<id:booking_id>/review", methods=["POST"])
@of_bookings.signed_in("CLIENT")
@of_bookings.reads(ReviewIn)
@of_bookings.returns(201, ReviewOut)
@of_bookings.refuses(400, 404, 409, 413)
def create(principal: Principal, opinion: Opinion, booking_id: int) -> Any:
    """Review an appointment that took place, once."""
    with transaction(actor_id=principal.user_id) as session:
        review_id = writing.write_review(session, booking_id, opinion, client_id=principal.user_id)
        written = queries.shown(session, review_id)
    return written, {"Location": f"/v1/reviews/{review_id}"}


@of_bookings.route("/<id:booking_id>/review")
@of_bookings.signed_in("CLIENT")
@of_bookings.returns(200, ReviewOut)
@of_bookings.refuses(404)
def of_mine(principal: Principal, booking_id: int) -> Any:
    """Your review of this appointment. 404 says that there is none yet."""
    with reading() as session:
        return moderating.mine(session, booking_id, client_id=principal.user_id)


@blueprint.route("/<id:review_id>")
@cacheable(blueprint)
@blueprint.returns(200, ReviewOut)
@blueprint.refuses(404)
def read(review_id: int) -> Any:
    """Get one review."""
    with reading() as session:
        return moderating.seen(session, review_id)


@blueprint.route("/<id:review_id>", methods=["PUT"])
@blueprint.signed_in("CLIENT")
@blueprint.reads(ReviewIn)
@blueprint.returns(204)
@blueprint.refuses(400, 404, 409, 413)
def change(principal: Principal, opinion: Opinion, review_id: int) -> None:
    """Change your review within 14 days."""
    me, now = principal.user_id, ports().clock.now()
    with transaction(actor_id=me) as session:
        writing.change_review(session, review_id, opinion, client_id=me, now=now)


@blueprint.route("/<id:review_id>/reply", methods=["PUT"])
@blueprint.signed_in("PROVIDER")
@blueprint.reads(ReplyIn)
@blueprint.returns(204)
@blueprint.refuses(400, 404, 413)
def reply(principal: Principal, body: dict[str, Any], review_id: int) -> None:
    """Answer a review of yourself, or take the answer back."""
    me, now = principal.user_id, ports().clock.now()
    with transaction(actor_id=me) as session:
        writing.reply(session, review_id, body["reply"], provider_user_id=me, now=now)


@blueprint.route("/<id:review_id>/reports", methods=["POST"])
@blueprint.signed_in()
@blueprint.reads(ReportIn)
@blueprint.returns(204)
@blueprint.refuses(400, 404, 409, 413)
def report(principal: Principal, body: dict[str, Any], review_id: int) -> None:
    """Report a review to the administrators, once."""
    with transaction(actor_id=principal.user_id) as session:
        moderating.report(session, review_id, body["reason"], reporter_id=principal.user_id)
