"""Which passwords are good enough, and turning them into what is stored."""

from functools import cache
from pathlib import Path

from app.accounts import rules
from app.accounts.hashing import hasher
from app.kernel.errors import InvalidInput

_COMMON = Path(__file__).with_name("common_passwords.txt")


@cache
def common() -> frozenset[str]:
    """Passwords that everybody tries first."""
    lines = _COMMON.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def hashed(password: str, *, email: str, field: str = "password") -> str:
    """What to store of a new password. Slow on purpose: never call it while a transaction is open.

    Raises:
        InvalidInput: too weak, at `field`.
        Unavailable: too many are being hashed.
    """
    problem = rules.password_problem(password, email=email, common=common())
    if problem is not None:
        raise InvalidInput.at(field, problem)
    return hasher().hash(password)
