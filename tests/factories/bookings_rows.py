"""Rows of a booking and everything around it, written straight into the tables."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.bookings.models import Booking
from app.db.session import transaction
from app.payments.models import Payment, Refund
from app.providers.models import Offering, Provider


@dataclass(frozen=True, slots=True)
class Booked:
    """Ada offers, Ben booked."""

    ada: int
    ben: int
    provider: int
    booking: int

    def becomes(self, **values: Any) -> None:
        """Change the booking as somebody else would."""
        with transaction() as session:
            session.execute(update(Booking).where(Booking.id == self.booking).values(**values))

    def pays(self, status: str, **values: Any) -> int:
        with transaction() as session:
            payment = Payment(
                booking_id=self.booking,
                provider_id=self.provider,
                client_id=self.ben,
                amount_minor=4500,
                currency="EUR",
                company="sandbox",
                status=status,
                **values,
            )
            session.add(payment)
            session.flush()
            return payment.id

    def refunds(self, payment_id: int, amount_minor: int, status: str = "DONE") -> int:
        with transaction() as session:
            refund = Refund(
                payment_id=payment_id, amount_minor=amount_minor, reason="cancelled", status=status
            )
            session.add(refund)
            session.flush()
            return refund.id


def a_user(session: Session, first_name: str, last_name: str, **values: Any) -> User:
    """A person with an address of their own."""
    usual = {
        "email": f"{uuid4().hex}@example.com",
        "password_hash": "x",
        "role": "CLIENT",
        "timezone": "Europe/Berlin",
    }
    user = User(first_name=first_name, last_name=last_name, **(usual | values))
    session.add(user)
    session.flush()
    return user


def a_booking(*, ben: dict[str, Any] | None = None, **values: Any) -> Booked:
    """A confirmed hour of Ada's for Ben, in ten days; `values` change the booking."""
    start = datetime.now(UTC).replace(microsecond=0) + timedelta(days=10)
    with transaction() as session:
        ada = a_user(session, "Ada", "Lovelace", role="PROVIDER", timezone="America/New_York")
        client = a_user(session, **({"first_name": "Ben", "last_name": "Carter"} | (ben or {})))
        provider = Provider(
            user_id=ada.id,
            name="Ada Lovelace",
            hourly_rate_minor=4500,
            currency="EUR",
            timezone="America/New_York",
            video_link="https://meet.example/ada",
        )
        session.add(provider)
        session.flush()
        offering = Offering(
            provider_id=provider.id,
            title="Career coaching",
            duration_minutes=60,
            step_minutes=30,
            price_minor=4500,
            currency="EUR",
        )
        session.add(offering)
        session.flush()
        usual = {
            "provider_id": provider.id,
            "client_id": client.id,
            "offering_id": offering.id,
            "start_time": start,
            "end_time": start + timedelta(hours=1),
            "wall_start": start.replace(tzinfo=None),
            "zone": "America/New_York",
            "tz_version": "test",
            "client_timezone": "Europe/Berlin",
            "status": "CONFIRMED",
            "payment_required": True,
            "amount_minor": 4500,
            "currency": "EUR",
            "cancel_free_hours": 24,
            "cancel_late_percent": 50,
            "version": 2,
        }
        booking = Booking(**(usual | values))
        session.add(booking)
        session.flush()
        return Booked(ada.id, client.id, provider.id, booking.id)
