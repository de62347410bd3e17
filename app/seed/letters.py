"""The mails that the demo world has behind it: sent, so that nobody is written to again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.notifications.models import Delivery, DeliveryStatus
from app.seed.plot import Entry
from app.seed.rows import write

# Which chapter of a booking is told to whom, and under which name.
_TOLD = {
    "approval": ("booking_requested", ("provider",)),
    "confirmed": ("booking_confirmed", ("client", "provider")),
    "cancelled": ("booking_cancelled", ("client", "provider")),
    "rejected": ("booking_declined", ("client",)),
    "expired": ("booking_expired", ("client", "provider")),
}


def write_letters(session: Session, entries: Sequence[Entry], refund_ids: Mapping[int, int]) -> None:
    rows = [row for entry in entries for row in _letters(entry, refund_ids.get(entry.booking_id))]
    write(session, Delivery, rows)


def _letters(entry: Entry, refund_id: int | None) -> Iterator[dict[str, Any]]:
    people = {"client": entry.guest.user_id, "provider": entry.shop.user_id}
    for version, (chapter, at) in enumerate(entry.moments, start=1):
        kind, roles = _TOLD.get(chapter.kind, ("", ()))
        for role in roles:
            subject, data = f"booking-{entry.booking_id}:{version}", {"role": role, "version": version}
            yield _sent(entry, kind, people[role], subject, data) | {"created_at": at, "sent_at": at}
    if refund_id is not None:
        data = {"role": "client", "refund_id": refund_id}
        at = entry.last[1]
        yield _sent(entry, "payment_refunded", people["client"], f"refund-{refund_id}", data) | {
            "created_at": at,
            "sent_at": at,
        }


def _sent(entry: Entry, kind: str, user_id: int, subject: str, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "user_id": user_id,
        "booking_id": entry.booking_id,
        "kind": kind,
        "channel": "EMAIL",
        "dedupe_key": f"{subject}:{kind}:EMAIL:{user_id}",
        "data": data,
        "status": DeliveryStatus.SENT,
        "reference": "demo",
    }
