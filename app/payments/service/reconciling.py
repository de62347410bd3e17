"""For the promise that no payment is forgotten when a webhook is: the sweep that finds it broken."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.db import ledger
from app.payments import queries
from app.ports import ports


def check_unsure(session: Session, *, now: datetime) -> int:
    """Have the company asked about every payment that has been silent for too long. Returns how many."""
    unsure = queries.unsure(session, companies=list(ports().companies), now=now)
    for payment_id in unsure:
        key = f"payments.check:{payment_id}:{now:%Y-%m-%dT%H:%M}"
        ledger.enqueue(session, "payments.check", payment_id=payment_id, dedupe_key=key)
    return len(unsure)
