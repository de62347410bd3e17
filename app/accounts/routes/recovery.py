"""The mailed links: a forgotten password, an address to prove."""

from typing import Any

from app.accounts import opaque, passwords, queries, service
from app.accounts.errors import TokenNotUsable
from app.accounts.routes import throttle
from app.accounts.schemas.own import EmailVerification, MailAsked, PasswordForgotten, PasswordReset
from app.db.session import reading, transaction
from app.http.api import ApiBlueprint
from app.ports import ports

recovery = ApiBlueprint("recovery", __name__, url_prefix="/v1/auth", description="Mailed links.")


@recovery.route("/forgot-password", methods=["POST"])
@recovery.reads(PasswordForgotten)
@recovery.returns(202, MailAsked)
def forgot_password(body: dict[str, Any]) -> Any:
    """Ask for a link to choose a new password. The answer is the same for every address."""
    throttle.recovery(body["email"])
    with transaction() as session:
        service.recover(session, body["email"])
    return {"message": "If the address has an account, a mail with a link is on its way."}


@recovery.route("/reset-password", methods=["POST"])
@recovery.reads(PasswordReset)
@recovery.returns(204)
def reset_password(body: dict[str, Any]) -> None:
    """Choose a new password with a mailed link. It works once, for an hour, and ends every sign-in."""
    throttle.mailed_link()
    now, stored = ports().clock.now(), opaque.digest(body["token"])
    with reading() as session:
        holder = queries.holder_of(session, stored, service.PASSWORD_RESET, now=now)
    if holder is None:
        raise TokenNotUsable
    hashed = passwords.hashed(body["password"], email=holder.email)
    with transaction(actor_id=holder.user_id) as session:
        service.reset_password(session, body["token"], new_hash=hashed, now=now)


@recovery.route("/verify-email", methods=["POST"])
@recovery.reads(EmailVerification)
@recovery.returns(204)
def verify_email(body: dict[str, Any]) -> None:
    """Prove an address with a mailed link. It works once, for three days."""
    throttle.mailed_link()
    with transaction() as session:
        service.verify_email(session, body["token"], now=ports().clock.now())
