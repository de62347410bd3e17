"""/v1/payouts: how a provider comes to be paid through the payment company."""

from typing import Any

import structlog

from app.db.session import transaction
from app.http.api import ApiBlueprint
from app.http.tokens import Principal
from app.kernel.errors import OutsideError, Unavailable
from app.payouts import service
from app.payouts.schemas import OnboardingRequest, PayoutOut
from app.payouts.service import Begun, PayoutView
from app.ports import ports

log = structlog.get_logger(__name__)

blueprint = ApiBlueprint(
    "payouts", __name__, url_prefix="/v1/payouts", description="Paying providers through the payment company."
)

BLUEPRINTS: tuple[ApiBlueprint, ...] = (blueprint,)


@blueprint.route("/account")
@blueprint.signed_in("PROVIDER")
@blueprint.returns(200, PayoutOut)
@blueprint.refuses(404, 409)
def show(principal: Principal) -> PayoutView:
    """Whether one can be paid. READY: what clients pay from now on goes to one's own account."""
    with transaction(actor_id=principal.user_id) as session:
        return service.standing(session, user_id=principal.user_id, now=ports().clock.now())


@blueprint.route("/account", methods=["POST"])
@blueprint.signed_in("PROVIDER")
@blueprint.reads(OnboardingRequest)
@blueprint.returns(200, PayoutOut)
@blueprint.refuses(404, 409, 503)
def begin(principal: Principal, body: dict[str, Any]) -> PayoutView:
    """Begin, or go on: the address of the company's form. The account is made with the first call."""
    with transaction(actor_id=principal.user_id) as session:
        begun = service.begin(session, user_id=principal.user_id)
    return _asked(begun, ports().site.link(body["return_path"]))


def _asked(begun: Begun, back: str) -> PayoutView:
    """No transaction is open while the company is asked."""
    company = service.company()
    try:
        payee = (
            company.fetch(begun.reference)
            if begun.reference
            else company.open_account(begun.provider_id, key=begun.key)
        )
        with transaction() as session:
            service.record(session, payee)
        url = company.onboarding(
            payee.reference, return_url=f"{back}?payouts=back", refresh_url=f"{back}?payouts=again"
        )
    except OutsideError as error:
        log.warning("onboarding not opened", provider_id=begun.provider_id, reason=str(error))
        raise Unavailable("The payment company is away: try again in a moment.") from error
    return PayoutView(payee.state.name, url)
