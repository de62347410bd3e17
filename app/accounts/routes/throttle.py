"""Slowing down those who guess, before anything is hashed. Without Redis each process counts for itself.

Nobody is locked out of their own account by a stranger: an account under attack takes one try a minute from
each address, and a login that succeeds lets its account start anew.
"""

from app.http.rate_limits import address, hit
from app.kernel import signing
from app.ports import ports
from app.ports.limits import Quota

ADDRESS = Quota("login-address", 20, 60, closed=True)
ACCOUNT = Quota("login-account", 5, 15 * 60, closed=True)
UNDER_ATTACK = Quota("login-slowed", 1, 60, closed=True)
REGISTRATION = Quota("registration", 20, 60, closed=True)
MAILS = Quota("account-mails", 5, 60 * 60, closed=True)
RESET = Quota("password-reset", 20, 60, closed=True)
PASSWORD = Quota("password-change", 5, 15 * 60, closed=True)
TEXTS = Quota("phone-codes", 4, 60 * 60, closed=True)
TEXTS_TO_ONE = Quota("phone-codes-number", 6, 24 * 60 * 60, closed=True)  # whoever pays for it
CODES = Quota("phone-code-tries", 20, 60 * 60, closed=True)


def login(email: str) -> None:
    """Raises RateLimited."""
    hit(ADDRESS, address())
    who = _account(email)
    verdict = ports().limiter.hit(ACCOUNT, who)
    if verdict is not None and not verdict.allowed:
        hit(UNDER_ATTACK, f"{who}:{address()}")


def forgive(email: str) -> None:
    """After a login that succeeded."""
    ports().limiter.forget(ACCOUNT, _account(email))


def registration(email: str) -> None:
    """Raises RateLimited. Known and unknown addresses are counted alike."""
    hit(REGISTRATION, address())
    hit(MAILS, "register:" + _account(email))


def recovery(email: str) -> None:
    """Raises RateLimited. Known and unknown addresses are counted alike."""
    hit(RESET, address())
    hit(MAILS, "recover:" + _account(email))


def mailed_link() -> None:
    """Raises RateLimited."""
    hit(RESET, address())


def own_mail(user_id: int) -> None:
    """Raises RateLimited."""
    hit(MAILS, f"user:{user_id}")


def password_change(user_id: int) -> None:
    """Raises RateLimited."""
    hit(PASSWORD, str(user_id))


def phone_code(user_id: int, phone: str | None) -> None:
    """Raises RateLimited. Texts cost money: nobody makes us send many, to others' numbers least of all."""
    hit(TEXTS, str(user_id))
    hit(TEXTS_TO_ONE, _account(phone or ""))


def phone_code_try(user_id: int) -> None:
    """Raises RateLimited."""
    hit(CODES, str(user_id))


def second_factor(user_id: int) -> None:
    """Raises RateLimited."""
    hit(PASSWORD, f"code:{user_id}")


def _account(email: str) -> str:
    """Stands for an address in the counters, which must not hold personal data."""
    return signing.signature(signing.key_for(ports().site.secret, "throttle"), email.casefold())
