"""Writing the bookings of the demo world, with all that hangs on them, in states that could be real."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session

from app.availability.models import Occupancy
from app.bookings.models import Booking, BookingEvent
from app.bookings.rules import Status
from app.db import ledger
from app.kernel.zones import database_version, instant_of, moment_of, wall_of
from app.seed.plot import Entry
from app.seed.rows import write
from app.seed.stories import OCCUPIES, REASONS, Fate


def write_bookings(session: Session, entries: Sequence[Entry]) -> None:
    write(session, Booking, [_booking(entry) for entry in entries])
    write(session, BookingEvent, [row for entry in entries for row in _events(entry)])
    write(session, Occupancy, [_occupancy(entry) for entry in entries if entry.fate in OCCUPIES])
    for entry in entries:
        _owe_what_time_brings(session, entry)


def _booking(entry: Entry) -> dict[str, Any]:
    shop, offer, (chapter, at) = entry.shop, entry.offer, entry.last
    refund = entry.refund_minor if entry.fate is Fate.CANCELLED and offer.due else None
    return {
        "id": entry.booking_id,
        "provider_id": shop.provider_id,
        "client_id": entry.guest.user_id,
        "offering_id": offer.offering_id,
        "start_time": entry.start,
        "end_time": entry.end,
        "wall_start": wall_of(shop.timetable.zone, instant_of(entry.start)).replace(tzinfo=None),
        "zone": shop.timetable.zone,
        "tz_version": database_version(),
        "client_timezone": entry.guest.timezone,
        "status": chapter.status,
        "step": chapter.step,
        "hold_expires_at": entry.deadline,
        "payment_required": offer.due,
        "amount_minor": offer.price_minor,
        "currency": shop.shop.city.currency,
        "cancel_free_hours": shop.shop.free_hours,
        "cancel_late_percent": shop.shop.late_percent,
        "notes": entry.note,
        "reason": REASONS.get(entry.fate),
        "cancelled_by": entry.guest.user_id if entry.fate is Fate.CANCELLED else None,
        "refund_due_minor": refund,
        "version": len(entry.moments),
        "created_at": entry.created,
        "updated_at": at,
        "created_by": entry.guest.user_id,
        "updated_by": entry.guest.user_id,
    }


def _events(entry: Entry) -> list[dict[str, Any]]:
    return [
        {
            "booking_id": entry.booking_id,
            "kind": chapter.kind,
            "status": chapter.status,
            "step": chapter.step,
            "version": version,
            "actor_id": entry.guest.user_id if chapter.kind in {"requested", "cancelled"} else None,
            "at": at,
        }
        for version, (chapter, at) in enumerate(entry.moments, start=1)
    ]


def _occupancy(entry: Entry) -> dict[str, Any]:
    padded = entry.offer.terms.padded(instant_of(entry.start))
    return {
        "resource_id": entry.shop.resource_id,
        "during": Range(moment_of(padded.start), moment_of(padded.end)),
        "kind": "hold" if entry.deadline else "booking",
        "booking_id": entry.booking_id,
        "offering_id": entry.offer.offering_id,
        "starts_at": entry.start,
        "expires_at": entry.deadline,
    }


def _owe_what_time_brings(session: Session, entry: Entry) -> None:
    """What is to come needs its task in the ledger, or it would never come to pass."""
    if entry.last[0].status is Status.CONFIRMED:
        ledger.enqueue(session, "bookings.complete", run_at=entry.end, booking_id=entry.booking_id)
    if entry.deadline:
        ledger.enqueue(session, "bookings.expire_hold", run_at=entry.deadline, booking_id=entry.booking_id)
