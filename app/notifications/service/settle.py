"""What became of a message that was handed over."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import delete, func, literal, text, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from app.notifications.models import Delivery, DeliveryStatus, PushDevice
from app.notifications.service.blocking import block
from app.notifications.service.handing import Outcome
from app.ports.mail import Receipt

log = structlog.get_logger(__name__)

_SENT = text("""
    UPDATE notifications SET status = 'SENT', sent_at = :now, reference = done.reference, last_error = NULL
    FROM unnest(cast(:ids AS bigint[]), cast(:references AS text[])) AS done(id, reference)
    WHERE notifications.id = done.id AND notifications.status = 'OWED'
    RETURNING notifications.id
""")


def settle(session: Session, delivery_id: int, outcome: Outcome, *, now: datetime) -> None:
    """Write down what became of it. Where devices are left that must be tried again it stays owed."""
    settle_all(session, {delivery_id: outcome}, now=now)


def settle_all(session: Session, outcomes: Mapping[int, Outcome], *, now: datetime) -> None:
    """Write down what became of several."""
    plain = {number: each.reference for number, each in outcomes.items() if _is_plain(each)}
    _mark_all_sent(session, plain, now)
    for number, each in outcomes.items():
        if number not in plain:
            _settle_one(session, number, each, now)


def _is_plain(outcome: Outcome) -> bool:
    """Sent, and nothing else to be noted."""
    return outcome.refused is None and outcome.again is None and not outcome.gone


def _mark_all_sent(session: Session, references: Mapping[int, str | None], now: datetime) -> None:
    """In one statement: most messages end so."""
    if not references:
        return
    values = {"ids": list(references), "references": [each or "" for each in references.values()], "now": now}
    for number in session.execute(_SENT, values).scalars():
        log.info("message sent", delivery_id=number)


def _settle_one(session: Session, delivery_id: int, outcome: Outcome, now: datetime) -> None:
    if outcome.gone:
        session.execute(delete(PushDevice).where(PushDevice.id.in_(outcome.gone)))
    if outcome.again is not None:
        _note_shown(session, delivery_id, outcome.shown)
    elif outcome.refused is not None:
        mark_refused(session, delivery_id, outcome.refused)
        if outcome.why is not None:
            block(session, _address_of(session, delivery_id), outcome.why, outcome.refused)
    else:
        mark_sent(session, delivery_id, Receipt(outcome.reference or ""), now=now)


def mark_sent(session: Session, delivery_id: int, receipt: Receipt, *, now: datetime) -> None:
    sent = {"sent_at": now, "reference": receipt.reference, "last_error": None}
    if _settle(session, delivery_id, DeliveryStatus.SENT, sent):
        log.info("message sent", delivery_id=delivery_id)


def mark_refused(session: Session, delivery_id: int, reason: str) -> None:
    """The address or the message will never be accepted: nobody tries again."""
    if _settle(session, delivery_id, DeliveryStatus.REFUSED, {"last_error": reason}):
        log.warning("message refused", delivery_id=delivery_id, why=reason)


def _settle(session: Session, delivery_id: int, status: DeliveryStatus, values: dict[str, Any]) -> bool:
    """Whether it was still owed."""
    still_owed = (Delivery.id == delivery_id, Delivery.status == DeliveryStatus.OWED)
    change = update(Delivery).where(*still_owed).values(status=status, **values).returning(Delivery.id)
    return session.scalar(change) is not None


def _note_shown(session: Session, delivery_id: int, shown: tuple[int, ...]) -> None:
    """Which devices have it, so that the next try passes them over."""
    before = func.coalesce(Delivery.data["shown"], literal([], JSONB))
    both = before.op("||")(literal(list(shown), JSONB))
    data = Delivery.data.op("||")(func.jsonb_build_object("shown", both))
    session.execute(update(Delivery).where(Delivery.id == delivery_id).values(data=data))


def _address_of(session: Session, delivery_id: int) -> bytes | None:
    return session.get_one(Delivery, delivery_id).address_hash
