"""One's own account, and what others see of it."""

from typing import Any

from flask import Response

from app.accounts import passwords, service
from app.accounts.routes import throttle
from app.accounts.routes.answers import take_back
from app.accounts.routes.proving import own_password
from app.accounts.schemas.own import AccountChange, MailAsked, Me, PasswordChange, PublicUser
from app.accounts.service.profile import PublicPart
from app.db.session import reading, transaction
from app.http import etag
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.caching import conditional
from app.ports import ports

users = ApiBlueprint("users", __name__, url_prefix="/v1/users", description="People.")


@users.route("/me", methods=["GET"])
@users.signed_in()
@users.returns(200, Me)
@users.also_returns(304, description="You hold this version already.")
def me(principal: Principal) -> Any:
    """One's own account."""
    with reading() as session:
        mine = service.profile(session, principal.user_id)
    current = etag.tag(mine.version)
    return etag.not_modified(current) if etag.unchanged(current) else (mine, {"ETag": current})


@users.route("/me", methods=["PUT"])
@users.signed_in()
@conditional(users)
@users.reads(AccountChange)
@users.returns(200, Me)
def change_me(principal: Principal, body: dict[str, Any]) -> Any:
    """Change one's own account; what the body does not name stays. `If-Match` guards against overwriting."""
    expected = etag.expected_version()
    with transaction(actor_id=principal.user_id) as session:
        mine = service.change_profile(session, principal.user_id, body, expected=expected)
    return mine, {"ETag": etag.tag(mine.version)}


@users.route("/me", methods=["DELETE"])
@users.signed_in()
@users.returns(204)
@users.refuses(409)
def delete_me(principal: Principal) -> None:
    """Delete one's own account and end all its sign-ins. Refused while bookings lie ahead."""
    with transaction(actor_id=principal.user_id) as session:
        service.delete_account(session, principal.user_id, principal.sign_in, now=ports().clock.now())
    take_back()


@users.route("/me/password", methods=["PUT"])
@users.signed_in()
@users.reads(PasswordChange)
@users.returns(204)
@users.refuses(409)
def change_password(principal: Principal, body: dict[str, Any]) -> None:
    """Change one's own password, knowing the current one. Every other sign-in ends."""
    account = own_password(principal, body["current_password"], field="currentPassword")
    new_hash = passwords.hashed(body["new_password"], email=account.email, field="newPassword")
    now = ports().clock.now()
    with transaction(actor_id=principal.user_id) as session:
        service.change_password(
            session,
            principal.user_id,
            principal.sign_in,
            proven=account.password_hash,
            new_hash=new_hash,
            now=now,
        )


@users.route("/me/verification", methods=["POST"])
@users.signed_in()
@users.returns(202, MailAsked)
@users.refuses(409)
def ask_verification(principal: Principal) -> Any:
    """Ask for another verification mail."""
    throttle.own_mail(principal.user_id)
    with transaction(actor_id=principal.user_id) as session:
        service.ask_verification(session, principal.user_id)
    return {"message": "A mail with a link is on its way."}


@users.route("/<id:user_id>", methods=["GET"])
@users.signed_in()
@users.returns(200, PublicUser)
@users.refuses(404)
def somebody(principal: Principal, user_id: int) -> PublicPart | Response:
    """The public part of an account."""
    with reading() as session:
        return service.public_part(session, user_id, seen_by=principal.role)
