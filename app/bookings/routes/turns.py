"""Why it is this host who serves a booking, for the owner of its offering."""

from typing import Any

from app.accounts.models import Role
from app.bookings import queries
from app.bookings.routes.bookings import blueprint
from app.bookings.schemas import InTurn
from app.http.auth import Principal


@blueprint.route("/<id:booking_id>/turn", methods=["GET"])
@blueprint.signed_in(Role.PROVIDER, Role.ADMIN)
@blueprint.returns(200, InTurn(many=True))
@blueprint.refuses(404)
def turn(principal: Principal, booking_id: int) -> list[dict[str, Any]]:
    """Of a round robin: who was free, and whose turn it was, the first of them."""
    return queries.turn_of(booking_id, principal)
