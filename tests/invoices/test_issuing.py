"""What is paid or given back comes to stand on paper: once, whole, and for good."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from app.accounts.models import User
from app.bookings.models import Booking
from app.db.session import reading, transaction
from app.invoices import service
from app.invoices.models import Invoice, SellerBilling
from app.invoices.rules.paper import Paper
from app.invoices.service.filing import paper_of
from app.payments.models import Refund
from app.payments.service import refund_refused
from app.providers.models import Provider
from tests.factories.payments import payment, row
from tests.invoices.papers import bought, finish, give_back, issue, papers, taken, taxed
from tests.payments.stage import Stage, tasks


def paper(payment_id: int, index: int = 0) -> Paper:
    return paper_of(papers(payment_id)[index])


def test_a_captured_payment_gets_its_invoice(site: Stage) -> None:
    taxed(site, 2000)

    sold = bought(site)

    [invoice] = papers(sold)
    assert (invoice.kind, invoice.paid_minor, invoice.client_id) == ("INVOICE", 4500, site.people.ben)
    assert (invoice.net_minor, invoice.tax_minor, invoice.gross_minor) == (3750, 750, 4500)
    written = paper_of(invoice)
    assert (written.seller.name, written.buyer.name) == ("Ada Lovelace Ltd", "Ben Example")
    assert [(line.title, line.quantity, line.rate) for line in written.lines] == [("Lesson", 1, 2000)]


def test_what_was_only_authorised_gets_none(site: Stage) -> None:
    owed = payment(site.people)
    site.authorised(owed)

    assert papers(owed) == []
    assert tasks("invoices.issue") == 0
    assert issue(owed) == issue(404) == []


def test_each_refund_that_is_done_gets_its_credit_note(site: Stage) -> None:
    taxed(site, 1900)
    sold = bought(site)

    for amount in (1000, 1000, 2500):
        give_back(sold, amount)

    invoice, *notes = papers(sold)
    assert [note.paid_minor for note in notes] == [1000, 1000, 2500]
    assert sum(note.net_minor for note in notes) == invoice.net_minor
    assert sum(note.tax_minor for note in notes) == invoice.tax_minor
    assert {(note.corrects_id, note.corrects_number) for note in notes} == {(invoice.id, invoice.number)}


def test_a_refund_that_failed_gets_none(site: Stage) -> None:
    sold = bought(site)
    with transaction() as session:
        refund = Refund(payment_id=sold, amount_minor=100, reason="cancelled")
        session.add(refund)
        session.flush()
        refund_refused(session, refund.id)
    finish()

    assert issue(sold) == []
    assert len(papers(sold)) == 1


def test_issuing_twice_changes_nothing(site: Stage) -> None:
    sold = bought(site)
    give_back(sold, 4500)
    before = [found.number for found in papers(sold)]

    assert issue(sold) == []
    assert [found.number for found in papers(sold)] == before


def test_a_credit_note_is_taxed_as_its_invoice_was(site: Stage) -> None:
    taxed(site, 1900)
    sold = bought(site)

    taxed(site, 700)
    give_back(sold, 4500)

    invoice, note = papers(sold)
    assert (note.net_minor, note.tax_minor) == (invoice.net_minor, invoice.tax_minor)


def test_tax_on_top_is_left_to_be_paid(site: Stage) -> None:
    taxed(site, 1000, included=False)

    invoice = paper(bought(site))

    assert (invoice.net, invoice.tax, invoice.paid, invoice.due) == (4500, 450, 4500, 450)


def test_what_was_issued_stays_as_it_was(site: Stage) -> None:
    sold = bought(site)
    before = paper(sold)

    taxed(site, 700)
    with transaction() as session:
        session.execute(
            update(User).where(User.id == site.people.ben).values(last_name="Married", locale="de")
        )
        session.execute(update(Provider).where(Provider.id == site.people.provider).values(name="Other"))

    assert paper(sold) == before


def test_nobody_changes_or_removes_an_invoice(site: Stage) -> None:
    sold = bought(site)

    with pytest.raises(TypeError, match="credit note"), transaction() as session:
        session.get_one(Invoice, papers(sold)[0].id).note = "changed"
    with pytest.raises(TypeError, match="credit note"), transaction() as session:
        session.delete(session.get_one(Invoice, papers(sold)[0].id))


def test_the_day_of_service_is_the_one_on_the_bookings_wall(site: Stage) -> None:
    owed = payment(site.people)
    with transaction() as session:
        late = {"zone": "Asia/Tokyo", "wall_start": datetime(2030, 2, 1, 0, 30)}  # noqa: DTZ001 - a wall time
        session.execute(update(Booking).where(Booking.id == row(owed).booking_id).values(late))
    site.captured(owed)
    finish()

    assert paper(owed).lines[0].served_on == date(2030, 2, 1)


def test_the_year_is_the_providers(site: Stage) -> None:
    with transaction() as session:
        session.execute(
            update(Provider).where(Provider.id == site.people.provider).values(timezone="Asia/Tokyo")
        )
    owed = payment(site.people)
    taken(owed)

    with transaction() as session:
        [made] = service.issue(session, owed, now=datetime(2029, 12, 31, 15, 30, tzinfo=UTC))
        shown = (made.number, made.issued_on)

    assert shown == ("INV-2030-000001", date(2030, 1, 1))


def test_each_year_begins_at_one(site: Stage) -> None:
    sold = [payment(site.people) for _ in range(3)]
    new_year = datetime(2031, 1, 1, tzinfo=UTC)
    numbers = []
    for owed, at in zip(sold, (-timedelta(hours=1), timedelta(), timedelta(hours=1)), strict=True):
        taken(owed)
        with transaction() as session:
            numbers += [made.number for made in service.issue(session, owed, now=new_year + at)]

    assert numbers == ["INV-2030-000001", "INV-2031-000001", "INV-2031-000002"]


def test_names_and_tax_ids_rest_sealed(site: Stage) -> None:
    sold = bought(site)

    assert b"Ben" not in papers(sold)[0].parties_sealed


def test_a_provider_without_details_goes_by_the_profile(site: Stage) -> None:
    with transaction() as session:
        session.execute(
            update(Provider).where(Provider.id == site.people.provider).values(address="1 Crosby Street")
        )

    written = paper(bought(site))

    assert (written.seller.name, written.seller.address_lines) == ("Ada's Piano", ("1 Crosby Street",))
    assert written.tax == 0
    with reading() as session:
        assert session.get(SellerBilling, site.people.provider) is None
