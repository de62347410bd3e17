"""A package that is sold has an invoice and mails, and one that is paid back a credit note and a mail."""

from collections.abc import Iterator

import pytest

from app.db.session import transaction
from app.invoices.service.filing import paper_of
from app.payments import service
from app.ports import ports
from app.promotions.models import Package
from app.promotions.service.purchases import buy_package, refund_purchase
from tests.api import execute
from tests.invoices.papers import finish, issue, papers, taxed
from tests.payments.stage import Stage, stage, work


@pytest.fixture
def site(database_url: str) -> Iterator[Stage]:
    with stage(database_url) as ready:
        yield ready


@pytest.fixture
def bought(site: Stage) -> tuple[int, int]:
    """The purchase of three lessons, which is paid, and its payment."""
    taxed(site, 2000)
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
        payment_id = service.of_purchases(session, [purchase_id])[purchase_id].id
    site.authorised(payment_id)
    finish()
    return purchase_id, payment_id


def paid_back(site: Stage, purchase_id: int) -> None:
    with transaction() as session:
        refund_purchase(session, purchase_id, user_id=site.people.ada, reason="Moving away.")
    finish()


def told(user_id: int) -> list[str]:
    """What somebody was told, in order."""
    kinds = execute(
        "SELECT coalesce(json_agg(kind ORDER BY id), '[]') FROM notifications"
        " WHERE user_id = :id AND status = 'SENT'",
        id=user_id,
    )
    return list(kinds)


def test_a_package_that_was_paid_has_an_invoice(site: Stage, bought: tuple[int, int]) -> None:
    purchase_id, payment_id = bought

    [invoice] = papers(payment_id)

    assert (invoice.booking_id, invoice.purchase_id, invoice.paid_minor) == (None, purchase_id, 12000)
    paper = paper_of(invoice)
    assert ([line.title for line in paper.lines], paper.net, paper.tax) == (["Three lessons"], 10000, 2000)
    assert paper.lines[0].served_on == paper.issued_on
    shown = site.call("GET", f"/v1/invoices/{invoice.id}", by=site.people.ben)
    assert (shown.status_code, shown.json["data"]["purchaseId"]) == (200, purchase_id)
    printed = site.call("GET", f"/v1/invoices/{invoice.id}/pdf", by=site.people.ben)
    assert printed.data.startswith(b"%PDF")


def test_its_credit_note_takes_back_all_of_it(site: Stage, bought: tuple[int, int]) -> None:
    purchase_id, payment_id = bought

    paid_back(site, purchase_id)

    invoice, note = papers(payment_id)
    assert (note.corrects_id, note.purchase_id, note.booking_id) == (invoice.id, purchase_id, None)
    assert (note.net_minor, note.tax_minor) == (invoice.net_minor, invoice.tax_minor)


def test_both_hear_of_a_purchase_and_the_client_of_its_refund(site: Stage, bought: tuple[int, int]) -> None:
    purchase_id, _ = bought
    before = told(site.people.ben), told(site.people.ada)

    paid_back(site, purchase_id)

    assert (sorted(before[0]), before[1]) == (["invoice_issued", "package_bought"], ["package_bought"])
    assert sorted(told(site.people.ben)[2:]) == ["credit_note_issued", "payment_refunded"]


def test_nobody_is_told_of_a_package_that_is_gone_again(bought: tuple[int, int]) -> None:
    purchase_id, _ = bought
    execute("UPDATE notifications SET status = 'OWED'")
    execute("UPDATE package_purchases SET status = 'REFUNDED' WHERE id = :id", id=purchase_id)
    execute(
        "UPDATE tasks SET state = 'ready', attempts = 0, run_at = now() WHERE actor = 'notifications.send'"
    )

    work()

    dropped = execute(
        "SELECT count(*) FROM notifications WHERE kind = 'package_bought' AND status = 'DROPPED'"
    )
    assert dropped == 2


def test_issuing_twice_writes_one_paper(bought: tuple[int, int]) -> None:
    _, payment_id = bought

    assert (issue(payment_id), len(papers(payment_id))) == ([], 1)
