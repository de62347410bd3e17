"""A company may refuse to open a checkout for good: nobody will ever pay it, and nothing may wait for it."""

from collections.abc import Iterator

import pytest

from app.adapters.payments.memory import MemoryPayments
from app.bookings.models import Booking
from app.db.session import transaction
from app.kernel.errors import PermanentError
from app.payments import service
from app.payments.models import PaymentStatus
from app.ports.payments import Charge, Order
from tests.factories.payments import row, status
from tests.payments.stage import work
from tests.payments.street import Street, successor, two_companies


class Choosy(MemoryPayments):
    """Takes no currency of ours."""

    def open_checkout(self, order: Order) -> Charge:
        raise PermanentError(f"no {order.currency} here")


@pytest.fixture
def choosy(database_url: str) -> Iterator[Street]:
    with two_companies(database_url, Choosy) as made:
        yield made


def test_a_company_that_refuses_a_checkout_leads_to_the_choice_again(choosy: Street) -> None:
    owed = choosy.waiting()

    refused = choosy.visit(owed, "/with/memory")
    waiting = choosy.visit(owed, "/done")
    work()
    ended = choosy.visit(owed, "/done")
    again = choosy.visit(successor(owed))

    assert refused.headers["Location"] == f"{service.pay_link(owed)}/done"
    assert "One moment" in waiting.text
    assert "Not paid" in ended.text
    assert f"{service.pay_link(successor(owed))}/with/second" in again.text


def test_what_no_company_ever_opened_does_not_keep_a_time_for_ever(choosy: Street) -> None:
    owed = choosy.waiting()
    choosy.visit(owed, "/with/memory")
    with transaction() as session:
        session.get_one(Booking, row(owed).booking_id).step = "EXPIRING"
        service.order_void(session, row(owed).booking_id)

    work()

    with transaction() as session:
        assert session.get_one(Booking, row(owed).booking_id).status != "PENDING"
    assert (status(owed), row(owed).company_reference) == (PaymentStatus.FAILED, None)


def test_who_was_refused_may_go_to_another_company_at_once(choosy: Street) -> None:
    owed = choosy.waiting()
    choosy.visit(owed, "/with/memory")

    choosy.visit(owed, "/with/second")
    work()

    assert (status(owed), row(successor(owed)).company) == (PaymentStatus.FAILED, "second")
