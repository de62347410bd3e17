"""Letting time pass: what stands in the tables moves into the past."""

from datetime import timedelta

from tests.api import execute


def hold_runs_out(booking_id: int) -> None:
    """A booking's deadline, and the task that waits for it, are a second ago."""
    execute("UPDATE bookings SET hold_expires_at = now() - interval '1 second' WHERE id = :id", id=booking_id)
    _due("bookings.expire_hold", booking_id)


def runs_out_in(booking_id: int, left: timedelta) -> None:
    """A booking has so long left; the task that waits for its deadline is due then, as it always is."""
    execute("UPDATE bookings SET hold_expires_at = now() + :left WHERE id = :id", id=booking_id, left=left)
    execute(
        "UPDATE tasks SET run_at = (SELECT hold_expires_at FROM bookings WHERE id = CAST(:id AS bigint))"
        " WHERE actor = 'bookings.expire_hold' AND args->>'booking_id' = :id AND state = 'ready'",
        id=str(booking_id),
    )


def goes_by(booking_id: int, span: timedelta) -> None:
    """A booking lies so much further back than it did; its tasks are due as if that time had passed."""
    execute(
        "UPDATE bookings SET start_time = start_time - :span, end_time = end_time - :span,"
        " hold_expires_at = hold_expires_at - :span WHERE id = :id",
        id=booking_id,
        span=span,
    )
    _due("bookings.complete", booking_id)


def _due(actor: str, booking_id: int) -> None:
    execute(
        "UPDATE tasks SET run_at = now() - interval '1 second'"
        " WHERE actor = :actor AND args->>'booking_id' = :id AND state = 'ready'",
        actor=actor,
        id=str(booking_id),
    )
