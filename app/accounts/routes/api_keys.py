"""One's own API keys: `/v1/users/me/api-keys`."""

from typing import Any

from app.accounts import service
from app.accounts.routes.proving import own_password
from app.accounts.schemas.api_keys import ApiKeyOut, ApiKeyWish, NewApiKey
from app.db.session import reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.kernel.errors import InvalidInput
from app.ports import ports

api_keys = ApiBlueprint(
    "api keys", __name__, url_prefix="/v1/users/me/api-keys", description="For programs that act for you."
)


@api_keys.route("", methods=["GET"])
@api_keys.signed_in()
@api_keys.returns(200, ApiKeyOut(many=True))
def my_keys(principal: Principal) -> Any:
    """Keys that were not revoked, the newest first."""
    with reading() as session:
        return service.keys(session, principal.user_id)


@api_keys.route("", methods=["POST"])
@api_keys.signed_in()
@api_keys.reads(ApiKeyWish)
@api_keys.returns(201, NewApiKey)
@api_keys.refuses(409)
def make(principal: Principal, body: dict[str, Any]) -> Any:
    """Make a key. Its `secret` is shown this once; send it as `Authorization: Bearer …`. A mail tells."""
    if body["expires_at"] is not None and body["expires_at"] <= ports().clock.now():
        raise InvalidInput.at("expiresAt", "Must lie in the future.")
    own_password(principal, body["password"], field="password")
    with transaction(actor_id=principal.user_id) as session:
        made, secret = service.make_key(
            session, principal.user_id, body["name"], body["scopes"], expires_at=body["expires_at"]
        )
        session.expunge(made)
    return {"key": made, "secret": secret}, {"Location": f"/v1/users/me/api-keys/{made.id}"}


@api_keys.route("/<id:key_id>", methods=["DELETE"])
@api_keys.signed_in()
@api_keys.returns(204)
@api_keys.refuses(404)
def revoke(principal: Principal, key_id: int) -> None:
    """Revoke a key: it opens nothing from now on."""
    with transaction(actor_id=principal.user_id) as session:
        service.revoke_key(session, principal.user_id, key_id)
