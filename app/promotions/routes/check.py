"""POST /v1/promo-codes/check: for anybody, but not often, so that codes cannot be guessed."""

from typing import Any

from app.http import auth
from app.http.api import ApiBlueprint
from app.promotions.schemas.codes import CodeCheck, CodeChecked
from app.promotions.service.checking import Checked, check_code
from app.promotions.throttle import one_try

blueprint = ApiBlueprint(
    "promo-code-checks", __name__, url_prefix="/v1/promo-codes", description="What a promo code takes off"
)


@blueprint.route("/check", methods=["POST"])
@blueprint.reads(CodeCheck)
@blueprint.returns(200, CodeChecked)
@blueprint.refuses(400, 404, 413)
def check(body: dict[str, Any]) -> Checked:
    """What a booking would cost with this code, or why the code takes nothing off. Books nothing."""
    one_try()
    return check_code(**body, client_id=auth.viewer())
