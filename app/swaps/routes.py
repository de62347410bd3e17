"""The swaps API: propose, answer, take back."""

from typing import Any

from app.db.locks import insistently
from app.db.session import database_now, reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.idempotency import idempotent
from app.http.paging import Page, PagingQuery
from app.http.rate_limits import hit
from app.kernel.errors import NotFound
from app.ports.limits import Quota
from app.swaps import queries
from app.swaps.schemas import SwapOut, SwapRequest
from app.swaps.service.answering import accept as say_yes
from app.swaps.service.answering import decline as say_no
from app.swaps.service.proposing import propose, withdraw

proposals = ApiBlueprint("proposals", __name__, url_prefix="/v1/bookings", description="Exchanging times")
swaps = ApiBlueprint("swaps", __name__, url_prefix="/v1/swaps", description="Exchanging times")
BLUEPRINTS = (proposals, swaps)
PROPOSALS = Quota("swap-proposals", 5, 24 * 60 * 60)


@proposals.route("/<id:booking_id>/swaps", methods=["POST"])
@proposals.signed_in()
@proposals.reads(SwapRequest)
@idempotent
@proposals.returns(201, SwapOut, tells=("Location",))
@proposals.refuses(404, 409)
def ask(principal: Principal, body: dict[str, Any], booking_id: int) -> Any:
    """Ask whoever has that time to exchange it with mine. They have a day to answer."""
    hit(PROPOSALS, f"user:{principal.user_id}")
    with transaction(actor_id=principal.user_id) as session:
        me, now = principal.user_id, database_now(session)
        swap = propose(session, booking_id, body["start_time"], client_id=me, now=now)
        return queries.shown(swap, me), {"Location": f"/v1/swaps/{swap.id}"}


@swaps.route("", methods=["GET"])
@swaps.signed_in()
@swaps.queries(PagingQuery)
@swaps.lists(SwapOut)
@swaps.refuses(400)
def index(principal: Principal, query: dict[str, Any]) -> Page:
    """What I proposed and what I am asked, the newest first."""
    with reading() as session:
        return queries.page(session, principal.user_id, query["paging"])


@swaps.route("/<id:swap_id>", methods=["GET"])
@swaps.signed_in()
@swaps.returns(200, SwapOut)
@swaps.refuses(404)
def show(principal: Principal, swap_id: int) -> Any:
    """One proposal."""
    with reading() as session:
        swap = queries.swap(session, swap_id, viewer=principal.user_id)
        if swap is None:
            raise NotFound
        return queries.shown(swap, principal.user_id)


@swaps.route("/<id:swap_id>/accept", methods=["POST"])
@swaps.signed_in()
@swaps.returns(200, SwapOut)
@swaps.refuses(404, 409)
def accept(principal: Principal, swap_id: int) -> Any:
    """Exchange: both bookings have each other's time from here on, and keep price and policy."""
    return insistently(lambda: _accepted(principal.user_id, swap_id))


@swaps.route("/<id:swap_id>/decline", methods=["POST"])
@swaps.signed_in()
@swaps.returns(200, SwapOut)
@swaps.refuses(404, 409)
def decline(principal: Principal, swap_id: int) -> Any:
    """Keep my time."""
    with transaction(actor_id=principal.user_id) as session:
        swap = say_no(session, swap_id, client_id=principal.user_id)
        return queries.shown(swap, principal.user_id)


@swaps.route("/<id:swap_id>", methods=["DELETE"])
@swaps.signed_in()
@swaps.returns(204)
@swaps.refuses(404, 409)
def take_back(principal: Principal, swap_id: int) -> None:
    """Take my proposal back."""
    with transaction(actor_id=principal.user_id) as session:
        withdraw(session, swap_id, client_id=principal.user_id)


def _accepted(me: int, swap_id: int) -> Any:
    with transaction(actor_id=me) as session:
        swap = say_yes(session, swap_id, client_id=me, now=database_now(session))
        return queries.shown(swap, me)
