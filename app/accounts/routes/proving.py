"""Asking somebody who is signed in for their password once more."""

from app.accounts import queries, service
from app.accounts.errors import SignInEnded
from app.accounts.hashing import hasher
from app.accounts.queries import Credentials
from app.accounts.routes import throttle
from app.db.session import reading
from app.http.auth import Principal
from app.kernel.errors import InvalidInput
from app.ports import ports


def own_password(principal: Principal, password: str, *, field: str) -> Credentials:
    """The account, whose password this is. Slow on purpose: no transaction is open meanwhile.

    Raises:
        InvalidInput: it is not, at `field`.
        SignInEnded, RateLimited.
    """
    throttle.password_change(principal.user_id)
    now = ports().clock.now()
    with reading() as session:
        service.demand_signed_in(session, principal.user_id, principal.sign_in, now=now)
        account = queries.credentials(session, principal.user_id)
    if account is None:
        raise SignInEnded
    if hasher().prove(password, account.password_hash) is None:
        raise InvalidInput.at(field, "This is not your password.")
    return account
