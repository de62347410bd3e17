"""What the phrases of the catalogue may name: the story as strings, in the reader's zone and style. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from babel.dates import format_timedelta
from babel.numbers import format_percent

from app.invoices.rules.paper import Paper
from app.kernel.money import Money
from app.notifications import times
from app.notifications.facts import Agenda, Appointment, Bundle, EventChange, Outside, Paid, Person, Wished
from app.notifications.kinds import Role
from app.notifications.languages import Speech

_CODE = re.compile(r"[A-Z][A-Z_]*\Z")
_WEB = re.compile(r"https?://\S+\Z")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]+")
_ON_ITS_WAY = frozenset({"AUTHORIZED", "PROCESSING"})


@dataclass(frozen=True, slots=True)
class Link:
    """A one-time link, and for how long it works."""

    url: str
    lasts: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code that proves a phone number, and for how long it works."""

    digits: str
    lasts: str


def booking(appointment: Appointment, role: Role, speech: Speech, *, now: datetime) -> dict[str, Any]:
    """`other` is whom the reader meets; `when_other` their clock, where it is another zone's."""
    reader, others = appointment.client, appointment.serving
    if role is Role.PROVIDER:
        reader, others = appointment.provider, (appointment.client,)
    starts, ends, zone = appointment.starts, appointment.ends, _elsewhere(reader, others)
    stands = appointment.status == "CONFIRMED"
    return {
        "booking_id": appointment.booking_id,
        "provider_id": appointment.provider_id,
        "status": appointment.status,
        "title": one_line(appointment.title),
        "other": one_line(", ".join(other.name for other in others)),
        "client": one_line(appointment.client.name),
        "provider": one_line(appointment.provider.name),
        "when": times.span(starts, ends, reader.zone, speech),
        "when_other": times.span(starts, ends, zone, speech) if zone else None,
        "soon": times.short(starts, reader.zone, speech),
        "day": times.day(starts, reader.zone, speech),
        "begins_in": format_timedelta(starts - now, add_direction=True, locale=speech.locale),
        "seats": appointment.seats,
        "address": appointment.address,
        "video_link": _safe(appointment.video_link) if stands else None,
        "price": appointment.price.words(speech.locale) if appointment.price.minor else None,
        "deposit": appointment.paid.amount.words(speech.locale) if appointment.paid else None,
        "pay_url": _safe(appointment.paid.pay_url) if appointment.paid else None,
        "reference": appointment.reference,
        "notes": appointment.notes,
        "said": _said(appointment.explanation or appointment.reason),
        **_deadlines(appointment, reader.zone, speech, now),
        **_cases(appointment, role, now),
        **_files(reader),
    }


def _elsewhere(reader: Person, others: Sequence[Person]) -> str | None:
    """The zone of those whom the reader meets, where it is another one; of people all over there is none."""
    zones = {other.zone for other in others}
    return zones.pop() if len(zones) == 1 and reader.zone not in zones else None


def bundle(bought: Bundle, role: Role, speech: Speech) -> dict[str, Any]:
    """A package, by names that mean the same as of a booking."""
    reader, other = bought.client, bought.provider
    if role is Role.PROVIDER:
        reader, other = other, reader
    expires = bought.expires
    return {
        "provider_id": bought.provider_id,
        "title": one_line(bought.title),
        "other": one_line(other.name),
        "client": one_line(bought.client.name),
        "provider": one_line(bought.provider.name),
        "day": times.day(bought.bought, reader.zone, speech),
        "credits": bought.credits,
        "price": bought.price.words(speech.locale),
        "valid_until": times.day(expires, reader.zone, speech) if expires else None,
    }


def money(paid: Paid | None, speech: Speech, *, late: bool) -> dict[str, Any]:
    """What becomes of the money of a booking that ended. No case: none was ever asked for."""
    if paid is None:
        return {"money_case": None, "clients_money_case": None}
    kept = Money(paid.captured.minor - paid.refunded.minor, paid.captured.currency)
    case = _case(paid, kept)
    return {
        "money_case": f"{case}_late" if late and case in {"shared", "kept", "claimed"} else case,
        "clients_money_case": case,
        "amount": paid.amount.words(speech.locale),
        "returned": paid.refunded.words(speech.locale),
        "kept": kept.words(speech.locale),
        "claimed": paid.claimed.words(speech.locale) if paid.claimed else None,
    }


def wish(wished: Wished, zone: str, speech: Speech) -> dict[str, Any]:
    moved = wished.instead_of
    return {
        "wish_case": "new" if moved is None else "earlier",
        "queue_case": "waiting" if wished.waiting else "ended",
        "instead_of": None if moved is None else times.moment(moved, zone, speech),
    }


