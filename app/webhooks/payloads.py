"""What messages say: ids, times and states, and no person's name or words. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from app.kernel import ids
from app.kernel.money import Money


def of_booking(row: Mapping[Any, Any]) -> dict[str, Any]:
    """`status` and `step` are those of this event; times and amount are the booking's when it was read."""
    return {
        "bookingId": row["booking_id"],
        "reference": ids.reference(row["booking_id"]),
        "sequence": row["version"],
        "status": row["status"],
        "step": row["step"],
        "providerId": row["provider_id"],
        "offeringId": row["offering_id"],
        "clientId": row["client_id"],
        "startTime": _instant(row["start_time"]),
        "endTime": _instant(row["end_time"]),
        "amount": float(Money(row["amount_minor"], row["currency"]).major),
        "currency": row["currency"],
        "currentSequence": row["current_version"],
    }


def of_test(endpoint_id: int) -> dict[str, Any]:
    return {"endpointId": endpoint_id}


def body(kind: str, occurred: datetime, payload: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": kind, "timestamp": _instant(occurred), "data": dict(payload)}


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
