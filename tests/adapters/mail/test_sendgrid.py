"""SendGrid's answers and its signed events, as our product understands them."""

from datetime import UTC, datetime, timedelta

import pytest

from app.adapters.mail.sendgrid import SendGrid, SendGridMail, SendGridReports
from app.kernel.errors import BadSignature, PermanentError, TransientError
from app.ports.reports import Became, Hook
from tests.adapters.mail.letters import a_letter
from tests.servers.sendgrid import KEY, SendGridImitation, sendgrid_server
from tests.servers.web import Says

SENDER = "BookMyTime <bookings@book.example>"
NOW = datetime(2026, 12, 9, 14, 0, tzinfo=UTC)


class StoppedClock:
    def now(self) -> datetime:
        return NOW


def talking_to(company: SendGridImitation, key: str = KEY) -> SendGridMail:
    return SendGridMail(SendGrid(key=key, url=company.url), sender=SENDER)


def test_a_letter_bears_its_key_and_is_not_tracked() -> None:
    letter = a_letter()
    with sendgrid_server() as company:
        talking_to(company).send(letter)

    [body] = company.bodies
    assert body["personalizations"][0]["custom_args"] == {"key": letter.key}
    assert body["tracking_settings"]["click_tracking"] == {"enable": False, "enable_text": False}
    assert "attachments" not in body


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (
            Says(400, body=b'{"errors": [{"message": "x ben@example.com", "field": "subject"}]}'),
            PermanentError,
        ),
        (Says(400, body=b"[]"), PermanentError),
        (Says(413), PermanentError),
        (Says(401), TransientError),
        (Says(403), TransientError),
        (Says(429), TransientError),
        (Says(500), TransientError),
        (Says(503, body=b"<html>"), TransientError),
        (Says(200), TransientError),
        (Says(302, {"Location": "https://elsewhere.example/"}), TransientError),
    ],
)
def test_each_answer_means_one_thing(answer: Says, error: type[Exception]) -> None:
    with sendgrid_server() as company:
        company.fails = [answer]
        with pytest.raises(error) as raised:
            talking_to(company).send(a_letter())

    assert type(raised.value) is error
    assert "ben@" not in str(raised.value)


def test_a_wrong_key_may_be_mended_and_being_away_may_pass() -> None:
    with sendgrid_server() as company, pytest.raises(TransientError, match="401"):
        talking_to(company, "wrong").send(a_letter())
    with pytest.raises(TransientError, match="did not answer"):
        talking_to(company).send(a_letter())


EVENTS = [
    ({"event": "delivered"}, Became.DELIVERED),
    ({"event": "bounce", "type": "bounce", "status": "5.1.1"}, Became.BOUNCED),
    ({"event": "bounce", "type": "blocked", "status": "4.7.1"}, Became.FAILED),
    ({"event": "dropped", "reason": "Bounced Address"}, Became.BOUNCED),
    ({"event": "dropped", "reason": "Invalid"}, Became.BOUNCED),
    ({"event": "dropped", "reason": "Spam Reporting Address"}, Became.COMPLAINED),
    ({"event": "dropped", "reason": "Spam Content"}, Became.FAILED),
    ({"event": "spamreport"}, Became.COMPLAINED),
    ({"event": "processed"}, None),
    ({"event": "deferred"}, None),
    ({"event": "open"}, None),
    ({"event": "from next year"}, None),
]


@pytest.mark.parametrize(("event", "became"), EVENTS)
def test_each_event_means_one_thing(event: dict[str, str], became: Became | None) -> None:
    company = SendGridImitation()
    headers, body = company.tells({**event, "key": "17.abc", "email": "ben@example.com"}, at=NOW)

    reports = SendGridReports(company.public_key, StoppedClock()).read(
        Hook(url="", headers=headers, body=body)
    )

    assert [(report.became, report.key) for report in reports] == ([(became, "17.abc")] if became else [])
    assert "ben@" not in str(reports)


def test_many_events_come_at_once_and_strangers_mails_are_passed_over() -> None:
    company = SendGridImitation()
    headers, body = company.tells(
        {"event": "delivered", "key": "1.a"},
        {"event": "delivered"},
        {"event": "spamreport", "key": "2.b"},
        at=NOW,
    )

    reports = SendGridReports(company.public_key, StoppedClock()).read(
        Hook(url="", headers=headers, body=body)
    )

    assert [report.key for report in reports] == ["1.a", "2.b"]
    assert len({report.event_id for report in reports}) == 2


@pytest.mark.parametrize("part", ["body", "time", "signature", "key", "old", "ahead", "none"])
def test_a_webhook_that_is_not_sendgrids_is_refused(part: str) -> None:
    company = SendGridImitation()
    ages = {"old": -timedelta(days=2), "ahead": timedelta(hours=1)}
    headers, body = company.tells({"event": "spamreport", "key": "1.a"}, at=NOW + ages.get(part, timedelta()))
    signed, sent = "X-Twilio-Email-Event-Webhook-Signature", "X-Twilio-Email-Event-Webhook-Timestamp"
    forged = {
        "time": {**headers, sent: str(int(headers[sent]) + 1)},
        "signature": {**headers, signed: headers[signed][:-4] + "AAA="},
        "none": {},
    }
    key = SendGridImitation().public_key if part == "key" else company.public_key

    with pytest.raises(BadSignature):
        SendGridReports(key, StoppedClock()).read(
            Hook(url="", headers=forged.get(part, headers), body=body + b" " if part == "body" else body)
        )


def test_a_key_of_another_kind_is_refused_at_start() -> None:
    with pytest.raises(ValueError, match="key"):
        SendGridReports("AAAA", StoppedClock())
