"""The schedules of several offerings, which one booking takes together."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from app.availability.schedule import Schedule, ask, schedule_of
from app.bookings.errors import UnknownOffering, UnknownProvider
from app.db.fast import Run, fetch_one
from app.kernel.errors import Detail

AROUND = timedelta(days=2)  # a day's length, and a day's buffer


def parts_of(
    provider_id: int,
    offering_ids: Sequence[int],
    *,
    since: datetime,
    until: datetime,
    besides: int = 0,
    retired: bool = False,
    run: Run = fetch_one,
) -> list[Schedule]:
    """Each offering's schedule for times in this window, in their order. For the others see `ask`.

    Raises:
        UnknownProvider, UnknownOffering.
    """
    window: dict[str, Any] = {
        "since": since - AROUND,
        "until": until + AROUND,
        "besides": besides,
        "retired": retired,
        "run": run,
    }
    parts = []
    for number, offering_id in enumerate(offering_ids):
        facts = ask(provider_id, offering_id=offering_id, **window)
        if facts is None or not facts["published"]:
            raise UnknownProvider(details=[Detail("providerId", "There is no such provider.")])
        if facts["offering_id"] is None:
            field = f"offeringIds.{number}"
            raise UnknownOffering(details=[Detail(field, "The provider has no such offering.")])
        parts.append(schedule_of(facts))
    return parts
