"""How I can be reached: addresses, numbers and browsers."""

from typing import Any

from flask import request

from app.db.session import reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.kernel.errors import InvalidInput
from app.kernel.urls import NotAllowed
from app.notifications import service
from app.notifications.schemas import ContactsOut, DeviceIn, DeviceOut, PushKey
from app.ports import ports

contacts = ApiBlueprint(
    "contacts", __name__, url_prefix="/v1/users/me/contacts", description="How you can be reached."
)
devices = ApiBlueprint(
    "push_devices",
    __name__,
    url_prefix="/v1/users/me/push-devices",
    description="Browsers that show notifications.",
)
keys = ApiBlueprint("push_key", __name__, url_prefix="/v1/push-key", description="For browsers.")


@contacts.route("", methods=["GET"])
@contacts.signed_in()
@contacts.returns(200, ContactsOut)
def show(principal: Principal) -> Any:
    """Whether your address and number are proven, and whether something keeps messages from them."""
    with reading() as session:
        return service.contacts_of(session, principal.user_id)


@keys.route("", methods=["GET"])
@keys.returns(200, PushKey)
def key() -> dict[str, str | None]:
    """The key that a browser subscribes with (`applicationServerKey`); null: nothing is shown in browsers."""
    push = ports().push
    return {"public_key": push.public_key if push is not None else None}


@devices.route("", methods=["GET"])
@devices.signed_in()
@devices.returns(200, DeviceOut(many=True))
def mine(principal: Principal) -> Any:
    """Your browsers, the newest first."""
    with reading() as session:
        return service.devices(session, principal.user_id)


@devices.route("", methods=["POST"])
@devices.signed_in()
@devices.reads(DeviceIn)
@devices.returns(201, DeviceOut)
@devices.refuses(409)
def add(principal: Principal, body: dict[str, Any]) -> Any:
    """Show notifications in this browser, too: the body is its subscription. Again changes nothing."""
    try:
        ports().web.place(body["endpoint"])
    except NotAllowed as error:
        raise InvalidInput.at("endpoint", str(error)) from error
    agent = (request.user_agent.string or "")[:200]
    command = service.AddDevice(endpoint=body["endpoint"], user_agent=agent, **body["keys"])
    with transaction(actor_id=principal.user_id) as session:
        device = service.add_device(session, principal.user_id, command)
        session.expunge(device)
    return device, {"Location": f"/v1/users/me/push-devices/{device.id}"}


@devices.route("/<id:device_id>", methods=["DELETE"])
@devices.signed_in()
@devices.returns(204)
@devices.refuses(404)
def remove(principal: Principal, device_id: int) -> None:
    """Show no more notifications there."""
    with transaction(actor_id=principal.user_id) as session:
        service.remove_device(session, principal.user_id, device_id)
