"""Keeping a provider's pace: the rest between bookings, and how many are taken on.

No constraint knows these, so rivals take turns: each locks the row of the provider's time, reads what stands
by then, and asks the engine that listed the time. A provider without a pace pays for none of it.
"""

from datetime import datetime, timedelta

from app.availability.rules import Reason
from app.availability.schedule import Schedule, ask, schedule_of
from app.db.fast import OpenTransaction

_PACE = frozenset({Reason.REST, Reason.LIMIT_REACHED})
_AROUND = timedelta(days=2)
_TURN = "SELECT id FROM resources WHERE id = %(resource_id)s FOR NO KEY UPDATE"


def keeps_pace(run: OpenTransaction, schedule: Schedule, start: datetime, *, booking_id: int) -> bool:
    """Whether a booking of this length may stand at this start. Nobody else gets a turn until the end."""
    if not schedule.paced:
        return True
    run(_TURN, {"resource_id": schedule.resource_id})
    facts = ask(
        schedule.provider_id,
        offering_id=schedule.offering_id,
        since=start - _AROUND,
        until=start + _AROUND,
        retired=True,
        besides=booking_id,
        run=run,
    )
    if facts is None or facts["offering_id"] is None:
        return False
    return _PACE.isdisjoint(schedule_of(facts).lasting(schedule.duration).against(start))
