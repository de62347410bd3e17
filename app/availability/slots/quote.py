"""A signed, short-lived offer: the price and the policy that stood beside the slots a client saw."""

from datetime import datetime, timedelta
from typing import Any

import jwt

from app.availability.schedule import Schedule
from app.kernel.signing import key_for
from app.ports import ports

LIFETIME = timedelta(minutes=15)


def quote_of(schedule: Schedule, since: datetime, until: datetime) -> str:
    """The quote for every slot of one offering that starts in `[since, until)`."""
    facts = schedule.facts
    claims: dict[str, Any] = {
        "typ": "quote",
        "provider": schedule.provider_id,
        "offering": schedule.offering_id,
        "from": int(since.timestamp()),
        "to": int(until.timestamp()),
        "minutes": schedule.terms.duration,
        "price": facts["price_minor"],
        "currency": facts["currency"],
        "free": facts["cancel_free_hours"],
        "late": facts["cancel_late_percent"],
        "noShow": facts["no_show_percent"],
        "deposit": facts["deposit_percent"],
        "exp": int((schedule.now + LIFETIME).timestamp()),
    }
    return jwt.encode(claims, key_for(ports().site.secret, "quote"), algorithm="HS256")
