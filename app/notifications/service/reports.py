"""What companies tell of messages later: remembered once, then applied."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import ledger
from app.db.ledger.models import InboxEvent
from app.kernel.errors import TransientError
from app.notifications import contacts
from app.notifications.keys import belongs, number_of
from app.notifications.kinds import Channel
from app.notifications.models import Delivery, DeliveryStatus
from app.notifications.service.blocking import block, unblock
from app.ports.receipts import Why
from app.ports.reports import Became, Report

log = structlog.get_logger(__name__)

_ADDRESS = "address:"
_WHY = {Became.BOUNCED: Why.BOUNCED, Became.COMPLAINED: Why.COMPLAINED, Became.STOPPED: Why.STOPPED}
_TAKEN = frozenset({DeliveryStatus.SENT, DeliveryStatus.DELIVERED})

# What a message is after news of it; None: what it was. Late news of an arrival does not undo a bounce.
_AFTER: Mapping[Became, DeliveryStatus | None] = {
    Became.DELIVERED: DeliveryStatus.DELIVERED,
    Became.FAILED: DeliveryStatus.FAILED,
    Became.BOUNCED: DeliveryStatus.BOUNCED,
    Became.STOPPED: DeliveryStatus.FAILED,
    Became.COMPLAINED: None,
    Became.STARTED: None,
}


def receive(session: Session, source: str, reports: Sequence[Report]) -> int:
    """Remember what is new, and owe its application. Returns how many that were."""
    return sum(_received(session, source, report) for report in reports)


def _received(session: Session, source: str, report: Report) -> bool:
    """An address is remembered by its hash alone."""
    about = report.key or f"{_ADDRESS}{contacts.hashed(Channel.SMS, report.address or '').hex()}"
    new = ledger.receive(
        session, source=source, event_id=report.event_id, kind=report.became.value, reference=about
    )
    if new:
        ledger.enqueue(
            session,
            "notifications.apply_report",
            source=source,
            event_id=report.event_id,
            reason=report.reason,
        )
    return new


def apply_report(session: Session, source: str, event_id: str, *, reason: str, now: datetime) -> None:
    """Raises TransientError: the news was faster than our own note that the message was handed over."""
    event = session.get(InboxEvent, (source, event_id))
    if event is None:
        return
    became = Became(event.kind)
    if event.reference.startswith(_ADDRESS):
        _of_address(session, bytes.fromhex(event.reference.removeprefix(_ADDRESS)), became, reason)
        return
    delivery = _delivery(session, event.reference)
    if delivery is None:
        log.warning("report of no message of ours", source=source, event_id=event_id)
        return
    if delivery.status == DeliveryStatus.OWED:
        raise TransientError("the message is not noted as sent yet")
    _of_message(session, delivery, became, reason, now)


def _delivery(session: Session, key: str) -> Delivery | None:
    """The message of a key, held."""
    number = number_of(key)
    if number is None:
        return None
    found = session.scalars(select(Delivery).where(Delivery.id == number).with_for_update()).first()
    return found if found is not None and belongs(key, found) else None


def _of_message(session: Session, delivery: Delivery, became: Became, reason: str, now: datetime) -> None:
    after = _AFTER[became]
    if after is not None and delivery.status in _TAKEN:
        delivery.status = after
        if after is DeliveryStatus.DELIVERED:
            delivery.delivered_at = now
        else:
            delivery.last_error = reason
    if (why := _WHY.get(became)) is not None:
        block(session, delivery.address_hash, why, reason)


def _of_address(session: Session, address_hash: bytes, became: Became, reason: str) -> None:
    if became is Became.STARTED:
        unblock(session, [address_hash])
    elif (why := _WHY.get(became)) is not None:
        block(session, address_hash, why, reason)
