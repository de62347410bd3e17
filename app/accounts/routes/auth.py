"""Registering, logging in, going on, logging out."""

from typing import Any
from uuid import UUID

from app.accounts import passwords, queries, service
from app.accounts.errors import SignInEnded, WrongCredentials
from app.accounts.events import Register
from app.accounts.hashing import Proof, hasher
from app.accounts.routes import presented, throttle
from app.accounts.routes.answers import TokenAnswer, hand_out, take_back
from app.accounts.schemas.own import Login, Refresh, Registered, Registration, Tokens
from app.db.session import reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import require
from app.ports import ports

auth = ApiBlueprint("auth", __name__, url_prefix="/v1/auth", description="Getting in and out.")

NEWS = "Check your mail. If the address was free, the account is open and you can log in."


@auth.route("/register", methods=["POST"])
@auth.reads(Registration)
@auth.returns(202, Registered)
def register(body: dict[str, Any]) -> Any:
    """Open an account.

    The answer is the same whether or not the address has an account already: its owner learns that by mail.
    """
    throttle.registration(body["email"])
    hashed = passwords.hashed(body.pop("password"), email=body["email"])
    with transaction() as session:
        service.register(session, Register(**body, password_hash=hashed))
    return {"email": body["email"], "message": NEWS}


@auth.route("/login", methods=["POST"])
@auth.reads(Login)
@auth.returns(200, Tokens)
@auth.refuses(401, 403)
def login(body: dict[str, Any]) -> TokenAnswer:
    """Trade an e-mail address and a password for tokens, or with `cookies: true` for cookies.

    Where a second factor is on, the first answer is `TWO_FACTOR_REQUIRED`: send the same again with `code`.
    After five failures in a quarter of an hour an account takes one try a minute from each address.
    """
    throttle.login(body["email"])
    user_id, proof = _proven(body["email"], body["password"])
    now = ports().clock.now()
    with transaction(actor_id=user_id) as session:
        opened = service.sign_in(session, user_id, proof, presented.device(), now=now, code=body["code"])
    throttle.forgive(body["email"])
    return hand_out(opened, now=now, cookies=body["cookies"])


@auth.route("/refresh", methods=["POST"])
@auth.reads(Refresh, required=False)
@auth.returns(200, Tokens)
@auth.refuses(401, 403)
def refresh(body: dict[str, Any]) -> TokenAnswer:
    """Spend a refresh token for the next one and a new access token.

    Each is good for one use. One that comes back ends its whole sign-in, but for ten seconds from the client
    that spent it, which may have lost the answer.
    """
    shown, now = presented.demand_refresh_token(body.get("refresh_token")), ports().clock.now()
    with transaction() as session:
        opened = service.renew(session, shown.token, presented.device(), now=now)
    if opened is None:
        raise SignInEnded
    return hand_out(opened, now=now, cookies=shown.cookies)


@auth.route("/logout", methods=["POST"])
@auth.reads(Refresh, required=False)
@auth.returns(204)
@auth.refuses(401, 403)
def logout(body: dict[str, Any]) -> None:
    """End this sign-in: the one of the refresh token, else the one of the access token."""
    take_back()
    shown = presented.refresh_token(body.get("refresh_token"))
    sign_in_id = shown.sign_in_id if shown is not None else UUID(require().sign_in)
    with transaction() as session:
        service.end(session, sign_in_id, why="logout", now=ports().clock.now())


def _proven(email: str, password: str) -> tuple[int, Proof]:
    """Whose address and password these are. An unknown address costs as much as a wrong password."""
    with reading() as session:
        account = queries.by_email(session, email)
    proof = hasher().prove(password, account.password_hash if account else None)
    if account is None or proof is None:
        raise WrongCredentials
    return account.user_id, proof
