"""Where one is signed in."""

from typing import Any
from uuid import UUID

from app.accounts import service
from app.accounts.schemas.own import Device
from app.db.session import reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.ports import ports

devices = ApiBlueprint(
    "sessions", __name__, url_prefix="/v1/users/me/sessions", description="Where one is signed in."
)


@devices.route("", methods=["GET"])
@devices.signed_in()
@devices.returns(200, Device(many=True))
def my_devices(principal: Principal) -> Any:
    """Every device that one is signed in on, the one used last first."""
    with reading() as session:
        found = service.devices(session, principal.user_id, now=ports().clock.now())
    return [_shown(family, principal) for family in found]


@devices.route("", methods=["DELETE"])
@devices.signed_in()
@devices.returns(204)
def sign_out_others(principal: Principal) -> None:
    """End every sign-in but this one."""
    with transaction(actor_id=principal.user_id) as session:
        service.sign_out_others(session, principal.user_id, principal.sign_in, now=ports().clock.now())


@devices.route("/<uuid:sign_in_id>", methods=["DELETE"])
@devices.signed_in()
@devices.returns(204)
@devices.refuses(404)
def sign_out(principal: Principal, sign_in_id: UUID) -> None:
    """End one sign-in. An access token of it lives on for at most 15 minutes."""
    with transaction(actor_id=principal.user_id) as session:
        service.sign_out(session, principal.user_id, sign_in_id, now=ports().clock.now())


def _shown(family: Any, principal: Principal) -> dict[str, Any]:
    return {
        "id": family.id,
        "user_agent": family.user_agent,
        "signed_in_at": family.created_at,
        "last_used_at": family.last_used_at,
        "current": str(family.id) == principal.sign_in,
    }
