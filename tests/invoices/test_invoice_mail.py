"""The paper reaches its client by mail, from the capture to the inbox."""

import io
from dataclasses import replace

from pypdf import PdfReader
from sqlalchemy import update

from app.accounts.models import User
from app.adapters.clock.system import SystemClock
from app.adapters.mail import inbox
from app.adapters.mail.inbox.box import LocalInbox
from app.db.session import reading, transaction
from app.ports import install, ports
from app.ports.mail import Letter
from tests.factories.installed import SITE
from tests.invoices.papers import bought, give_back, papers
from tests.payments.stage import Stage, application, told


def letters(site: Stage, word: str) -> list[Letter]:
    with reading() as session:
        address = session.get_one(User, site.people.ben).email
    sent: list[Letter] = ports().mail.letters  # type: ignore[attr-defined]
    return [letter for letter in sent if letter.to == address and letter.subject.startswith(word)]


def test_an_invoice_is_mailed_with_the_paper_attached(site: Stage) -> None:
    [invoice] = papers(bought(site))

    [letter] = letters(site, "Invoice")

    assert letter.subject == f"Invoice {invoice.number} from Ada's Piano"
    [file] = letter.attachments
    assert (file.name, file.content_type) == (f"{invoice.number}.pdf", "application/pdf")
    assert invoice.number in PdfReader(io.BytesIO(file.content)).pages[0].extract_text()


def test_a_credit_note_is_mailed_too(site: Stage) -> None:
    sold = bought(site)

    give_back(sold, 1500)

    [letter] = letters(site, "Credit note")
    assert letter.attachments[0].name == f"{papers(sold)[1].number}.pdf"
    assert "You got $15.00 back." in letter.text
    assert (told("invoice_issued"), told("credit_note_issued")) == (1, 1)


def test_the_mail_and_its_paper_speak_the_clients_language(site: Stage) -> None:
    with transaction() as session:
        session.execute(update(User).where(User.id == site.people.ben).values(locale="ar"))

    bought(site)

    [letter] = letters(site, "الفاتورة")
    assert PdfReader(io.BytesIO(letter.attachments[0].content)).trailer["/Root"]["/Lang"] == "ar"


def test_it_can_be_seen_in_the_inbox_of_a_development_installation(site: Stage, database_url: str) -> None:
    install(replace(ports(), mail=LocalInbox(sender=SITE.mail_from, clock=SystemClock())))
    [invoice] = papers(bought(site))
    with reading() as session:
        address = session.get_one(User, site.people.ben).email

    app = application(database_url)
    if "inbox" not in app.blueprints:
        inbox.register(app)
    [mail] = app.test_client().get("/dev/inbox.json", query_string={"to": address}).json["data"]

    assert mail["subject"].startswith(f"Invoice {invoice.number}")
