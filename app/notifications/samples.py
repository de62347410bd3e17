"""One story of each mail, for the people who write and translate them. Nobody in it exists."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.invoices.rules import Kind as PaperKind
from app.invoices.rules.paper import Line, Paper, Party
from app.kernel.money import Money
from app.notifications.facts import (
    Agenda,
    Appointment,
    Asked,
    Bundle,
    Entry,
    EventChange,
    Outside,
    Paid,
    Person,
    Refunded,
    Story,
    Wished,
)
from app.notifications.kinds import ANNOUNCEMENTS, About, Kind, Role

NOW = datetime(2026, 12, 9, 14, 0, tzinfo=UTC)
_STARTS = NOW + timedelta(days=1)
_HOUR = timedelta(hours=1)
_PRICE, _KEPT = Money(4500, "EUR"), Money(2250, "EUR")
_NOTHING = Money(0, "EUR")
_PAID = Paid(status="CAPTURED", amount=_PRICE, captured=_PRICE, refunded=_KEPT)
_UNPAID = Paid(
    status="CREATING",
    amount=_PRICE,
    captured=_NOTHING,
    refunded=_NOTHING,
    pay_url="https://book.example/pay/example",
)

_ADA = Person(
    name="Ada Lovelace", first_name="Ada", email="ada@example.com", zone="Europe/London", locale="en"
)
_BEN = Person(name="Ben Carter", first_name="Ben", email="ben@example.com", zone="Europe/Berlin", locale="en")

_BOOKING = Appointment(
    booking_id=482915730166,
    reference="BK-482915730166",
    version=3,
    status="CONFIRMED",
    step=None,
    starts=_STARTS,
    ends=_STARTS + _HOUR,
    title="Career coaching",
    price=_PRICE,
    payment_required=True,
    address="12 Crosby Street, London",
    video_link="https://meet.example/ada",
    notes="My first team.\nHow do I begin?",
    reason=None,
    cancelled_by=None,
    cancel_free_hours=24,
    cancel_late_percent=50,
    answer_by=None,
    created=NOW - _HOUR,
    client=_BEN,
    provider=_ADA,
    paid=_PAID,
    provider_id=71,
)
_LINE = Line(
    title="Career coaching",
    served_on=date(2026, 12, 10),
    quantity=1,
    net=4500,
    rate=1900,
    tax=855,
    gross=5355,
)
_INVOICE = Paper(
    kind=PaperKind.INVOICE,
    number="INV-2026-000123",
    issued_on=NOW.date(),
    issued_at=NOW,
    language="en",
    currency="EUR",
    booking="BK-482915730166",
    seller=Party(name="Lovelace Coaching", address_lines=("12 Crosby Street", "London"), country="GB"),
    buyer=Party(name="Ben Carter"),
    lines=(_LINE,),
    paid=4500,
)
_CREDIT_NOTE = replace(
    _INVOICE, kind=PaperKind.CREDIT_NOTE, number="CN-2026-000004", corrects=_INVOICE.number, paid=5355
)
_BUNDLE = Bundle(
    title="Ten hours of coaching",
    credits=10,
    price=Money(40_000, "EUR"),
    bought=NOW,
    expires=NOW + timedelta(days=365),
    paid=True,
    client=_BEN,
    provider=_ADA,
    provider_id=71,
)
_AS: dict[Kind, dict[str, Any]] = {
    Kind.BOOKING_REQUESTED: {"status": "PENDING", "step": "APPROVAL", "answer_by": NOW + 5 * _HOUR},
    Kind.SERIES_REQUESTED: {"status": "PENDING", "step": "APPROVAL", "answer_by": NOW + 5 * _HOUR},
    Kind.WAITLIST_OFFER: {
        "status": "PENDING",
        "step": "OFFERED",
        "answer_by": NOW + 2 * _HOUR,
        "paid": None,
    },
    Kind.WAITLIST_LAPSED: {"status": "EXPIRED", "reason": "OFFER_LAPSED", "paid": None},
    Kind.GUEST_BOOKING: {"status": "PENDING", "step": "FORM", "paid": None},
    Kind.BOOKED_FOR_YOU: {
        "status": "PENDING",
        "step": "HELD",
        "answer_by": NOW + 5 * _HOUR,
        "paid": _UNPAID,
    },
    Kind.BOOKING_DECLINED: {
        "status": "REJECTED",
        "reason": "DECLINED",
        "explanation": "I am on a journey.",
        "paid": None,
    },
    Kind.BOOKING_REJECTED: {"status": "REJECTED", "reason": "SLOT_TAKEN", "paid": None},
    Kind.BOOKING_CANCELLED: {"status": "CANCELLED", "cancelled_by": Role.CLIENT},
    Kind.BOOKING_EXPIRED: {"status": "EXPIRED", "reason": "NOT_PAID", "paid": None},
    Kind.BOOKING_HANDED_OVER: {"hosts": {9: replace(_ADA, name="Zoë Grün")}},
    Kind.PAYMENT_DUE: {"answer_by": NOW + 5 * _HOUR, "paid": _UNPAID},
    Kind.FEE_DUE: {"status": "NO_SHOW", "paid": replace(_UNPAID, amount=_KEPT, fee=True)},
    Kind.REVIEW_INVITATION: {"status": "COMPLETED"},
    Kind.FOLLOW_UP: {"status": "COMPLETED"},
}
_ELSEWHERE = {  # what is about no booking
    About.ACCOUNT,
    About.AGENDA,
    About.CALENDAR,
    About.PURCHASE,
    About.PLAN,
    About.HOSTING,
}
_PAPERS = {Kind.INVOICE_ISSUED: _INVOICE, Kind.CREDIT_NOTE_ISSUED: _CREDIT_NOTE}


def sample(kind: Kind, role: Role, *, language: str, clock: str | None = None) -> Story:
    """A story of this kind, to a reader of a language."""
    reader = replace(_ADA if role is Role.PROVIDER else _BEN, locale=language, clock=clock)
    about = ANNOUNCEMENTS[kind].about
    booked = about not in _ELSEWHERE
    return Story(
        kind=kind,
        role=role,
        reader=reader,
        appointment=replace(_BOOKING, **_AS.get(kind, {})) if booked else None,
        bundle=_BUNDLE if about is About.PURCHASE else None,
        refund=Refunded(amount=_KEPT, failed=False) if about is About.REFUND else None,
        disputed=_PRICE if about is About.DISPUTE else None,
        invoice=_PAPERS.get(kind),
        recurring=_agenda().entries if kind in {Kind.SERIES_BOOKED, Kind.SERIES_REQUESTED} else (),
        swapped=_STARTS - timedelta(days=2),
        wished=Wished(instead_of=None, waiting=True),
        outside=Outside(company="Google", lost=True, conflicts=2) if about is About.CALENDAR else None,
        event_change=EventChange(deleted=False, open=True, moved_to=_STARTS + _HOUR)
        if about is About.EVENT_CHANGE
        else None,
        agenda=_agenda() if about is About.AGENDA else None,
        lapses=NOW + timedelta(days=14) if about is About.PLAN else None,
        hosting=Asked(owner=_ADA.name, title=_BOOKING.title) if about is About.HOSTING else None,
        version=_BOOKING.version,
    )


def _agenda() -> Agenda:
    entries = tuple(
        Entry(starts=_STARTS + at * _HOUR, ends=_STARTS + (at + 1) * _HOUR, title=title, client=client)
        for at, title, client in ((0, "Career coaching", "Ben Carter"), (2, "Trial", "Zoë Grün"))
    )
    return Agenda(day=_STARTS.date(), entries=entries)
