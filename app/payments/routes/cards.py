"""/v1/users/me/cards: what the payment company keeps for a client, who alone sees and removes it."""

import structlog

from app.db.session import reading
from app.http.api import ApiBlueprint
from app.http.tokens import Principal
from app.kernel.errors import NotFound, OutsideError, PermanentError, Unavailable
from app.payments import service
from app.payments.schemas import CardOut
from app.payments.service import CardView
from app.ports import ports
from app.ports.cards import Cards

log = structlog.get_logger(__name__)

blueprint = ApiBlueprint(
    "cards", __name__, url_prefix="/v1/users/me/cards", description="Cards kept by the payment company."
)


@blueprint.route("")
@blueprint.signed_in()
@blueprint.returns(200, CardOut(many=True))
@blueprint.refuses(503)
def index(principal: Principal) -> list[CardView]:
    """List the cards that are kept for you, the newest first. They are read from the company each time."""
    vault, customer = _mine(principal)
    if vault is None or customer is None:
        return []
    try:
        kept = vault.cards(customer)
    except OutsideError as error:
        raise _away(error) from error
    with reading() as session:
        return service.card_views(session, principal.user_id, kept)


@blueprint.route("/<string:card>", methods=["DELETE"])
@blueprint.signed_in()
@blueprint.returns(204)
@blueprint.refuses(404, 409, 503)
def remove(principal: Principal, card: str) -> None:
    """Have a card kept no longer. One that secures a booking stays until that is over."""
    vault, customer = _mine(principal)
    if vault is None or customer is None:
        raise NotFound
    with reading() as session:
        service.refuse_in_use(session, principal.user_id, card)
    try:
        vault.remove(customer, card)
    except PermanentError as error:
        raise NotFound from error
    except OutsideError as error:
        raise _away(error) from error


def _mine(principal: Principal) -> tuple[Cards | None, str | None]:
    """Where cards are kept, and what this person is called there."""
    vault = ports().vault
    if vault is None:
        return None, None
    with reading() as session:
        return vault, service.customer_of(session, principal.user_id, company=vault.name)


def _away(error: OutsideError) -> Unavailable:
    log.warning("cards not reached", reason=str(error))
    return Unavailable("The payment company is away: try again in a moment.")
