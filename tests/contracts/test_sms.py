"""What every adapter for texts owes: one suite over Twilio (an imitation), the local inbox, and memory."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import uuid4

import pytest

from app.adapters.mail.inbox import notes
from app.adapters.sms.inbox import LocalSms
from app.adapters.sms.memory import MemorySms
from app.adapters.sms.twilio import Account, TwilioSms
from app.db.session import reading
from app.ports.receipts import Unreachable
from app.ports.sms import Sms, Text
from tests.factories.installed import installed
from tests.servers.twilio import SENDER, SID, TOKEN, twilio_server


@dataclass
class System:
    """An adapter, and the numbers and words that have arrived through it."""

    sms: Sms
    arrived: Callable[[], list[tuple[str, str]]]


@contextmanager
def _memory(_: pytest.FixtureRequest) -> Iterator[System]:
    sms = MemorySms()
    yield System(sms, lambda: [(text.to, text.text) for text in sms.texts])


@contextmanager
def _twilio(_: pytest.FixtureRequest) -> Iterator[System]:
    with twilio_server() as company:
        account = Account(sid=SID, tokens=(TOKEN,), sender=SENDER, url=company.url)
        sms = TwilioSms(account, report_url="https://book.example/v1/message-reports/twilio")
        yield System(sms, lambda: [(form["To"], form["Body"]) for form in company.sent])


@contextmanager
def _inbox(request: pytest.FixtureRequest) -> Iterator[System]:
    with installed(request.getfixturevalue("fresh_database_url")):

        def arrived() -> list[tuple[str, str]]:
            with reading() as session:
                return [(note.recipient, note.text) for note in reversed(notes.newest(session))]

        yield System(LocalSms(), arrived)


@pytest.fixture(params=[_memory, _twilio, _inbox], ids=["memory", "twilio", "inbox"])
def system(request: pytest.FixtureRequest) -> Iterator[System]:
    with request.param(request) as made:
        yield made


def a_text(to: str = "+4915112345678", words: str = "Erinnerung: Gespräch mit Zoë, 10 €. مرحبا") -> Text:
    return Text(key=f"17.{uuid4().hex}", to=to, text=words)


def test_a_text_arrives_as_it_was_written(system: System) -> None:
    text = a_text()

    receipt = system.sms.send(text)

    assert system.arrived() == [(text.to, text.text)]
    assert receipt.reference


@pytest.mark.parametrize(
    "number",
    [
        "",
        "ben",
        "030 123456",
        "015112345678",
        "+49",
        "+0123456789",
        "+4915112345678\n",
        "+49151;+49152",
        "+" * 9,
    ],
)
def test_a_number_that_is_none_is_refused_for_good(system: System, number: str) -> None:
    with pytest.raises(Unreachable) as refused:
        system.sms.send(a_text(number))

    assert "49" not in str(refused.value)
    assert system.arrived() == []


def test_words_that_look_like_a_form_stay_words(system: System) -> None:
    text = a_text(words="a&To=+4915100000000&Body=x=1%20%")

    system.sms.send(text)

    assert system.arrived() == [(text.to, text.text)]
