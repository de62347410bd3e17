"""Taken stretches of a provider's time, written as a reservation writes them."""

from datetime import datetime, timedelta

from app.kernel.ids import public_number
from tests.api import execute

_OCCUPY = """
    INSERT INTO occupancies (resource_id, during, kind, booking_id, offering_id, starts_at)
    SELECT r.id, tstzrange(:since, :until), :kind, :booking_id, o.id, :since
    FROM resources r JOIN offerings o ON o.provider_id = r.provider_id
    WHERE r.provider_id = :provider_id AND o.title = 'One hour'
    ON CONFLICT DO NOTHING RETURNING booking_id
"""
_STAND = """
    INSERT INTO bookings (id, provider_id, client_id, offering_id, start_time, end_time, wall_start, zone,
        tz_version, client_timezone, status, step, payment_required, amount_minor, currency,
        cancel_free_hours, cancel_late_percent)
    SELECT :id, o.provider_id, :client_id, o.id, :since, :until, :since, 'UTC', 'test', 'UTC', :status,
        CASE :status WHEN 'PENDING' THEN 'HELD' END, false, 0, o.currency, 24, 0
    FROM offerings o WHERE o.provider_id = :provider_id AND o.title = 'One hour'
"""


def stand(provider_id: int, client_id: int, start: datetime, *, status: str = "CONFIRMED") -> int:
    """The id of a booking of an hour that stands, with its row and its time."""
    booking_id = book(provider_id, start, kind="booking" if status == "CONFIRMED" else "hold")
    assert booking_id is not None
    until = start + timedelta(hours=1)
    own = {"id": booking_id, "provider_id": provider_id, "client_id": client_id, "status": status}
    execute(_STAND, **own, since=start, until=until)
    return booking_id


def book(provider_id: int, start: datetime, *, minutes: int = 60, kind: str = "booking") -> int | None:
    """The id of a booking that got the time; None if it was taken."""
    booking_id: int | None = execute(
        _OCCUPY,
        provider_id=provider_id,
        since=start,
        until=start + timedelta(minutes=minutes),
        kind=kind,
        booking_id=public_number(),
    )
    return booking_id


def taken(provider_id: int, kind: str) -> list[tuple[datetime, datetime]]:
    """What of a provider's time is taken by one kind, ascending."""
    found = execute(
        "SELECT coalesce(json_agg(json_build_array(lower(during), upper(during)) ORDER BY during), '[]')"
        " FROM occupancies o JOIN resources r ON r.id = o.resource_id"
        " WHERE r.provider_id = :id AND o.kind = :kind",
        id=provider_id,
        kind=kind,
    )
    return [(datetime.fromisoformat(since), datetime.fromisoformat(until)) for since, until in found]
