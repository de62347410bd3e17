"""Proving one's phone number."""

from typing import Any

from app.accounts import service
from app.accounts.routes import throttle
from app.accounts.schemas.own import MailAsked, PhoneCodeIn
from app.db.session import reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.kernel.errors import InvalidInput
from app.ports import ports

phone = ApiBlueprint(
    "phone", __name__, url_prefix="/v1/users/me/phone-verification", description="Proving a phone number."
)


@phone.route("", methods=["POST"])
@phone.signed_in()
@phone.returns(202, MailAsked)
@phone.refuses(409)
def ask_code(principal: Principal) -> Any:
    """Have a code texted to your number. It works for ten minutes; only the last one counts."""
    with reading() as session:
        mine = service.profile(session, principal.user_id)
    throttle.phone_code(principal.user_id, mine.phone)
    with transaction(actor_id=principal.user_id) as session:
        service.ask_phone_code(session, principal.user_id)
    return {"message": "A text with a code is on its way."}


@phone.route("/code", methods=["POST"])
@phone.signed_in()
@phone.reads(PhoneCodeIn)
@phone.returns(204)
def prove(principal: Principal, body: dict[str, str]) -> None:
    """Prove that the number is yours, by the code. After five wrong ones ask for another."""
    throttle.phone_code_try(principal.user_id)
    with transaction(actor_id=principal.user_id) as session:
        proven = service.try_phone_code(session, principal.user_id, body["code"], now=ports().clock.now())
    if not proven:
        raise InvalidInput.at("code", "This is not the code, or it is too old: ask for another one.")
