"""Several companies side by side: the client chooses one, and may think better of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import text

from app.bookings.models import Booking
from app.db import ledger
from app.db.session import statements, transaction
from app.payments import service
from app.payments.models import PaymentStatus
from app.ports import install, ports
from app.ports.payments import ChargeState, Notice
from tests.factories.payments import payment, row, status
from tests.payments.stage import Stage, hurry, tasks, work
from tests.payments.street import Street, successor, two_companies
from tests.races import at_once


@pytest.fixture
def street(database_url: str) -> Iterator[Street]:
    with two_companies(database_url) as made:
        yield made


@contextmanager
def _without_the_second() -> Iterator[None]:
    """An operator takes it away, and gives it back."""
    before = ports()
    install(replace(before, others=()))
    yield
    install(before)


def test_who_follows_the_link_is_asked_and_no_company_is(street: Street) -> None:
    owed = street.waiting()

    page = street.visit(owed)

    assert page.status_code == 200
    for name, words in (("memory", "Memory"), ("second", "Second")):
        assert f'href="{service.pay_link(owed)}/with/{name}">{words}</a>' in page.text
    assert (row(owed).asked_at, street.company.asked, street.second.asked) == (None, [], [])


def test_where_there_is_one_company_nobody_is_asked(site: Stage) -> None:
    assert site.visit(payment(site.people)).status_code == 303


def test_choosing_leads_to_that_companys_checkout(street: Street) -> None:
    owed = street.waiting()

    answer = street.visit(owed, "/with/second")

    assert (row(owed).company, answer.status_code) == ("second", 303)
    assert answer.headers["Location"] == street.second.of_payment(owed).checkout_url
    assert street.company.asked == []
    assert street.visit(owed).headers["Location"] == answer.headers["Location"]


def test_each_payment_goes_its_whole_way_at_its_own_company(street: Street) -> None:
    owed = street.waiting()
    street.visit(owed, "/with/second")
    reference = street.second.of_payment(owed).reference
    street.second.pay(reference)

    headers, body = street.second.write_notice(Notice(event_id="evt", kind="payment", reference=reference))
    heard = street.call("POST", "/v1/webhooks/second", headers=headers, data=body)
    work()
    with transaction() as session:
        service.order_refund(session, row(owed).booking_id, 4500, reason="All of it.")
    work()

    assert heard.status_code == 200
    assert status(owed) is PaymentStatus.REFUNDED
    assert street.company.asked == []


def test_what_one_company_says_of_anothers_payment_is_not_believed(street: Street) -> None:
    owed = street.waiting()
    street.visit(owed, "/with/second")
    street.company.become(street.second.of_payment(owed))
    reference = street.second.of_payment(owed).reference
    street.company.pay(reference)

    street.hear(reference)

    assert status(owed) is PaymentStatus.OPEN


def test_lost_webhooks_of_every_company_are_made_good(street: Street) -> None:
    first, second = street.waiting(), street.waiting()
    for owed, company in ((first, street.company), (second, street.second)):
        street.visit(owed, f"/with/{company.name}")
        company.pay(company.of_payment(owed).reference)
        _minutes_pass(owed)
    with transaction() as session:
        ledger.enqueue(session, "payments.reconcile")

    work()

    assert PaymentStatus.CREATING not in {status(first), status(second)}
    assert PaymentStatus.OPEN not in {status(first), status(second)}


def _minutes_pass(payment_id: int) -> None:
    with statements() as connection:
        query = text("UPDATE payments SET updated_at = now() - interval '3 minutes' WHERE id = :id")
        connection.execute(query, {"id": payment_id})


def test_another_company_is_had_after_the_first_ones_checkout_is_closed(street: Street) -> None:
    owed = street.waiting()
    street.visit(owed, "/with/memory")
    reference = street.company.of_payment(owed).reference

    waiting = street.visit(owed, "/with/second")
    work()
    next_one = successor(owed)
    onwards = street.visit(owed, "/with/second")
    there = street.visit(next_one, "/with/second")

    assert 'http-equiv="refresh"' in waiting.text
    assert status(owed) is PaymentStatus.VOIDED
    assert not street.company.pay(reference)
    assert onwards.headers["Location"] == f"{service.pay_link(next_one)}/with/second"
    assert there.headers["Location"] == street.second.of_payment(next_one).checkout_url
    assert (row(next_one).company, row(next_one).amount_minor) == ("second", 4500)


def test_what_was_paid_at_both_companies_goes_back_at_the_first(street: Street) -> None:
    owed = street.waiting()
    street.visit(owed, "/with/memory")
    first = street.company.of_payment(owed)
    street.visit(owed, "/with/second")
    work()
    next_one = successor(owed)
    street.visit(next_one, "/with/second")
    street.second.pay(street.second.of_payment(next_one).reference)
    news = Notice(event_id="evt_2", kind="payment", reference=street.second.of_payment(next_one).reference)
    headers, body = street.second.write_notice(news)
    street.call("POST", "/v1/webhooks/second", headers=headers, data=body)
    work()

    taken = replace(first, state=ChargeState.CAPTURED, captured_minor=first.amount_minor)
    street.company.become(taken)  # it had said that this was closed
    street.hear(first.reference)
    work()

    assert [one.amount_minor for one in street.company.of_payment(owed).refunds] == [first.amount_minor]
    assert (row(owed).refunded_minor, row(owed).captured_minor) == (4500, 4500)
    assert status(next_one) in {PaymentStatus.AUTHORIZED, PaymentStatus.CAPTURED}


def test_who_comes_back_unpaid_may_choose_again(street: Street) -> None:
    owed = street.waiting()
    street.visit(owed, "/with/memory")

    page = street.visit(owed, "/unpaid")

    assert f"{service.pay_link(owed)}/with/second" in page.text
    assert f"{service.pay_link(owed)}/with/memory" in page.text


def test_who_paid_before_thinking_better_of_it_has_paid(street: Street) -> None:
    owed = street.waiting()
    street.visit(owed, "/with/memory")
    street.company.pay(street.company.of_payment(owed).reference)

    street.visit(owed, "/with/second")
    work()

    assert PaymentStatus.VOIDED is not status(owed)
    assert street.company.of_payment(owed).state is not ChargeState.VOIDED
    assert street.second.asked == []
    assert "Thank you" in street.visit(owed, "/with/second").text


def test_while_the_first_company_is_away_nothing_is_paid_twice(street: Street) -> None:
    owed = street.waiting()
    street.visit(owed, "/with/memory")
    street.company.away = True
    street.visit(owed, "/with/second")
    work()
    meanwhile = status(owed)

    street.company.away = False
    hurry()
    work()

    assert (meanwhile, status(owed)) == (PaymentStatus.OPEN, PaymentStatus.VOIDED)
    assert row(successor(owed)).company == "second"


def test_a_void_whose_record_was_lost_still_leads_to_another_payment(street: Street) -> None:
    """The worker died after the company closed its checkout, and a webhook was faster than the next try."""
    owed = street.waiting()
    street.visit(owed, "/with/memory")
    reference = street.company.of_payment(owed).reference
    street.visit(owed, "/with/second")
    street.company.void(reference, key="void")
    street.tell(Notice(event_id="evt_void", kind="payment", reference=reference))

    work()

    assert (status(owed), row(successor(owed)).company) == (PaymentStatus.VOIDED, "second")


def test_a_booking_that_no_longer_waits_gets_no_other_payment(street: Street) -> None:
    owed = street.waiting()
    street.visit(owed, "/with/memory")
    street.visit(owed, "/with/second")
    with transaction() as session:
        booking = session.get_one(Booking, row(owed).booking_id)
        booking.step = "EXPIRING"

    work()

    with transaction() as session:
        assert session.get_one(Booking, row(owed).booking_id).status != "PENDING"
        assert service.alive(session, row(owed).booking_id) is None


def test_many_tabs_that_choose_differently_leave_one_checkout_or_close_one(street: Street) -> None:
    owed = street.waiting()

    answers = at_once([partial(street.visit, owed, f"/with/{name}") for name in ("memory", "second") * 3])
    work()

    assert {answer.status_code for answer in answers} <= {200, 303}
    with transaction() as session:
        alive = service.alive(session, row(owed).booking_id)
        assert alive is not None
    opened = [company.of_payment(owed) for company in (street.company, street.second) if company.asked]
    assert sum(charge.state is ChargeState.OPEN for charge in opened) <= 1


@pytest.mark.parametrize("page", ["/with/nobody", "/with/sandbox", "/with/"])
def test_a_company_that_is_not_installed_cannot_be_chosen(street: Street, page: str) -> None:
    owed = street.waiting()

    assert street.visit(owed, page).status_code == 404
    assert row(owed).asked_at is None


def test_a_company_that_was_taken_away_is_waited_for(street: Street) -> None:
    owed = street.waiting()
    street.visit(owed, "/with/second")
    street.second.pay(street.second.of_payment(owed).reference)
    with _without_the_second():
        with transaction() as session:
            ledger.enqueue(session, "payments.check", payment_id=owed)
        work()
        without = status(owed)

    hurry()
    work()

    assert without is PaymentStatus.OPEN
    assert status(owed) is not PaymentStatus.OPEN
    assert tasks("payments.check") >= 1


def test_a_webhook_of_a_company_that_is_not_installed_finds_nobody(street: Street) -> None:
    headers, body = street.second.write_notice(Notice(event_id="e", kind="k", reference="r"))

    with _without_the_second():
        assert street.call("POST", "/v1/webhooks/second", headers=headers, data=body).status_code == 404
