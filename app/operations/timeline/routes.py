"""What was done for a booking, and what is still owed."""

from collections.abc import Sequence

from app.bookings import queries
from app.db.session import reading
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.operations.timeline.entries import Entry
from app.operations.timeline.schemas import TimelineEntry
from app.operations.timeline.service import timeline, view_of

blueprint = ApiBlueprint("timeline", __name__, url_prefix="/v1/bookings", description="Everything in order.")


@blueprint.route("/<id:booking_id>/timeline", methods=["GET"])
@blueprint.signed_in()
@blueprint.returns(200, TimelineEntry(many=True))
@blueprint.refuses(404)
def show(principal: Principal, booking_id: int) -> Sequence[Entry]:
    """Every event, message, payment, refund and piece of work of one booking, oldest first.

    For its two people, each with their own messages, and for administrators with all of them.
    """
    view = view_of(queries.shown(booking_id, principal), principal)
    with reading() as session:
        return timeline(session, booking_id, view)
