"""Owing messages: one delivery a person and channel, taken once however often it is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.db import ledger
from app.notifications import queries
from app.notifications.kinds import ANNOUNCEMENTS, About, Channel, Kind, Role
from app.notifications.models import Delivery

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Subject:
    """`name` is the first part of the dedupe key; `data` goes with the delivery: ids alone."""

    name: str
    people: Mapping[Role, int]
    booking_id: int | None
    data: Mapping[str, Any]


def tell(session: Session, kind: str, *, occasion: str, **about: int | None) -> list[int]:
    """Owe a message to everybody it concerns, each once, and the sending of it.

    `about` is `booking_id` and `version`, `refund_id`, `dispute_id`, or `user_id`. `occasion` tells two
    messages of one kind to one account apart: a booking's version, or the refund, does that by itself. Nobody
    is told what concerns nobody.

    Returns:
        The new deliveries' ids.

    Raises:
        ValueError: there is no such kind.
        TypeError: what it is about is not named.
    """
    told = Kind(kind)
    subject = _SUBJECTS[ANNOUNCEMENTS[told].about](session, occasion=occasion, **about)
    rows = [
        _row(told, role, subject, user_id)
        for role in ANNOUNCEMENTS[told].to
        if (user_id := subject.people.get(role)) is not None
    ]
    return [delivery_id for row in rows if (delivery_id := _owe(session, row)) is not None]


def _owe(session: Session, row: dict[str, Any]) -> int | None:
    """The unique dedupe key settles the race of two."""
    insertion = insert(Delivery).values(row).on_conflict_do_nothing(index_elements=["dedupe_key"])
    delivery_id: int | None = session.scalar(insertion.returning(Delivery.id))
    if delivery_id is not None:
        ledger.enqueue(session, "notifications.send", delivery_id=delivery_id)
        log.info("message owed", kind=row["kind"], delivery_id=delivery_id, booking_id=row["booking_id"])
    return delivery_id


def _row(kind: Kind, role: Role, subject: _Subject, user_id: int) -> dict[str, Any]:
    channel = Channel.EMAIL
    return {
        "user_id": user_id,
        "booking_id": subject.booking_id,
        "kind": kind.value,
        "channel": channel.value,
        "dedupe_key": f"{subject.name}:{kind}:{channel}:{user_id}",
        "data": {"role": role.value, **subject.data},
    }


def _booking(session: Session, *, occasion: str, booking_id: int, version: int | None = None) -> _Subject:
    people = queries.people_of_booking(session, booking_id)
    return _Subject(f"booking-{booking_id}:{version or occasion}", people, booking_id, {"version": version})


def _refund(session: Session, *, occasion: str, refund_id: int) -> _Subject:
    del occasion
    booking_id = queries.booking_of_refund(session, refund_id)
    people = queries.people_of_booking(session, booking_id) if booking_id is not None else {}
    return _Subject(f"refund-{refund_id}:1", people, booking_id, {"refund_id": refund_id})


def _dispute(session: Session, *, occasion: str, dispute_id: int) -> _Subject:
    del occasion
    booking_id = queries.booking_of_dispute(session, dispute_id)
    people = queries.people_of_booking(session, booking_id) if booking_id is not None else {}
    return _Subject(f"dispute-{dispute_id}:1", people, booking_id, {"dispute_id": dispute_id})


def _account(session: Session, *, occasion: str, user_id: int) -> _Subject:
    return _Subject(f"user-{user_id}:{occasion}", queries.holder(session, user_id), None, {})


_SUBJECTS: Mapping[About, Any] = {
    About.BOOKING: _booking,
    About.REFUND: _refund,
    About.DISPUTE: _dispute,
    About.ACCOUNT: _account,
}
