"""What every mail adapter owes: one suite over SMTP (a real server), SendGrid, the inbox, and memory."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from sqlalchemy import select

from app.adapters.clock.system import SystemClock
from app.adapters.mail.inbox.box import LocalInbox
from app.adapters.mail.inbox.models import InboxMail
from app.adapters.mail.memory import MemoryMail
from app.adapters.mail.sendgrid import SendGrid, SendGridMail
from app.adapters.mail.smtp import SmtpMail, SmtpServer
from app.db.session import reading
from app.kernel.errors import PermanentError
from app.ports.mail import Attachment, Mail
from tests.adapters.mail.letters import INVITATION, a_letter, an_invitation
from tests.factories.installed import installed
from tests.servers.sendgrid import KEY, sendgrid_server
from tests.servers.smtp import smtp_server

SENDER = "BookMyTime <bookings@book.example>"


@dataclass
class System:
    """An adapter, and what has arrived through it."""

    mail: Mail
    arrived: Callable[[], list[EmailMessage]]


def _parsed(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, _class=EmailMessage, policy=default)


@contextmanager
def _memory(_: pytest.FixtureRequest) -> Iterator[System]:
    mail = MemoryMail(SENDER)
    yield System(mail, lambda: [_parsed(raw) for raw in mail.messages])


@contextmanager
def _smtp(_: pytest.FixtureRequest) -> Iterator[System]:
    with smtp_server() as (box, port):
        server = SmtpServer.at(f"smtp://127.0.0.1:{port}")
        yield System(SmtpMail(server, sender=SENDER, clock=SystemClock()), lambda: box.messages)


@contextmanager
def _inbox(request: pytest.FixtureRequest) -> Iterator[System]:
    with installed(request.getfixturevalue("database_url")):
        with reading() as session:
            before = set(session.scalars(select(InboxMail.id)))

        def arrived() -> list[EmailMessage]:
            with reading() as session:
                mails = session.scalars(select(InboxMail).order_by(InboxMail.id)).all()
            return [_parsed(mail.mime) for mail in mails if mail.id not in before]

        yield System(LocalInbox(sender=SENDER, clock=SystemClock()), arrived)


@contextmanager
def _sendgrid(_: pytest.FixtureRequest) -> Iterator[System]:
    with sendgrid_server() as company:
        mail = SendGridMail(SendGrid(key=KEY, url=company.url), sender=SENDER)
        yield System(mail, lambda: [_parsed(each.as_bytes()) for each in company.accepted])


@pytest.fixture(params=[_memory, _smtp, _sendgrid, _inbox], ids=["memory", "smtp", "sendgrid", "inbox"])
def system(request: pytest.FixtureRequest) -> Iterator[System]:
    with request.param(request) as made:
        yield made


def test_a_letter_arrives_as_it_was_written(system: System) -> None:
    letter = a_letter()

    system.mail.send(letter)

    [got] = system.arrived()
    text, html = got.get_body(("plain",)), got.get_body(("html",))
    assert text is not None
    assert html is not None
    assert (got["To"], got["Subject"]) == (letter.to, letter.subject)
    assert got["From"] == SENDER
    assert got["Date"].datetime.tzinfo is not None
    assert got["Auto-Submitted"] == "auto-generated"
    assert text.get_content().splitlines() == letter.text.splitlines()
    assert html.get_content().strip() == letter.html


def test_the_text_comes_before_the_html_so_that_the_richest_is_last(system: System) -> None:
    system.mail.send(an_invitation())

    [got] = system.arrived()
    [alternatives] = [part for part in got.walk() if part.get_content_type() == "multipart/alternative"]
    kinds = [part.get_content_type() for part in alternatives.iter_parts()]
    assert got.get_content_type() == "multipart/mixed"
    assert kinds == ["text/plain", "text/html", "text/calendar"]


def test_an_invitation_is_a_part_for_calendars_and_a_file_for_people(system: System) -> None:
    system.mail.send(an_invitation())

    [got] = system.arrived()
    [part] = [part for part in got.walk() if part.get_content_type() == "text/calendar"]
    [file] = list(got.iter_attachments())
    assert part.get_param("method") == "REQUEST"
    assert part.get_payload(decode=True) == INVITATION
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "invite.ics")
    assert file.get_payload(decode=True) == INVITATION


def test_any_file_is_carried_byte_for_byte(system: System) -> None:
    file = Attachment("Übersicht 1.pdf", "application/pdf", bytes(range(256)))

    system.mail.send(a_letter(attachments=(file,)))

    [got] = list(system.arrived()[0].iter_attachments())
    assert (got.get_filename(), got.get_content_type()) == (file.name, file.content_type)
    assert got.get_payload(decode=True) == file.content


def test_a_retry_carries_the_same_message_id(system: System) -> None:
    letter = a_letter()

    first = system.mail.send(letter)
    second = system.mail.send(letter)

    assert first == second
    assert {got["Message-ID"] for got in system.arrived()} == {first.reference}
    assert first.reference == f"<{letter.key}@book.example>"


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r", "\u2028", "\x0b", "\x85", "\x00"])
def test_a_line_end_in_a_subject_starts_no_header(system: System, line_end: str) -> None:
    system.mail.send(a_letter(subject=f"Hello{line_end}Bcc: cleo@example.com{line_end}{line_end}<p>body"))

    [got] = system.arrived()
    assert got["Bcc"] is None
    assert got["Subject"].startswith("Hello Bcc: cleo@example.com")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ben",
        "ben@",
        "@example.com",
        "ben@example.com\r\nBcc: cleo@example.com",
        "ben@example.com, cleo@example.com",
        "Ben <ben@example.com>",
        "ben@example.com>\nRCPT TO:<cleo@example.com",
        "ben cleo@example.com",
    ],
)
def test_an_address_that_is_none_or_several_is_refused_for_good(system: System, address: str) -> None:
    with pytest.raises(PermanentError) as refused:
        system.mail.send(a_letter(to=address))

    assert "cleo" not in str(refused.value)
    assert system.arrived() == []


def test_a_file_name_starts_no_header(system: System) -> None:
    file = Attachment("a.pdf\r\nX-Evil: 1", "application/pdf", b"x")

    system.mail.send(a_letter(attachments=(file,)))

    [got] = list(system.arrived()[0].iter_attachments())
    assert got["X-Evil"] is None


def test_one_click_ends_mails_of_a_kind(system: System) -> None:
    system.mail.send(a_letter(unsubscribe="https://book.example/unsubscribe/abc"))
    system.mail.send(a_letter())

    first, second = system.arrived()
    assert first["List-Unsubscribe"] == "<https://book.example/unsubscribe/abc>"
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert second["List-Unsubscribe"] is None


def test_a_key_that_cannot_be_a_message_id_is_refused_for_good(system: System) -> None:
    with pytest.raises(PermanentError):
        system.mail.send(replace(a_letter(), key="a b>\r\nX: y"))
