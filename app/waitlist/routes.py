"""The waitlist API: a client's wishes, and a provider's queue."""

from typing import Any

from app.accounts.models import Role
from app.availability.rules import clock
from app.db.fast import Row
from app.db.session import database_now, reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.idempotency import idempotent
from app.http.paging import Page, PagingQuery
from app.kernel.errors import NotFound
from app.ports import ports
from app.providers import queries as providers
from app.waitlist import queries, rules
from app.waitlist.events import AddWish
from app.waitlist.rules import WishStatus
from app.waitlist.schemas import DAYS, NotAdded, WishOut, WishRequest
from app.waitlist.service.wishing import add_wish, withdraw_wish

wishes = ApiBlueprint("wishes", __name__, url_prefix="/v1/wishes", description="Waiting for a time")
queue = ApiBlueprint("queues", __name__, url_prefix="/v1/providers", description="Who waits for a provider")
BLUEPRINTS = (wishes, queue)


@wishes.route("", methods=["POST"])
@wishes.signed_in()
@wishes.reads(WishRequest)
@idempotent
@wishes.returns(201, WishOut, tells=("Location",))
@wishes.refuses_with(409, NotAdded)
@wishes.refuses(404)
def add(principal: Principal, body: dict[str, Any]) -> Any:
    """Wait for a time, or for an earlier one. What becomes free is kept for you, and you get a mail."""
    with transaction(actor_id=principal.user_id) as session:
        wish = add_wish(session, _command(principal, body), now=database_now(session))
        return _shown(queries.shown(wish, None)), {"Location": f"/v1/wishes/{wish.id}"}


@wishes.route("", methods=["GET"])
@wishes.signed_in()
@wishes.queries(PagingQuery)
@wishes.lists(WishOut)
@wishes.refuses(400)
def mine(principal: Principal, query: dict[str, Any]) -> Page:
    """What I wait for, the newest first."""
    with reading() as session:
        return _page(queries.page_of_client(session, principal.user_id, query["paging"]))


@wishes.route("/<id:wish_id>", methods=["GET"])
@wishes.signed_in()
@wishes.returns(200, WishOut)
@wishes.refuses(404)
def show(principal: Principal, wish_id: int) -> Any:
    """One of my wishes."""
    with reading() as session:
        wish = queries.of_client(session, wish_id, principal.user_id)
        if wish is None:
            raise NotFound
        return _shown(queries.shown(wish, queries.offer_of(session, wish.id)))


@wishes.route("/<id:wish_id>", methods=["DELETE"])
@wishes.signed_in()
@wishes.returns(204)
@wishes.refuses(404)
def withdraw(principal: Principal, wish_id: int) -> None:
    """Wait no longer. A time that is kept for you goes to the next."""
    with transaction(actor_id=principal.user_id) as session:
        withdraw_wish(session, wish_id, client_id=principal.user_id)


@queue.route("/<id:provider_id>/wishes", methods=["GET"])
@queue.signed_in(Role.PROVIDER)
@queue.queries(PagingQuery)
@queue.lists(WishOut)
@queue.refuses(400, 404)
def of_provider(principal: Principal, query: dict[str, Any], provider_id: int) -> Page:
    """Who waits for my times, and waited."""
    with reading() as session:
        if providers.owned(session, provider_id, owner=principal.user_id) is None:
            raise NotFound
        return _page(queries.page_of_provider(session, provider_id, query["paging"]))


def _command(principal: Principal, body: dict[str, Any]) -> AddWish:
    return AddWish(
        client_id=principal.user_id,
        provider_id=body["provider_id"],
        offering_id=body["offering_id"],
        booking_id=body["booking_id"],
        first_date=body["first_date"],
        last_date=body["last_date"],
        weekdays=tuple(sorted(DAYS.index(day) + 1 for day in body["weekdays"])),
        opens=_minutes(body["start_time"]),
        closes=_minutes(body["end_time"]),
        zone=body["timezone"],
        seats=body["seats"],
    )


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def _page(page: Page) -> Page:
    return Page([_shown(row) for row in page.items], page.total, page.paging)


def _shown(row: Row) -> Row:
    """Hours as people write them. Whose last date is over waits no longer, whatever the row says."""
    over = row["status"] in rules.OPEN and row["expires_at"] <= ports().clock.now()
    return row | {
        "weekdays": [DAYS[day - 1] for day in row["weekdays"]],
        "start_time": clock(row["opens"]),
        "end_time": clock(row["closes"]),
        "status": WishStatus.ENDED if over else row["status"],
        "reason": "EXPIRED" if over else row["reason"],
    }
