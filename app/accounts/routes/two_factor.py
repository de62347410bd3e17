"""A second factor for one's login: `/v1/users/me/two-factor`."""

from typing import Any

from app.accounts import service
from app.accounts.routes import throttle
from app.accounts.routes.proving import own_password
from app.accounts.schemas.two_factor import Code, Password, Prepared, RecoveryCodes, Standing
from app.db.session import reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.ports import ports

two_factor = ApiBlueprint(
    "two-factor", __name__, url_prefix="/v1/users/me/two-factor", description="A second factor for the login."
)


@two_factor.route("", methods=["GET"])
@two_factor.signed_in()
@two_factor.returns(200, Standing)
def standing(principal: Principal) -> Any:
    """Whether a second factor is on, and how many recovery codes are left."""
    with reading() as session:
        return service.standing(session, principal.user_id)


@two_factor.route("", methods=["POST"])
@two_factor.signed_in()
@two_factor.reads(Password)
@two_factor.returns(200, Prepared)
@two_factor.refuses(409)
def prepare(principal: Principal, body: dict[str, Any]) -> Any:
    """Get a secret for an authenticator app. It counts once `/confirm` was shown a code of it."""
    account = own_password(principal, body["password"], field="password")
    with transaction(actor_id=principal.user_id) as session:
        return service.prepare(session, principal.user_id, proven=account.password_hash)


@two_factor.route("/confirm", methods=["POST"])
@two_factor.signed_in()
@two_factor.reads(Code)
@two_factor.returns(200, RecoveryCodes)
@two_factor.refuses(409)
def confirm(principal: Principal, body: dict[str, Any]) -> Any:
    """Turn it on by a code that the app shows. The recovery codes are shown this once."""
    throttle.second_factor(principal.user_id)
    with transaction(actor_id=principal.user_id) as session:
        codes = service.enable(
            session, principal.user_id, principal.sign_in, body["code"], now=ports().clock.now()
        )
    return {"recovery_codes": codes}


@two_factor.route("/recovery-codes", methods=["POST"])
@two_factor.signed_in()
@two_factor.reads(Password)
@two_factor.returns(200, RecoveryCodes)
@two_factor.refuses(409)
def renew(principal: Principal, body: dict[str, Any]) -> Any:
    """Get new recovery codes; those of before are worth nothing any more."""
    own_password(principal, body["password"], field="password")
    with transaction(actor_id=principal.user_id) as session:
        return {"recovery_codes": service.renew_recovery_codes(session, principal.user_id)}


@two_factor.route("/removal", methods=["POST"])
@two_factor.signed_in()
@two_factor.reads(Password)
@two_factor.returns(204)
def remove(principal: Principal, body: dict[str, Any]) -> None:
    """Turn it off. A mail tells."""
    own_password(principal, body["password"], field="password")
    with transaction(actor_id=principal.user_id) as session:
        service.disable(session, principal.user_id)
