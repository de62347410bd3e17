"""What holds for passwords, refresh tokens and names, decided without looking anything up."""

import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 128
_TELLING = 4  # a shorter local part stands in too many innocent passwords

REFRESH_LIFETIME = timedelta(days=7)
LONGEST_SIGN_IN = timedelta(days=90)
GRACE = timedelta(seconds=10)


def password_problem(password: str, *, email: str, common: Container[str]) -> str | None:
    """Why this password is refused, for a person to read; None where it is good (NIST SP 800-63B §3.1.1)."""
    text = unicodedata.normalize("NFC", password)
    folded = text.casefold()
    local = email.partition("@")[0].casefold()
    if len(text) < SHORTEST_PASSWORD:
        return f"Must have {SHORTEST_PASSWORD} characters or more."
    if len(text) > LONGEST_PASSWORD:
        return f"Must have {LONGEST_PASSWORD} characters or less."
    if folded in common or len(set(folded)) == 1:
        return "Too common: it is among the first that anybody would try."
    if len(local) >= _TELLING and local in folded:
        return "Must not contain your e-mail address."
    return None


def public_name(role: str, first_name: str, last_name: str) -> str:
    """Providers show their name; of everybody else strangers see the first name and an initial."""
    if role == "PROVIDER" or not last_name:
        return f"{first_name} {last_name}".strip()
    return f"{first_name} {last_name[0]}."


@dataclass(frozen=True, slots=True)
class Presented:
    """A refresh token that came in, and what stands about it in the books."""

    expires_at: datetime
    spent_at: datetime | None
    spent_by: bytes | None
    family_ended: bool


class Verdict(Enum):
    ROTATE = auto()
    REPEAT = auto()  # the answer was lost, or two tabs raced: a further successor
    REUSED = auto()  # two hold it, one of them a thief: the family ends
    DEAD = auto()


def judge(token: Presented, *, client: bytes, now: datetime) -> Verdict:
    """What becomes of a refresh token that is presented (RFC 9700 §4.14)."""
    if token.family_ended:
        return Verdict.DEAD
    if token.spent_at is not None:
        lost = token.spent_by == client and now - token.spent_at <= GRACE
        return Verdict.REPEAT if lost else Verdict.REUSED
    return Verdict.ROTATE if now < token.expires_at else Verdict.DEAD
