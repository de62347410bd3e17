"""Stories to write mails from: Ada in New York offers, Ben in Berlin books."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.invoices.rules import Kind as PaperKind
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
from app.notifications.kinds import Kind, Role
from tests.factories.papers import a_paper

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
START = datetime(2026, 12, 10, 14, 0, tzinfo=UTC)

ADA = Person(
    name="Ada Lovelace",
    first_name="Ada",
    email="ada@example.com",
    zone="America/New_York",
    locale="en",
)
BEN = Person(name="Ben Carter", first_name="Ben", email="ben@example.com", zone="Europe/Berlin", locale="en")


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def paid(status: str = "CAPTURED", *, captured: int = 4500, refunded: int = 0) -> Paid:
    return Paid(status=status, amount=eur(4500), captured=eur(captured), refunded=eur(refunded))


UNPAID = paid("VOIDED", captured=0)


def appointment(**changes: Any) -> Appointment:
    usual = Appointment(
        booking_id=482915730166,
        reference="BK-482915730166",
        version=3,
        status="CONFIRMED",
        step=None,
        starts=START,
        ends=START + timedelta(hours=1),
        title="Career coaching",
        price=eur(4500),
        payment_required=True,
        address=None,
        video_link="https://meet.example/ada",
        notes="I'd like to talk about\nmy first <team>.",
        reason=None,
        cancelled_by=None,
        cancel_free_hours=24,
        cancel_late_percent=50,
        answer_by=None,
        created=NOW - timedelta(hours=1),
        client=BEN,
        provider=ADA,
        paid=paid(),
        provider_id=71,
    )
    return replace(usual, **changes)


def story(kind: Kind, role: Role, *, about: Appointment | None = None, **changes: Any) -> Story:
    told = Story(
        kind=kind,
        role=role,
        reader=ADA if role is Role.PROVIDER else BEN,
        appointment=about or appointment(),
        heard=True,
        invited=True,
    )
    return replace(told, **changes)


def account_story(kind: Kind) -> Story:
    return Story(kind=kind, role=Role.HOLDER, reader=replace(BEN, verified=False))


BUNDLE = Bundle(
    title="Ten lessons",
    credits=10,
    price=eur(40_000),
    bought=NOW,
    expires=NOW + timedelta(days=365),
    paid=True,
    client=BEN,
    provider=ADA,
    provider_id=71,
)


def bundle_story(kind: Kind, role: Role, **changes: Any) -> Story:
    """Of a package that Ben bought."""
    reader = ADA if role is Role.PROVIDER else BEN
    return replace(Story(kind=kind, role=role, reader=reader, bundle=BUNDLE), **changes)


def agenda_story() -> Story:
    def entry(hours: int, title: str, client: str) -> Entry:
        starts = START + timedelta(hours=hours)
        return Entry(starts=starts, ends=starts + timedelta(hours=1), title=title, client=client)

    entries = (entry(0, "Career coaching", "Ben Carter"), entry(2, "Trial", "Zoë Grün"))
    agenda = Agenda(day=date(2026, 12, 10), entries=entries)
    return Story(kind=Kind.AGENDA_DIGEST, role=Role.PROVIDER, reader=ADA, agenda=agenda)


_GUEST = replace(BEN, guest=True)


def calendar_story(kind: Kind) -> Story:
    outside = Outside(company="Google", lost=True, conflicts=2)
    return Story(kind=kind, role=Role.HOLDER, reader=BEN, outside=outside)


_TO = EventChange(deleted=False, open=True, moved_to=START + timedelta(hours=2))
_OUT = EventChange(deleted=True, open=True)
_ENDED = appointment(status="CANCELLED", version=4)
_BY_BEN = replace(_ENDED, cancelled_by=Role.CLIENT)
_BY_ADA = replace(_ENDED, cancelled_by=Role.PROVIDER, reason="I am ill, sorry.\nLet us find <another> day.")
_FREE = appointment(price=eur(0), paid=None, payment_required=False, notes=None, cancel_free_hours=0)
_ASKED = appointment(
    status="PENDING", step="APPROVAL", paid=paid("AUTHORIZED", captured=0), answer_by=NOW + timedelta(days=1)
)
_WEEKS = tuple(
    Entry(
        starts=START + timedelta(weeks=week),
        ends=START + timedelta(weeks=week, hours=1),
        title="Career coaching",
        client="Ben Carter",
    )
    for week in range(3)
)
_OFFER = story(
    Kind.WAITLIST_OFFER,
    Role.CLIENT,
    about=appointment(status="PENDING", step="OFFERED", paid=None, answer_by=NOW + timedelta(hours=2)),
)
_LAPSED = story(
    Kind.WAITLIST_LAPSED,
    Role.CLIENT,
    about=appointment(status="EXPIRED", reason="OFFER_LAPSED", paid=None),
)
_TEAM = appointment(hosts={9: replace(ADA, name="Zoë Grün"), 10: replace(BEN, name="Cleo Lee")})
_EXPIRED = appointment(status="EXPIRED", reason="NOT_PAID", paid=UNPAID)

_HOLD = replace(paid("AUTHORIZED", captured=0), secures=True)
_TO_PAY = replace(paid("CREATING", captured=0), pay_url="https://book.example/pay/8/SIGNED")
_FEE = replace(_TO_PAY, amount=eur(2250), fee=True)

GOLDEN: dict[str, Story] = {
    "booking_requested.provider": story(Kind.BOOKING_REQUESTED, Role.PROVIDER, about=_ASKED),
    "booking_confirmed.client": story(Kind.BOOKING_CONFIRMED, Role.CLIENT),
    "booking_confirmed.client.free": story(Kind.BOOKING_CONFIRMED, Role.CLIENT, about=_FREE),
    "booking_confirmed.client.in_person": story(
        Kind.BOOKING_CONFIRMED,
        Role.CLIENT,
        about=appointment(
            address="12 Crosby Street, New York",
            video_link=None,
            payment_required=False,
            paid=None,
            client=replace(BEN, zone=ADA.zone),
        ),
    ),
    "booking_confirmed.client.deposit": story(
        Kind.BOOKING_CONFIRMED, Role.CLIENT, about=appointment(paid=replace(paid(), amount=eur(1000)))
    ),
    "booking_confirmed.client.group": story(
        Kind.BOOKING_CONFIRMED, Role.CLIENT, about=appointment(seats=3, price=eur(13500))
    ),
    "booking_confirmed.client.team": story(Kind.BOOKING_CONFIRMED, Role.CLIENT, about=_TEAM),
    "booking_handed_over.provider": story(Kind.BOOKING_HANDED_OVER, Role.PROVIDER, about=_TEAM),
    "host_invited.holder": Story(
        kind=Kind.HOST_INVITED,
        role=Role.HOLDER,
        reader=BEN,
        hosting=Asked(owner="Lovelace Coaching", title="Career coaching"),
    ),
    "booking_confirmed.provider": story(Kind.BOOKING_CONFIRMED, Role.PROVIDER),
    "guest_booking.client": replace(
        story(Kind.GUEST_BOOKING, Role.CLIENT, about=appointment(status="PENDING", step="FORM", paid=None)),
        reader=_GUEST,
    ),
    "booking_confirmed.client.guest": replace(
        story(Kind.BOOKING_CONFIRMED, Role.CLIENT),
        reader=_GUEST,
        manage_url="https://book.example/guest/bookings/482915730166#token=SIGNED",
    ),
    "booked_for_you.client": story(
        Kind.BOOKED_FOR_YOU,
        Role.CLIENT,
        about=appointment(
            status="PENDING",
            step="HELD",
            answer_by=NOW + timedelta(hours=24),
            paid=replace(paid("CREATING", captured=0), pay_url="https://book.example/pay/7/signed"),
        ),
    ),
    "series_booked.client": replace(story(Kind.SERIES_BOOKED, Role.CLIENT), recurring=_WEEKS),
    "series_booked.provider": replace(story(Kind.SERIES_BOOKED, Role.PROVIDER), recurring=_WEEKS),
    "series_requested.provider": replace(
        story(Kind.SERIES_REQUESTED, Role.PROVIDER, about=_ASKED), recurring=_WEEKS
    ),
    "time_law_changed.client": story(Kind.TIME_LAW_CHANGED, Role.CLIENT),
    "time_law_changed.provider": story(Kind.TIME_LAW_CHANGED, Role.PROVIDER),
    "time_law_conflict.provider": story(Kind.TIME_LAW_CONFLICT, Role.PROVIDER),
    "swap_proposed.client": replace(
        story(Kind.SWAP_PROPOSED, Role.CLIENT), swapped=START + timedelta(days=1)
    ),
    "swap_refused.client": replace(story(Kind.SWAP_REFUSED, Role.CLIENT), swapped=START + timedelta(days=1)),
    "waitlist_offer.client": replace(_OFFER, wished=Wished(instead_of=None, waiting=False)),
    "waitlist_offer.client.earlier": replace(
        _OFFER, wished=Wished(instead_of=START + timedelta(days=3), waiting=False)
    ),
    "waitlist_lapsed.client": replace(_LAPSED, wished=Wished(instead_of=None, waiting=True)),
    "waitlist_lapsed.client.ended": replace(_LAPSED, wished=Wished(instead_of=None, waiting=False)),
    "booking_declined.client": story(
        Kind.BOOKING_DECLINED,
        Role.CLIENT,
        about=appointment(
            status="REJECTED", reason="DECLINED", explanation="I am on a journey.", paid=UNPAID
        ),
    ),
    "booking_rejected.client": story(
        Kind.BOOKING_REJECTED,
        Role.CLIENT,
        about=appointment(status="REJECTED", reason="SLOT_TAKEN", paid=None),
    ),
    "booking_reminder.client": story(Kind.BOOKING_REMINDER, Role.CLIENT, version=3),
    "booking_reminder.provider": story(Kind.BOOKING_REMINDER, Role.PROVIDER, version=3),
    "review_invitation.client": story(
        Kind.REVIEW_INVITATION, Role.CLIENT, about=appointment(status="COMPLETED")
    ),
    "follow_up.client": story(Kind.FOLLOW_UP, Role.CLIENT, about=appointment(status="COMPLETED")),
    "agenda_digest.provider": agenda_story(),
    "booking_moved.client": story(Kind.BOOKING_MOVED, Role.CLIENT),
    "booking_moved.provider": story(Kind.BOOKING_MOVED, Role.PROVIDER),
    "booking_cancelled.client.whole": story(
        Kind.BOOKING_CANCELLED, Role.CLIENT, about=replace(_BY_ADA, paid=paid(refunded=4500))
    ),
    "booking_cancelled.client.shared": story(
        Kind.BOOKING_CANCELLED, Role.CLIENT, about=replace(_BY_BEN, paid=paid(refunded=2250))
    ),
    "booking_cancelled.client.kept": story(Kind.BOOKING_CANCELLED, Role.CLIENT, about=_BY_BEN),
    "booking_cancelled.client.lapsed": story(
        Kind.BOOKING_CANCELLED, Role.CLIENT, about=replace(_ENDED, reason="PAYMENT_LAPSED", paid=UNPAID)
    ),
    "booking_cancelled.provider.by_client": story(
        Kind.BOOKING_CANCELLED, Role.PROVIDER, about=replace(_BY_BEN, paid=paid(refunded=2250))
    ),
    "booking_cancelled.provider.by_provider": story(
        Kind.BOOKING_CANCELLED, Role.PROVIDER, about=replace(_BY_ADA, paid=paid(refunded=4500))
    ),
    "booking_expired.client.not_paid": story(Kind.BOOKING_EXPIRED, Role.CLIENT, about=_EXPIRED),
    "booking_expired.client.not_answered": story(
        Kind.BOOKING_EXPIRED, Role.CLIENT, about=replace(_EXPIRED, reason="NOT_ANSWERED")
    ),
    "booking_expired.provider": story(
        Kind.BOOKING_EXPIRED, Role.PROVIDER, about=replace(_EXPIRED, reason="NOT_ANSWERED")
    ),
    "payment_refunded.client": story(
        Kind.PAYMENT_REFUNDED, Role.CLIENT, about=_BY_BEN, refund=Refunded(amount=eur(2250), failed=False)
    ),
    "payment_due.client": story(
        Kind.PAYMENT_DUE,
        Role.CLIENT,
        about=appointment(
            answer_by=NOW + timedelta(days=1),
            paid=replace(paid("CREATING", captured=0), pay_url="https://book.example/pay/7/SIGNED"),
        ),
    ),
    "booking_confirmed.client.card": story(
        Kind.BOOKING_CONFIRMED, Role.CLIENT, about=appointment(paid=_HOLD, payment_required=False)
    ),
    "booking_cancelled.client.claimed": story(
        Kind.BOOKING_CANCELLED,
        Role.CLIENT,
        about=replace(_BY_BEN, payment_required=False, paid=replace(_HOLD, claimed=eur(2250))),
    ),
    "fee_due.client": story(Kind.FEE_DUE, Role.CLIENT, about=replace(_BY_BEN, paid=_FEE)),
    "fee_due.client.no_show": story(
        Kind.FEE_DUE, Role.CLIENT, about=appointment(status="NO_SHOW", paid=_FEE)
    ),
    "package_bought.client": bundle_story(Kind.PACKAGE_BOUGHT, Role.CLIENT),
    "package_bought.provider": bundle_story(Kind.PACKAGE_BOUGHT, Role.PROVIDER),
    "payment_refunded.client.package": bundle_story(
        Kind.PAYMENT_REFUNDED, Role.CLIENT, refund=Refunded(amount=eur(40_000), failed=False)
    ),
    "invoice_issued.client.package": bundle_story(
        Kind.INVOICE_ISSUED, Role.CLIENT, invoice=a_paper(booking=None)
    ),
    "payment_disputed.provider": story(Kind.PAYMENT_DISPUTED, Role.PROVIDER, disputed=eur(4500)),
    "invoice_issued.client": story(Kind.INVOICE_ISSUED, Role.CLIENT, invoice=a_paper()),
    "invoice_issued.client.tax_on_top": story(Kind.INVOICE_ISSUED, Role.CLIENT, invoice=a_paper(paid=3782)),
    "credit_note_issued.client": story(
        Kind.CREDIT_NOTE_ISSUED,
        Role.CLIENT,
        about=_BY_BEN,
        invoice=a_paper(kind=PaperKind.CREDIT_NOTE, number="CN-2026-000004", corrects="INV-2026-000123"),
    ),
    "booking_confirmed.client.written": story(
        Kind.BOOKING_CONFIRMED, Role.CLIENT, about=appointment(client=replace(BEN, written_to=True))
    ),
    "calendar_lost.holder": calendar_story(Kind.CALENDAR_LOST),
    "calendar_conflict.holder": calendar_story(Kind.CALENDAR_CONFLICT),
    "calendar_put_back.client": story(Kind.CALENDAR_PUT_BACK, Role.CLIENT, event_change=_TO),
    "calendar_put_back.provider": story(Kind.CALENDAR_PUT_BACK, Role.PROVIDER, event_change=_OUT),
    "calendar_asks.client": story(Kind.CALENDAR_ASKS, Role.CLIENT, event_change=_OUT),
    "calendar_asks.provider": story(Kind.CALENDAR_ASKS, Role.PROVIDER, event_change=_TO),
    "plan_lapsed.holder": Story(
        kind=Kind.PLAN_LAPSED, role=Role.HOLDER, reader=ADA, lapses=NOW + timedelta(days=14)
    ),
    "verify_email.holder": account_story(Kind.VERIFY_EMAIL),
    "password_reset.holder": account_story(Kind.PASSWORD_RESET),
    "account_exists.holder": account_story(Kind.ACCOUNT_EXISTS),
    "password_changed.holder": account_story(Kind.PASSWORD_CHANGED),
    "webhook_paused.holder": account_story(Kind.WEBHOOK_PAUSED),
    "two_factor_on.holder": account_story(Kind.TWO_FACTOR_ON),
    "two_factor_off.holder": account_story(Kind.TWO_FACTOR_OFF),
    "api_key_made.holder": account_story(Kind.API_KEY_MADE),
    "data_export_ready.holder": account_story(Kind.DATA_EXPORT_READY),
}


def in_language(told: Story, code: str, clock: str | None = None) -> Story:
    """The same story to a reader of another language."""
    return replace(told, reader=replace(told.reader, locale=code, clock=clock))
