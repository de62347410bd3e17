"""What the templates say, in the reader's language, zone and currency style: the story as strings. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.dates import format_timedelta

from app.kernel.money import Money
from app.notifications import times
from app.notifications.facts import Appointment, Paid, Person
from app.notifications.kinds import Role
from app.notifications.languages import Speech

_CODE = re.compile(r"[A-Z][A-Z_]*\Z")
_WEB = re.compile(r"https?://\S+\Z")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_ON_ITS_WAY = frozenset({"AUTHORIZED", "PROCESSING"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """`other` is whom the reader meets; `when_other` their clock, where it is another zone's."""

    title: str
    other: str
    client: str
    provider: str
    when: str
    when_other: str | None
    day: str
    address: str | None
    video_link: str | None
    price: str | None
    deposit: str | None
    state_of_price: str
    reference: str
    notes: str | None
    said: str | None
    reason: str | None
    cancelled_by: str | None
    free_hours: int
    free_until: str | None
    late_percent: int
    answer_by: str | None
    pay_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What becomes of the money of a booking that ended: `case` picks the sentence."""

    case: str
    amount: str
    returned: str
    kept: str


@dataclass(frozen=True, slots=True)
class Link:
    """A one-time link, and for how long it works."""

    url: str
    lasts: str


def booking(appointment: Appointment, role: Role, speech: Speech, *, now: datetime) -> Booking:
    reader, other = appointment.client, appointment.provider
    if role is Role.PROVIDER:
        reader, other = other, reader
    starts, ends = appointment.starts, appointment.ends
    answer_by, free_until = appointment.answer_by, _free_until(appointment)
    stands = appointment.status == "CONFIRMED"
    return Booking(
        title=one_line(appointment.title),
        other=one_line(other.name),
        client=one_line(appointment.client.name),
        provider=one_line(appointment.provider.name),
        when=times.span(starts, ends, reader.zone, speech),
        when_other=times.span(starts, ends, other.zone, speech) if other.zone != reader.zone else None,
        day=times.day(starts, reader.zone, speech),
        address=appointment.address,
        video_link=_safe(appointment.video_link) if stands else None,
        price=appointment.price.words(speech.locale) if appointment.price.minor else None,
        deposit=appointment.paid.amount.words(speech.locale) if appointment.paid else None,
        state_of_price=_state_of_price(appointment),
        reference=appointment.reference,
        notes=appointment.notes,
        said=_said(appointment.reason),
        reason=appointment.reason,
        cancelled_by=appointment.cancelled_by,
        free_hours=appointment.cancel_free_hours,
        free_until=times.moment(free_until, reader.zone, speech) if free_until > now else None,
        late_percent=appointment.cancel_late_percent if appointment.paid else 0,
        answer_by=times.moment(answer_by, reader.zone, speech) if answer_by else None,
        pay_url=_safe(appointment.paid.pay_url) if appointment.paid else None,
    )


def settled(paid: Paid | None, speech: Speech) -> Settled | None:
    """None: no money was ever asked for."""
    if paid is None:
        return None
    kept = Money(paid.captured.minor - paid.refunded.minor, paid.captured.currency)
    return Settled(
        case=_case(paid, kept),
        amount=paid.amount.words(speech.locale),
        returned=paid.refunded.words(speech.locale),
        kept=kept.words(speech.locale),
    )


def link(url: str, lifetime: timedelta, speech: Speech) -> Link:
    return Link(url, format_timedelta(lifetime, locale=speech.locale))


def first_name(person: Person) -> str:
    return one_line(person.first_name or person.name)


def one_line(text: str) -> str:
    """Names and titles stand in subjects: no character of theirs may begin a new line."""
    return _CONTROLS.sub(" ", text).strip()


def _case(paid: Paid, kept: Money) -> str:
    if paid.status in _ON_ITS_WAY:
        return "pending"
    if not paid.captured.minor:
        return "uncharged"
    if not kept.minor:
        return "returned"
    return "shared" if paid.refunded.minor else "kept"


def _state_of_price(appointment: Appointment) -> str:
    """`free`, `due` (the provider is paid directly), `paid`, `deposit`, or `open`: nothing to add."""
    paid = appointment.paid
    if not appointment.price.minor:
        return "free"
    if not appointment.payment_required:
        return "due"
    if paid is None or appointment.status != "CONFIRMED" or paid.pay_url is not None:
        return "open"
    return "paid" if paid.amount == appointment.price else "deposit"


def _free_until(appointment: Appointment) -> datetime:
    return appointment.starts - timedelta(hours=appointment.cancel_free_hours)


def _said(reason: str | None) -> str | None:
    """The words of a person; what the house itself noted is a code in capitals."""
    return None if reason is None or _CODE.match(reason) else reason


def _safe(url: str | None) -> str | None:
    """Only web addresses become links."""
    return url if url is not None and _WEB.match(url) else None
