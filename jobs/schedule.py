"""What happens by the clock. A line names a kind of work; its firing puts one task into the ledger."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Every `every`, counted from midnight UTC plus `offset`."""

    name: str
    every: timedelta
    offset: timedelta = timedelta()


SCHEDULE = (
    Line(name="operations.seal_trail", every=timedelta(minutes=1)),
    Line(name="operations.clean", every=timedelta(days=1), offset=timedelta(hours=3, minutes=17)),
    Line(name="payments.reconcile", every=timedelta(minutes=5)),
    Line(name="payments.compare", every=timedelta(hours=1), offset=timedelta(minutes=8)),
    Line(name="plans.enforce", every=timedelta(hours=1), offset=timedelta(minutes=21)),
    Line(name="search.refresh", every=timedelta(minutes=5), offset=timedelta(minutes=3)),
    Line(name="search.check", every=timedelta(minutes=5), offset=timedelta(minutes=4)),
    Line(name="bookings.recover", every=timedelta(minutes=5), offset=timedelta(minutes=2)),
    Line(name="bookings.mind_time_law", every=timedelta(hours=1), offset=timedelta(minutes=6)),
    Line(name="swaps.look", every=timedelta(minutes=5), offset=timedelta(minutes=2)),
    Line(name="waitlist.look", every=timedelta(minutes=5), offset=timedelta(minutes=1)),
    Line(name="privacy.look", every=timedelta(days=1), offset=timedelta(hours=2, minutes=53)),
    Line(name="webhooks.clean", every=timedelta(days=1), offset=timedelta(hours=3, minutes=41)),
    Line(name="analytics.tell", every=timedelta(minutes=1)),
    Line(name="calendars.care", every=timedelta(minutes=1)),
    Line(name="calendars.compare_all", every=timedelta(days=1), offset=timedelta(hours=1, minutes=7)),
    Line(name="notifications.plan_digests", every=timedelta(minutes=15)),
)


def latest(line: Line, now: datetime) -> datetime:
    """The last moment at or before `now` when the line was to fire: the same for every scheduler."""
    start = EPOCH + line.offset
    return start + (now - start) // line.every * line.every
