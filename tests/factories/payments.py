"""Ada offers, Ben books, Cleo must see nothing: their rows, and payments between them."""

import itertools
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.bookings.models import Booking
from app.db.session import transaction
from app.payments.models import Payment, PaymentStatus
from app.ports import ports
from app.providers.models import Offering, Provider

_days = itertools.count(1)


@dataclass(frozen=True, slots=True)
class People:
    ada: int  # her account
    provider: int  # what she is as one who offers
    offering: int
    ben: int
    cleo: int
    admin: int


def people(*, currency: str = "USD") -> People:
    """Four people of this test's own."""
    with transaction() as session:
        ada, ben, cleo = (_user(session, name) for name in ("ada", "ben", "cleo"))
        admin = _user(session, "admin", role="ADMIN")
        provider = Provider(
            user_id=ada,
            name="Ada's Piano",
            hourly_rate_minor=4500,
            currency=currency,
            timezone="Europe/London",
        )
        session.add(provider)
        session.flush()
        offering = Offering(
            provider_id=provider.id,
            title="Lesson",
            duration_minutes=60,
            step_minutes=30,
            price_minor=4500,
            currency=currency,
        )
        session.add(offering)
        session.flush()
        return People(ada, provider.id, offering.id, ben, cleo, admin)


def payment(who: People, *, amount_minor: int = 4500, currency: str = "USD", **more: Any) -> int:
    """A payment that Ben owes Ada, by default for a booking of its own. Nobody was asked for it yet."""
    with transaction() as session:
        if "booking_id" not in more:
            booking = _booking(who, amount_minor, currency)
            session.add(booking)
            session.flush()
            more["booking_id"] = booking.id
        made = Payment(
            provider_id=who.provider,
            client_id=who.ben,
            amount_minor=amount_minor,
            currency=currency,
            company=ports().payments.name,
            **more,
        )
        session.add(made)
        session.flush()
        return made.id


def row(payment_id: int) -> Payment:
    """The payment as it stands, for a test to look at."""
    with transaction() as session:
        found = session.get_one(Payment, payment_id)
        session.refresh(found)
        session.expunge(found)
        return found


def status(payment_id: int) -> PaymentStatus:
    return PaymentStatus(row(payment_id).status)


def _user(session: Session, name: str, *, role: str = "CLIENT") -> int:
    user = User(
        email=f"{name}-{uuid.uuid4().hex}@example.com",
        password_hash="-",
        role="PROVIDER" if name == "ada" else role,
        first_name=name.title(),
        last_name="Example",
        timezone="Europe/London",
    )
    session.add(user)
    session.flush()
    return user.id


def _booking(who: People, amount_minor: int, currency: str) -> Booking:
    start = datetime(2030, 1, 1, 9, tzinfo=UTC) + timedelta(days=next(_days))
    return Booking(
        provider_id=who.provider,
        client_id=who.ben,
        offering_id=who.offering,
        start_time=start,
        end_time=start + timedelta(hours=1),
        wall_start=start.replace(tzinfo=None),
        zone="Europe/London",
        tz_version="2025b",
        client_timezone="Europe/London",
        status="CONFIRMED",
        payment_required=True,
        amount_minor=amount_minor,
        currency=currency,
        cancel_free_hours=24,
        cancel_late_percent=50,
    )
