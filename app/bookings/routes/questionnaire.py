"""What the client of a booking answered when booking."""

from typing import Any

from app.bookings.routes.bookings import blueprint
from app.bookings.schemas import Answers
from app.bookings.service.questionnaire import answers_of
from app.db.session import reading
from app.http.auth import Principal


@blueprint.route("/<id:booking_id>/answers", methods=["GET"])
@blueprint.signed_in()
@blueprint.returns(200, Answers)
@blueprint.refuses(404)
def answers(principal: Principal, booking_id: int) -> dict[str, Any]:
    """What was asked and answered when this was booked; for its client and its provider."""
    with reading() as session:
        return {"answers": answers_of(session, booking_id, principal)}
