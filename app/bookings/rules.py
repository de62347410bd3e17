"""What a booking may become, who may ask for it, and what a cancellation costs. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.kernel.money import share


class Status(StrEnum):
    REQUESTED = "REQUESTED"
    PENDING = "PENDING"
    CONFIRMED = "CONFIRMED"
    COMPLETED = "COMPLETED"
    NO_SHOW = "NO_SHOW"
    CANCELLED = "CANCELLED"
    REJECTED = "REJECTED"
    EXPIRED = "EXPIRED"


class Step(StrEnum):
    """What a PENDING booking waits for."""

    FORM = "FORM"  # the client to fill in the form
    OFFERED = "OFFERED"  # the client to take what became free
    HELD = "HELD"
    APPROVAL = "APPROVAL"
    PAYING = "PAYING"
    EXPIRING = "EXPIRING"
    CANCELLING = "CANCELLING"


LONGEST_WAIT = 10.0
APPROVAL_TIME = PAYMENT_TIME = timedelta(hours=24)
NO_SHOW_TIME = timedelta(days=7)
FORM_TIME = timedelta(minutes=5)
GUEST_TIME = timedelta(minutes=15)  # to find the mail and open its link
MOST_FORMS = 3  # that one person may have open at once

# What an `attention` may name.
PAYMENT_DUE = "PAYMENT_DUE"  # confirmed, its money is gone, and the client is asked to pay again
PAYMENT_LOST = "PAYMENT_LOST"  # the same, and nothing more is tried
FEE_DUE = "FEE_DUE"  # over, and what the policy keeps could not be charged: the client is asked to pay it
TIME_LAW = "TIME_LAW"  # its wall time is at another instant now, and that is taken or does not exist
PAYMENT_UNCLEAR = "PAYMENT_UNCLEAR"  # the company does not say whether its payment is closed

# The time is kept, nothing was agreed yet: whoever was offered it submits it, lets it go, or lets it lapse.
UNSUBMITTED = frozenset({Step.FORM, Step.OFFERED})
# What still may be given another time: nobody has begun to let go of it.
STANDING = frozenset({None, Step.HELD, Step.PAYING, Step.APPROVAL})
ENDED = frozenset({Status.CANCELLED, Status.REJECTED, Status.EXPIRED, Status.COMPLETED, Status.NO_SHOW})
OPEN = frozenset({Status.REQUESTED, Status.PENDING, Status.CONFIRMED})


@dataclass(frozen=True, slots=True)
class Policy:
    """Free until so many hours before the start, afterwards so many percent of the price are kept."""

    free_hours: int
    late_percent: int
    no_show_percent: int = 100


def back(paid_minor: int, price_minor: int, kept_percent: int) -> int:
    """Minor units that go back where a share of the price is kept.

    The share is rounded down to a whole minor unit, in the client's favour, and taken from what was paid
    alone: where that was a deposit, the rest is not asked for.
    """
    return paid_minor - min(paid_minor, share(price_minor, kept_percent))


def refund_due(
    paid_minor: int,
    policy: Policy,
    *,
    start: datetime,
    at: datetime,
    by_client: bool,
    price_minor: int | None = None,
) -> int:
    """Minor units to give back of what was paid. A provider who cancels gives back everything.

    Without a price, all of it was paid.
    """
    if not by_client or start - at >= timedelta(hours=policy.free_hours):
        return paid_minor
    return back(paid_minor, paid_minor if price_minor is None else price_minor, policy.late_percent)


def no_show_due(paid_minor: int, policy: Policy, *, price_minor: int) -> int:
    """Minor units to give back to a client who did not come."""
    return back(paid_minor, price_minor, policy.no_show_percent)


def at_stake(price_minor: int, policy: Policy) -> int:
    """The most that may be kept of a price. Nobody is late where there are no free hours."""
    late = policy.late_percent if policy.free_hours else 0
    return share(price_minor, max(late, policy.no_show_percent))


def may_be_no_show(end: datetime, at: datetime) -> bool:
    """A provider says so within a week after the end."""
    return end <= at <= end + NO_SHOW_TIME


def keeps(policy: Policy, *, start: datetime, at: datetime, by_client: bool) -> bool:
    """Whether a cancellation now costs the client a share; of a credit, which has no shares, it costs all."""
    late = by_client and start - at < timedelta(hours=policy.free_hours)
    return late and policy.late_percent > 0


def asks_again(status: str, *, by_provider: bool, needs_approval: bool) -> bool:
    """Whether a move needs the provider's word: a yes was said to the old time, and it was not theirs."""
    return status == Status.CONFIRMED and needs_approval and not by_provider


def changeable(status: str, step: str | None) -> bool:
    """Whether a booking has its time and keeps it."""
    return status in {Status.PENDING, Status.CONFIRMED} and step in STANDING


def approval_deadline(now: datetime, start: datetime) -> datetime:
    """A provider answers within a day, and before the start."""
    return min(now + APPROVAL_TIME, start)


def in_time(deadline: datetime | None, now: datetime) -> bool:
    """Whether what is kept until then is kept now."""
    return deadline is not None and now < deadline


def payment_deadline(now: datetime, start: datetime) -> datetime:
    """A client whose money is gone pays again within a day, and before the start."""
    return min(now + PAYMENT_TIME, start)


def first_step(*, payment_due: bool, needs_approval: bool) -> tuple[Status, Step | None]:
    """Where a reserved booking goes: money first, then the provider's word, then it stands."""
    if payment_due:
        return Status.PENDING, Step.HELD
    if needs_approval:
        return Status.PENDING, Step.APPROVAL
    return Status.CONFIRMED, None


def wait_of(header: str | None, usual: float) -> float:
    """Seconds to wait for the outcome by the Prefer header (RFC 7240): `respond-async`, `wait=N`.

    Of a preference that stands there twice the first counts.
    """
    preferences: dict[str, str] = {}
    for part in (header or "").lower().split(","):
        name, _, value = part.partition(";")[0].partition("=")
        preferences.setdefault(name.strip(), value.strip().strip('"'))
    if "respond-async" in preferences:
        return 0.0
    seconds = preferences.get("wait", "")
    return min(float(seconds), LONGEST_WAIT) if seconds.isascii() and seconds.isdigit() else usual
