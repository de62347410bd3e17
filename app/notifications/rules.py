"""Whether a message is still worth sending when its turn comes. Pure."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from app.notifications.facts import Appointment, Story
from app.notifications.kinds import ANNOUNCEMENTS, About, Kind, Role

Objection = str
TOO_LATE = "too late to be of use"
USEFUL_UNTIL = timedelta(minutes=15)  # before the start; a reminder after that only disturbs

_STATES: Mapping[Kind, tuple[tuple[str, str | None], ...]] = {
    Kind.BOOKING_REQUESTED: (("PENDING", "APPROVAL"),),
    Kind.BOOKING_CONFIRMED: (("CONFIRMED", None),),
    Kind.BOOKED_FOR_YOU: (("PENDING", "HELD"),),
    Kind.GUEST_BOOKING: (("PENDING", "FORM"),),
    Kind.SERIES_BOOKED: (("CONFIRMED", None),),
    Kind.SERIES_REQUESTED: (("PENDING", "APPROVAL"),),
    Kind.TIME_LAW_CHANGED: (("CONFIRMED", None),),
    Kind.TIME_LAW_CONFLICT: (("CONFIRMED", None),),
    Kind.SWAP_PROPOSED: (("CONFIRMED", None),),
    Kind.SWAP_REFUSED: (("CONFIRMED", None),),
    Kind.WAITLIST_OFFER: (("PENDING", "OFFERED"),),
    Kind.WAITLIST_LAPSED: (("EXPIRED", None),),
    Kind.BOOKING_MOVED: (("CONFIRMED", None),),
    Kind.PAYMENT_DUE: (("CONFIRMED", None),),
    Kind.FEE_DUE: (("CANCELLED", None), ("NO_SHOW", None)),
    Kind.BOOKING_DECLINED: (("REJECTED", None),),
    Kind.BOOKING_CANCELLED: (("CANCELLED", None),),
    Kind.BOOKING_EXPIRED: (("EXPIRED", None),),
    Kind.BOOKING_REJECTED: (("REJECTED", None),),
    Kind.BOOKING_REMINDER: (("CONFIRMED", None),),
    Kind.REVIEW_INVITATION: (("COMPLETED", None),),
    Kind.FOLLOW_UP: (("COMPLETED", None),),
}
_FOR_THE_FUTURE = frozenset(
    {
        Kind.BOOKING_REQUESTED,
        Kind.BOOKING_CONFIRMED,
        Kind.BOOKED_FOR_YOU,
        Kind.BOOKING_MOVED,
        Kind.SERIES_BOOKED,
        Kind.SERIES_REQUESTED,
        Kind.TIME_LAW_CHANGED,
        Kind.TIME_LAW_CONFLICT,
        Kind.SWAP_PROPOSED,
        Kind.SWAP_REFUSED,
        Kind.PAYMENT_DUE,
    }
)
_TO_BE_PAID = frozenset({Kind.PAYMENT_DUE, Kind.BOOKED_FOR_YOU, Kind.FEE_DUE})
_OF_SWAPS = frozenset({Kind.SWAP_PROPOSED, Kind.SWAP_REFUSED})
_NEWS_OF_AN_END = frozenset({Kind.BOOKING_CANCELLED, Kind.BOOKING_EXPIRED, Kind.BOOKING_HANDED_OVER})


def objection(story: Story, *, now: datetime) -> Objection | None:
    """Why this message must not be sent any more; None: it is true and of use.

    The booking's state decides, not its version: a note that changed meanwhile makes a confirmation no lie,
    and the letter is written from the newest version anyway. Where the same was told again since, of a later
    version, the later message says it all.
    """
    if story.reader.gone:
        return "the account is gone"
    if story.reader.guest and story.kind is Kind.REVIEW_INVITATION:
        return "who has no account writes no review"
    return _CHECKS[ANNOUNCEMENTS[story.kind].about](story, now)


def _of_booking(story: Story, now: datetime) -> Objection | None:
    appointment = story.appointment
    if appointment is None:
        return "there is no such booking"
    if story.kind in _OF_SWAPS and story.swapped is None:
        return "the proposal has ended"
    if (objection := _of_its_state(appointment, story.kind)) is not None:
        return objection
    return _of_use(story, appointment, now)


def _of_its_state(appointment: Appointment, kind: Kind) -> Objection | None:
    now = (appointment.status, appointment.step)
    if now not in _STATES.get(kind, (now,)):
        return f"the booking is {' '.join(filter(None, (appointment.status, appointment.step)))}"
    payable = appointment.paid is not None and appointment.paid.pay_url is not None
    return "there is nothing to pay" if kind in _TO_BE_PAID and not payable else None


def _of_use(story: Story, appointment: Appointment, now: datetime) -> Objection | None:
    """Why a message that is true need not be sent."""
    if story.superseded:
        return "told again since"
    if story.kind in _FOR_THE_FUTURE and _is_over(appointment, story.kind, now):
        return "its time has passed"
    if story.kind is Kind.BOOKING_REMINDER:
        return _of_reminder(story.version, appointment, now)
    if story.answered:
        return "done already"
    if story.role is Role.PROVIDER and story.kind in _NEWS_OF_AN_END and not story.heard:
        return "the provider never heard of this booking"
    return None


def _of_reminder(version: int | None, appointment: Appointment, now: datetime) -> Objection | None:
    """Each version of a booking plans its own reminders, so those of an earlier one are void."""
    if version != appointment.version:
        return "the booking has changed since"
    return TOO_LATE if is_too_late(appointment.starts, now) else None


def is_too_late(starts: datetime, now: datetime) -> bool:
    return now > starts - USEFUL_UNTIL


def _is_over(appointment: Appointment, kind: Kind, now: datetime) -> bool:
    """A confirmation is of use until the end; a request can be answered until the start."""
    return now >= (appointment.starts if kind is Kind.BOOKING_REQUESTED else appointment.ends)


def _of_refund(story: Story, now: datetime) -> Objection | None:
    del now
    if story.refund is None or not _about_something(story):
        return "there is no such refund"
    return "the refund failed" if story.refund.failed else None


def _of_dispute(story: Story, now: datetime) -> Objection | None:
    del now
    return "the dispute is decided" if story.disputed is None or not _about_something(story) else None


def _of_invoice(story: Story, now: datetime) -> Objection | None:
    del now
    return "there is no such invoice" if story.invoice is None or not _about_something(story) else None


def _of_purchase(story: Story, now: datetime) -> Objection | None:
    del now
    return None if story.bundle is not None and story.bundle.paid else "the package is not paid for"


def _about_something(story: Story) -> bool:
    return story.appointment is not None or story.bundle is not None


def _of_calendar(story: Story, now: datetime) -> Objection | None:
    del now
    if story.outside is None:
        return "the calendar was disconnected"
    if story.kind is Kind.CALENDAR_LOST:
        return None if story.outside.lost else "the calendar was connected again"
    return None if story.outside.conflicts else "settled since"


def _of_plan(story: Story, now: datetime) -> Objection | None:
    if story.lapses is None:
        return "there is a plan in force"
    return "its time has passed" if now >= story.lapses else None


def _of_event_change(story: Story, now: datetime) -> Objection | None:
    if story.event_change is None or story.appointment is None:
        return "there is no such change"
    if now >= story.appointment.ends:
        return "its time has passed"
    return "decided already" if story.kind is Kind.CALENDAR_ASKS and not story.event_change.open else None


def _of_account(story: Story, now: datetime) -> Objection | None:
    del now
    if story.kind is Kind.VERIFY_EMAIL and story.reader.verified:
        return "the address is verified already"
    return None  # a code for a number is asked for by its owner, who waits for it


def _of_hosting(story: Story, now: datetime) -> Objection | None:
    del now
    return "nobody is asked any more" if story.hosting is None else None


def _of_agenda(story: Story, now: datetime) -> Objection | None:
    if story.agenda is None or not story.agenda.entries:
        return "there is nothing on the agenda"
    return "its time has passed" if now >= story.agenda.entries[-1].ends else None


_CHECKS: Mapping[About, Callable[[Story, datetime], Objection | None]] = {
    About.BOOKING: _of_booking,
    About.PURCHASE: _of_purchase,
    About.REFUND: _of_refund,
    About.DISPUTE: _of_dispute,
    About.INVOICE: _of_invoice,
    About.CALENDAR: _of_calendar,
    About.PLAN: _of_plan,
    About.EVENT_CHANGE: _of_event_change,
    About.ACCOUNT: _of_account,
    About.AGENDA: _of_agenda,
    About.HOSTING: _of_hosting,
}