def agenda(day: Agenda, zone: str, speech: Speech) -> dict[str, Any]:
    return {
        "count": len(day.entries),
        "day": times.date_words(day.day, speech),
        "first": times.hour(day.entries[0].starts, zone, speech) if day.entries else "",
        "zone": zone,
    }


def invoice(paper: Paper, speech: Speech) -> dict[str, Any]:
    """`corrects` is the invoice that a credit note takes back, in whole or in part."""
    return {
        "number": paper.number,
        "corrects": paper.corrects,
        "seller": one_line(paper.seller.name),
        "total": paper.money(paper.gross).words(speech.locale),
        "paid": paper.money(paper.paid).words(speech.locale),
        "due": paper.money(paper.due).words(speech.locale),
        "due_case": "on_top" if paper.due else None,
    }


def link(url: str, lifetime: timedelta, speech: Speech) -> Link:
    return Link(url, format_timedelta(lifetime, locale=speech.locale))


def code(digits: str, lifetime: timedelta, speech: Speech) -> Code:
    return Code(digits, format_timedelta(lifetime, locale=speech.locale))


def first_name(person: Person) -> str:
    return one_line(person.first_name or person.name)


def one_line(text: str) -> str:
    """Names and titles stand in subjects: none of their characters begins a line or turns the writing."""
    return _BIDI.sub("", unbroken(text))


def unbroken(text: str) -> str:
    return _CONTROLS.sub(" ", text).strip()


def _deadlines(appointment: Appointment, zone: str, speech: Speech, now: datetime) -> dict[str, Any]:
    answer_by, free_until = appointment.answer_by, _free_until(appointment)
    return {
        "answer_by": times.moment(answer_by, zone, speech) if answer_by else None,
        "free_hours": appointment.cancel_free_hours,
        "free_until": times.moment(free_until, zone, speech) if free_until > now else None,
        "late_percent": format_percent(appointment.cancel_late_percent / 100, locale=speech.locale),
    }


def _cases(appointment: Appointment, role: Role, now: datetime) -> dict[str, str]:
    """Which of several phrases holds: the last part of its key."""
    return {
        "price_case": _state_of_price(appointment),
        "terms_case": _terms(appointment, now),
        "answer_case": "by" if appointment.answer_by else "soon",
        "ended_case": _ended_by(appointment),
        "expired_case": "not_answered" if appointment.reason == "NOT_ANSWERED" else "not_paid",
        "rejected_case": "not_offered" if appointment.reason == "NOT_OFFERED" else "taken",
        "fee_case": "no_show" if appointment.status == "NO_SHOW" else "late",
        "said_case": "said_by_you" if appointment.cancelled_by is role else "said_reason",
    }


def _files(reader: Person) -> dict[str, str]:
    """Where we write into somebody's calendar ourselves, a file would put it there a second time."""
    if reader.written_to:
        return {"file_case": "written", "moved_file_case": "written"}
    return {"file_case": "attached", "moved_file_case": "attached_moved"}


def outside(calendars: Outside) -> dict[str, Any]:
    return {"company": calendars.company, "conflicts": calendars.conflicts}


def event_change(wish: EventChange, zone: str, speech: Speech) -> dict[str, Any]:
    """`moved_to` is the time that the reader gave the event."""
    moved_to = times.moment(wish.moved_to, zone, speech) if wish.moved_to is not None else ""
    return {"wish_case": "deleted" if wish.deleted else "moved", "moved_to": moved_to}


def _case(paid: Paid, kept: Money) -> str | None:
    if paid.fee:
        return None  # a mail of its own asks for it
    if paid.secures:
        return "claimed" if paid.claimed else "uncharged"
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


def _terms(appointment: Appointment, now: datetime) -> str:
    if appointment.paid is None or not appointment.cancel_late_percent:
        return "free"
    case = "until" if _free_until(appointment) > now else "late"
    return f"{case}_card" if appointment.paid.secures else case


def _ended_by(appointment: Appointment) -> str:
    if appointment.cancelled_by is not None:
        return appointment.cancelled_by.value
    return "lapsed" if appointment.reason == "PAYMENT_LAPSED" else "house"


def _free_until(appointment: Appointment) -> datetime:
    return appointment.starts - timedelta(hours=appointment.cancel_free_hours)


def _said(reason: str | None) -> str | None:
    """The words of a person; what the house itself noted is a code in capitals."""
    return None if reason is None or _CODE.match(reason) else reason


def _safe(url: str | None) -> str | None:
    """Only web addresses become links."""
    return url if url is not None and _WEB.match(url) else None
