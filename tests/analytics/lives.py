"""A provider's year, made of plain values, written into the tables, and counted once more the slow way."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session

from app.analytics.rules.window import Window
from app.availability.models import AvailabilityRule, BusyPeriod, Resource, TimeOff
from app.bookings.models import Booking
from app.db.session import transaction
from app.payments.bookkeeping import LEGS, Movement
from app.payments.models import Payment, Posting
from app.providers.models import Offering, Provider
from tests.factories.bookings_rows import a_user

KEPT = {"CONFIRMED", "COMPLETED", "NO_SHOW"}
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Meeting:
    start: datetime
    minutes: int
    status: str
    client: int
    ahead: int  # minutes between the booking and its start

    @property
    def span(self) -> set[datetime]:
        return {self.start + MINUTE * number for number in range(self.minutes)}


@dataclass(frozen=True, slots=True)
class Moved:
    at: datetime
    movement: Movement
    minor: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """Open every day between these minutes of the wall clock, save for a time off."""

    zone: str
    opens: int = 540
    closes: int = 1020
    meetings: Sequence[Meeting] = ()
    money: Sequence[Moved] = ()
    off: tuple[datetime, datetime] | None = None


def write(life: Life) -> tuple[int, int]:
    """The provider's id, and their account's."""
    with transaction() as session:
        owner = a_user(session, "Ada", "Lovelace", role="PROVIDER")
        clients = [a_user(session, "Ben", str(number)).id for number in range(4)]
        provider = Provider(
            user_id=owner.id, name="Ada", hourly_rate_minor=1, currency="EUR", timezone=life.zone
        )
        session.add(provider)
        session.flush()
        resource = Resource(provider_id=provider.id)
        offering = Offering(
            provider_id=provider.id,
            title="Hour",
            duration_minutes=60,
            step_minutes=30,
            price_minor=100,
            currency="EUR",
        )
        session.add_all([resource, offering])
        session.flush()
        session.add_all(
            AvailabilityRule(
                provider_id=provider.id, day_of_week=day, start_minute=life.opens, end_minute=life.closes
            )
            for day in range(1, 8)
        )
        if life.off:
            off = TimeOff(resource_id=resource.id, during=Range(*life.off))
            session.add(off)
            session.flush()
            session.add(
                BusyPeriod(resource_id=resource.id, during=off.during, source="time_off", time_off_id=off.id)
            )
        made = [_booking(one, provider.id, offering.id, clients[one.client]) for one in life.meetings]
        session.add_all(made)
        session.flush()
        if life.money:
            _move(session, life.money, provider.id, clients[0], offering.id)
        return provider.id, owner.id


def counted(life: Life, window: Window) -> dict[date, dict[str, Any]]:
    """What should be told of each date: minute by minute, row by row."""
    clock = ZoneInfo(life.zone)
    days: dict[date, dict[str, Any]] = {day: _nothing() for day in window.dates}
    spans: dict[date, set[datetime]] = {}
    for one in life.meetings:
        day = one.start.astimezone(clock).date()
        if day not in days:
            continue
        days[day]["bookings"] += one.status in KEPT
        days[day]["completed"] += one.status == "COMPLETED"
        days[day]["cancelled"] += one.status == "CANCELLED"
        days[day]["no_shows"] += one.status == "NO_SHOW"
        if one.status in KEPT:
            spans.setdefault(day, set()).update(one.span)
    for day, span in spans.items():
        days[day]["booked_minutes"] = len(span)
    for day, minutes in _open(life, window).items():
        if day in days:
            days[day]["open_minutes"] = minutes
    return days


def money_of(moved: Iterable[Moved], zone: str, day: date) -> dict[str, dict[str, int]]:
    """Minor units by currency and column."""
    sums: dict[str, Counter[str]] = {}
    signs = {
        Movement.CAPTURED: ("captured", 1),
        Movement.REFUNDED: ("refunded", 1),
        Movement.REFUND_RETURNED: ("refunded", -1),
        Movement.CHARGED_BACK: ("lost", 1),
        Movement.CHARGE_RELIEVED: ("lost", -1),
        Movement.FEE: ("fees", 1),
        Movement.FEE_RETURNED: ("fees", -1),
        Movement.FEE_KEPT: ("fees", 1),
    }
    for one in moved:
        if one.at.astimezone(ZoneInfo(zone)).date() == day:
            column, sign = signs[one.movement]
            sums.setdefault(one.currency, Counter())[column] += sign * one.minor
    return {currency: dict(of) for currency, of in sums.items()}


def _open(life: Life, window: Window) -> Counter[date]:
    clock, minutes = ZoneInfo(life.zone), Counter[date]()
    moment = window.since
    while moment < window.until:
        wall = moment.astimezone(clock)
        off = life.off is not None and life.off[0] <= moment < life.off[1]
        if life.opens <= wall.hour * 60 + wall.minute < life.closes and not off:
            minutes[wall.date()] += 1
        moment += MINUTE
    return minutes


def _nothing() -> dict[str, Any]:
    names = ("bookings", "completed", "cancelled", "no_shows", "booked_minutes", "open_minutes")
    return dict.fromkeys(names, 0)


def _booking(one: Meeting, provider_id: int, offering_id: int, client_id: int) -> Booking:
    return Booking(
        provider_id=provider_id,
        client_id=client_id,
        offering_id=offering_id,
        start_time=one.start,
        end_time=one.start + MINUTE * one.minutes,
        wall_start=one.start.replace(tzinfo=None),
        zone="UTC",
        tz_version="test",
        client_timezone="UTC",
        status=one.status,
        payment_required=False,
        amount_minor=100,
        currency="EUR",
        cancel_free_hours=24,
        cancel_late_percent=50,
        created_at=one.start - MINUTE * one.ahead,
    )


def _move(
    session: Session, money: Sequence[Moved], provider_id: int, client_id: int, offering_id: int
) -> None:
    somewhen = Meeting(datetime(2001, 1, 1, tzinfo=UTC), 60, "REJECTED", 0, 0)
    for currency in {one.currency for one in money}:
        booking = _booking(somewhen, provider_id, offering_id, client_id)
        session.add(booking)
        session.flush()
        payment = Payment(
            booking_id=booking.id,
            provider_id=provider_id,
            client_id=client_id,
            amount_minor=100,
            currency=currency,
            company="sandbox",
            status="CAPTURED",
        )
        session.add(payment)
        session.flush()
        session.add_all(
            Posting(
                payment_id=payment.id,
                movement=one.movement,
                debit=LEGS[one.movement].debit,
                credit=LEGS[one.movement].credit,
                amount_minor=one.minor,
                currency=currency,
                company="sandbox",
                reference=f"{payment.id}/{number}",
                at=one.at,
            )
            for number, one in enumerate(money)
            if one.currency == currency
        )
