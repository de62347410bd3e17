"""A booking that is more than one stretch of one resource: decided in a transaction of its own.

What it needs is taken first, all or none; then the statement that decides plain bookings too writes the rest.
"""

from dataclasses import replace

from app.bookings.rules import Status
from app.bookings.service.reservation import DECIDE, Plan, values_of
from app.db.fast import OpenTransaction, atomically

_LOCK = "SELECT id FROM bookings WHERE id = %(id)s AND status = 'REQUESTED' FOR UPDATE"
_DECIDE = DECIDE.format(taken="SELECT booking_id FROM ours WHERE against IS NULL")


class _Lost(Exception):  # noqa: N818 - reads as what it is
    """The lease is no longer ours: what was taken is to be undone."""


def write_alone(plan: Plan) -> Status | None:
    """Carry one plan out. None: the booking no longer waits, or the lease was lost; nothing was written."""
    try:
        with atomically() as run:
            return _decided(run, plan)
    except _Lost:
        return None


def _decided(run: OpenTransaction, plan: Plan) -> Status:
    if run(_LOCK, {"id": plan.booking_id}) is None:
        raise _Lost
    if plan.take is not None:
        plan = replace(plan, against=plan.take(run))
    row = run(_DECIDE, values_of([plan]))
    if row is None:
        raise _Lost
    return Status(row["status"])
