"""A site with two payment companies, and the payments of bookings that wait for them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import select

from app.adapters.clock.system import SystemClock
from app.adapters.payments.memory import MemoryPayments
from app.bookings.models import Booking
from app.db.session import statements, transaction
from app.payments.models import Payment
from tests.factories.payments import payment, row
from tests.payments.stage import Stage, application, installed
from workers.boot import load_actors


@dataclass
class Street(Stage):
    """A site with two companies: `company` is the default one."""

    other: MemoryPayments | None = None

    @property
    def second(self) -> MemoryPayments:
        assert self.other is not None
        return self.other

    def waiting(self) -> int:
        """The payment of a booking that is held until it is paid."""
        owed = payment(self.people)
        with transaction() as session:
            booking = session.get_one(Booking, row(owed).booking_id)
            booking.status, booking.step = "PENDING", "HELD"
        return owed


@contextmanager
def two_companies(database_url: str, kind: type[MemoryPayments] = MemoryPayments) -> Iterator[Street]:
    """`kind` is the default company's."""
    load_actors()
    first, second = kind(SystemClock()), MemoryPayments(SystemClock(), name="second")
    with installed(database_url, payments=first, others=(second,)):
        yield Street(application(database_url), first, other=second)


def successor(payment_id: int) -> int:
    """The payment of the same booking that came after this one."""
    query = select(Payment.id).where(
        Payment.booking_id == row(payment_id).booking_id, Payment.id != payment_id
    )
    with statements() as connection:
        return int(connection.execute(query).scalar_one())
