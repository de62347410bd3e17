"""`/v1/admin/reviews`: what was reported, for administrators."""

from typing import Any

from app.db.session import reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.paging import Page
from app.ports import ports
from app.reviews.schemas import DecisionIn, ReportedQuery, ReportedReview
from app.reviews.service import moderating

blueprint = ApiBlueprint(
    "admin reviews", __name__, url_prefix="/v1/admin/reviews", description="Reported reviews."
)


@blueprint.route("", methods=["GET"])
@blueprint.signed_in("ADMIN")
@blueprint.queries(ReportedQuery)
@blueprint.lists(ReportedReview)
def queue(who: Principal, query: dict[str, Any]) -> Page:
    """Reviews with reports that nobody has decided on, the longest waiting first."""
    del who
    with reading() as session:
        return moderating.queue(session, query["paging"])


@blueprint.route("/<id:review_id>/decision", methods=["PUT"])
@blueprint.signed_in("ADMIN")
@blueprint.reads(DecisionIn)
@blueprint.returns(204)
@blueprint.refuses(400, 404, 413)
def decide(who: Principal, body: dict[str, Any], review_id: int) -> None:
    """Hide a review or let it stand; that settles its reports."""
    now, hide = ports().clock.now(), body["decision"] == "HIDE"
    with transaction(actor_id=who.user_id) as session:
        moderating.decide(session, review_id, hide=hide, now=now)
