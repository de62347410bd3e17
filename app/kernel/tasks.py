"""The catalogue of every kind of work that waits: its queue and its patience. Workers and ledger read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Queue(StrEnum):
    RESERVATIONS = "reservations"
    DEFAULT = "default"
    PAYMENTS = "payments"
    CALENDARS = "calendars"
    MESSAGES = "messages"
    SEARCH = "search"
    WEBHOOKS = "webhooks"
    BULK = "bulk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long one try may hold its lease, how many tries there are, and how their distance grows.

    A lease is prolonged while its task is in work, for `longest` at most: so it can be short, and what a dead
    worker held is soon taken up.
    """

    lease: timedelta
    longest: timedelta
    tries: int
    base: timedelta
    cap: timedelta


QUICK = Patience(
    lease=timedelta(seconds=5),
    longest=timedelta(seconds=100),
    tries=12,
    base=timedelta(seconds=0.2),
    cap=timedelta(seconds=30),
)
OUTSIDE = Patience(
    lease=timedelta(seconds=8),
    longest=timedelta(minutes=10),
    tries=20,
    base=timedelta(seconds=2),
    cap=timedelta(minutes=30),
)
# How tries are spread after a mistake of ours, whatever the kind of work: nobody mends that in seconds,
# and a thousand such tasks must not keep the workers busy. The tries themselves are those of the kind.
PUZZLED = Patience(
    lease=timedelta(seconds=5),
    longest=timedelta(seconds=100),
    tries=12,
    base=timedelta(seconds=30),
    cap=timedelta(minutes=10),
)
# An index that is away for hours is not given up: it is asked every few seconds, and caught up with.
INDEX = Patience(
    lease=timedelta(seconds=8),
    longest=timedelta(minutes=10),
    tries=2000,
    base=timedelta(seconds=0.5),
    cap=timedelta(seconds=10),
)
REBUILD = Patience(
    lease=timedelta(seconds=30),
    longest=timedelta(hours=10),
    tries=5,
    base=timedelta(seconds=30),
    cap=timedelta(minutes=10),
)
# A reading waits for the one before it, which takes moments; what the company does is not its task's affair.
READING = Patience(
    lease=timedelta(seconds=8),
    longest=timedelta(minutes=10),
    tries=40,
    base=timedelta(seconds=0.3),
    cap=timedelta(seconds=20),
)


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    queue: Queue
    patience: Patience


class Catalogue:
    """Kinds by name. Unknown names are an error at the moment they are written, not when they run."""

    def __init__(self, *kinds: Kind) -> None:
        self._kinds = {kind.name: kind for kind in kinds}

    def __getitem__(self, name: str) -> Kind:
        return self._kinds[name]

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._kinds.values())


CATALOGUE = Catalogue(
    Kind("bookings.reserve", Queue.RESERVATIONS, QUICK),
    Kind("bookings.expire_hold", Queue.DEFAULT, QUICK),
    Kind("bookings.complete", Queue.DEFAULT, QUICK),
    Kind("bookings.let_card_go", Queue.DEFAULT, QUICK),
    Kind("bookings.recover", Queue.BULK, OUTSIDE),
    Kind("bookings.drop_file", Queue.BULK, OUTSIDE),
    Kind("bookings.mind_time_law", Queue.BULK, OUTSIDE),
    Kind("bookings.keep_wall_times", Queue.DEFAULT, OUTSIDE),
    Kind("privacy.write_export", Queue.BULK, OUTSIDE),
    Kind("privacy.drop_export", Queue.BULK, QUICK),
    Kind("privacy.look", Queue.BULK, OUTSIDE),
    Kind("privacy.erase", Queue.BULK, OUTSIDE),
    Kind("waitlist.offer", Queue.DEFAULT, QUICK),
    Kind("waitlist.settle", Queue.DEFAULT, QUICK),
    Kind("waitlist.look", Queue.BULK, OUTSIDE),
    Kind("swaps.lapse", Queue.DEFAULT, QUICK),
    Kind("swaps.look", Queue.BULK, OUTSIDE),
    Kind("payments.void", Queue.PAYMENTS, OUTSIDE),
    Kind("payments.release", Queue.PAYMENTS, OUTSIDE),
    Kind("payments.capture", Queue.PAYMENTS, OUTSIDE),
    Kind("payments.claim", Queue.PAYMENTS, OUTSIDE),
    Kind("payments.forget_customer", Queue.PAYMENTS, OUTSIDE),
    Kind("payments.refund", Queue.PAYMENTS, OUTSIDE),
    Kind("payments.apply_notice", Queue.PAYMENTS, OUTSIDE),
    Kind("payments.check", Queue.PAYMENTS, OUTSIDE),
    Kind("payments.change_company", Queue.PAYMENTS, OUTSIDE),
    Kind("payments.reconcile", Queue.PAYMENTS, OUTSIDE),
    Kind("payments.compare", Queue.PAYMENTS, OUTSIDE),
    Kind("payments.sandbox_notify", Queue.PAYMENTS, OUTSIDE),
    Kind("payouts.check", Queue.PAYMENTS, OUTSIDE),
    Kind("plans.check", Queue.PAYMENTS, OUTSIDE),
    Kind("plans.stop", Queue.PAYMENTS, OUTSIDE),
    Kind("plans.enforce", Queue.BULK, OUTSIDE),
    Kind("invoices.issue", Queue.DEFAULT, QUICK),
    Kind("promotions.close_unpaid", Queue.DEFAULT, QUICK),
    Kind("notifications.tell", Queue.DEFAULT, QUICK),
    Kind("notifications.tell_rejection", Queue.DEFAULT, QUICK),
    Kind("notifications.schedule_reminders", Queue.DEFAULT, QUICK),
    Kind("notifications.remind", Queue.DEFAULT, QUICK),
    Kind("notifications.plan_digests", Queue.BULK, OUTSIDE),
    Kind("notifications.digest", Queue.DEFAULT, QUICK),
    Kind("notifications.send", Queue.MESSAGES, OUTSIDE),
    Kind("notifications.apply_report", Queue.DEFAULT, OUTSIDE),
    Kind("webhooks.deliver", Queue.WEBHOOKS, OUTSIDE),
    Kind("webhooks.clean", Queue.BULK, OUTSIDE),
    Kind("calendars.connect", Queue.CALENDARS, OUTSIDE),
    Kind("calendars.read", Queue.CALENDARS, READING),
    Kind("calendars.refresh", Queue.DEFAULT, QUICK),
    Kind("calendars.compare", Queue.CALENDARS, READING),
    Kind("calendars.push", Queue.DEFAULT, QUICK),
    Kind("calendars.agree", Queue.CALENDARS, OUTSIDE),
    Kind("calendars.watch", Queue.CALENDARS, OUTSIDE),
    Kind("calendars.leave", Queue.CALENDARS, OUTSIDE),
    Kind("calendars.care", Queue.BULK, OUTSIDE),
    Kind("calendars.compare_all", Queue.BULK, OUTSIDE),
    Kind("search.index", Queue.SEARCH, INDEX),
    Kind("search.check", Queue.SEARCH, OUTSIDE),
    Kind("search.refresh", Queue.BULK, REBUILD),
    Kind("analytics.tell", Queue.BULK, OUTSIDE),
    Kind("operations.clean", Queue.BULK, OUTSIDE),
    Kind("operations.seal_trail", Queue.BULK, OUTSIDE),
)
