"""A package is paid as a booking is: pay link, company, webhook, capture; and paid back the same way."""

from collections.abc import Iterator

import pytest

from app.db.session import reading, transaction
from app.payments import service
from app.ports import ports
from app.promotions.models import Package, PackagePurchase
from app.promotions.service.purchases import buy_package, close_unpaid, refund_purchase
from tests.factories.payments import row
from tests.payments.stage import Stage, hurry, stage, work


@pytest.fixture
def site(database_url: str) -> Iterator[Stage]:
    with stage(database_url) as ready:
        yield ready


@pytest.fixture
def bought(site: Stage) -> tuple[int, int]:
    return purchase(site)


def purchase(site: Stage) -> tuple[int, int]:
    """The purchase of three lessons, and its payment."""
    who = site.people
    with transaction() as session:
        package = Package(
            provider_id=who.provider,
            offering_id=who.offering,
            title="Three lessons",
            credits=3,
            price_minor=12000,
            currency="USD",
            valid_months=6,
        )
        session.add(package)
        session.flush()
        purchase_id = buy_package(session, package.id, client_id=who.ben, now=ports().clock.now()).id
        return purchase_id, service.of_purchases(session, [purchase_id])[purchase_id].id


def status(purchase_id: int) -> str:
    with reading() as session:
        return session.get_one(PackagePurchase, purchase_id).status


def test_what_is_paid_is_captured_and_active(site: Stage, bought: tuple[int, int]) -> None:
    purchase_id, payment_id = bought

    charge = site.authorised(payment_id)

    assert (charge.amount_minor, row(payment_id).description) == (12000, "Three lessons")
    assert row(payment_id).status == "CAPTURED"
    assert status(purchase_id) == "ACTIVE"
    assert "Your payment has arrived." in site.visit(payment_id, "/done").text


def test_a_refund_reaches_the_company_once(site: Stage, bought: tuple[int, int]) -> None:
    purchase_id, payment_id = bought
    site.authorised(payment_id)

    with transaction() as session:
        refund_purchase(session, purchase_id, user_id=site.people.ada, reason="moving away")
    done = work()
    hurry()
    work()

    assert ("payments.refund", None) in done
    assert (row(payment_id).status, row(payment_id).refunded_minor) == ("REFUNDED", 12000)
    assert status(purchase_id) == "REFUNDED"
    assert all(fate is None for _, fate in done)  # the message about it finds nobody to tell


def test_an_open_checkout_is_closed_after_a_day(site: Stage, bought: tuple[int, int]) -> None:
    purchase_id, payment_id = bought
    site.charge(payment_id)

    hurry()
    work()

    assert row(payment_id).status == "VOIDED"
    assert status(purchase_id) == "CLOSED"


def test_nobody_was_asked_so_nobody_is_told(site: Stage, bought: tuple[int, int]) -> None:
    purchase_id, payment_id = bought

    with transaction() as session:
        close_unpaid(session, purchase_id)

    assert (row(payment_id).status, status(purchase_id)) == ("VOIDED", "CLOSED")
    assert site.visit(payment_id).status_code == 200  # a page that says it is closed


def test_who_pays_while_it_is_being_closed_has_paid(site: Stage, bought: tuple[int, int]) -> None:
    purchase_id, payment_id = bought
    charge = site.charge(payment_id)
    site.company.pay(charge.reference)

    hurry()
    work()

    assert row(payment_id).status == "CAPTURED"
    assert status(purchase_id) == "ACTIVE"
