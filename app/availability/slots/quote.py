"""A signed, short-lived offer: the price, the policy and the very starts that a client saw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import jwt

from app.availability.rules.runs import among, runs_of
from app.availability.schedule import Schedule
from app.kernel.errors import InvalidInput
from app.kernel.money import Money
from app.kernel.signing import key_for
from app.kernel.zones import instant_of, moment_of
from app.ports import ports

LIFETIME = timedelta(minutes=15)
LONGEST = 64 * 1024  # characters: a month of irregular times, one by one
_PURPOSE, _ALGORITHM = "quote", "HS256"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What was promised for each of its starts. `payment` says what is wanted before it is firm."""

    provider_id: int
    offering_id: int
    minutes: int
    price: Money
    payment: str
    free_hours: int
    late_percent: int
    no_show_percent: int
    deposit_percent: int

    @property
    def duration(self) -> timedelta:
        return timedelta(minutes=self.minutes)


def quote_of(schedule: Schedule, since: datetime, until: datetime, starts: Sequence[int]) -> str:
    """The quote for these starts of one offering, which are all that are free in `[since, until)`."""
    facts = schedule.facts
    begin = int(since.timestamp())
    claims: dict[str, Any] = {
        "typ": _PURPOSE,
        "provider": schedule.provider_id,
        "offering": schedule.offering_id,
        "from": begin,
        "to": int(until.timestamp()),
        "starts": runs_of(starts, begin),
        "minutes": schedule.terms.duration,
        "price": schedule.price.minor,
        "currency": facts["currency"],
        "pay": facts["payment"],
        "free": facts["cancel_free_hours"],
        "late": facts["cancel_late_percent"],
        "noShow": facts["no_show_percent"],
        "deposit": facts["deposit_percent"],
        "exp": int((schedule.now + LIFETIME).timestamp()),
    }
    return jwt.encode(claims, _key(), algorithm=_ALGORITHM)


def read_quote(token: str, *, provider_id: int, offering_id: int | None, start: datetime) -> Quote:
    """A quote that is ours, still good, and for this start.

    Raises:
        InvalidInput: at `quote`, with what is wrong.
    """
    claims = _claims(token)
    if claims["exp"] <= ports().clock.now().timestamp():
        raise _refused("This quote has expired: look at the free times again.")
    if claims["provider"] != provider_id or offering_id not in {None, claims["offering"]}:
        raise _refused("This quote is of another provider or offering.")
    at = instant_of(start)
    if start != moment_of(at) or not among(claims["starts"], claims["from"], at):
        raise _refused("This quote is not for this start.")
    return Quote(
        provider_id=provider_id,
        offering_id=claims["offering"],
        minutes=claims["minutes"],
        price=Money(claims["price"], claims["currency"]),
        payment=claims["pay"],
        free_hours=claims["free"],
        late_percent=claims["late"],
        no_show_percent=claims["noShow"],
        deposit_percent=claims["deposit"],
    )


def _claims(token: str) -> dict[str, Any]:
    """What we once signed. Whether it is still good is asked of the one clock that we have."""
    try:
        return jwt.decode(token, _key(), algorithms=[_ALGORITHM], options={"verify_exp": False})
    except jwt.InvalidTokenError as error:
        raise _refused("This is not a quote of ours.") from error


def _refused(message: str) -> InvalidInput:
    return InvalidInput.at("quote", message)


def _key() -> bytes:
    return key_for(ports().site.secret, _PURPOSE)
