"""Twilio's answers and webhooks, as our product understands them."""

import json

import pytest

from app.adapters.sms.twilio import Account, TwilioReports, TwilioSms
from app.kernel.errors import BadSignature, PermanentError, TransientError
from app.ports.receipts import Unreachable, Why
from app.ports.reports import Became, Hook
from app.ports.sms import Text
from tests.servers.twilio import SENDER, SID, TOKEN, TwilioImitation, refused, twilio_server
from tests.servers.web import Says

URL = "https://book.example/v1/message-reports/twilio"
ACCOUNT = Account(sid=SID, tokens=("newer-token", TOKEN), sender=SENDER)
TEXT = Text(key="17.abc", to="+4915112345678", text="Hello")


def talking_to(company: TwilioImitation, **changes: str) -> TwilioSms:
    values = {"sid": SID, "sender": SENDER, "url": company.url, **changes}
    return TwilioSms(Account(tokens=(TOKEN,), **values), report_url=URL)


def test_twilio_is_told_where_to_report_and_until_when_it_is_of_use() -> None:
    with twilio_server() as company:
        talking_to(company).send(TEXT)

    [form] = company.sent
    assert form["From"] == SENDER
    assert form["StatusCallback"] == f"{URL}?key=17.abc"
    assert form["ValidityPeriod"] == "14400"


def test_a_messaging_service_sends_in_place_of_a_number() -> None:
    with twilio_server() as company:
        talking_to(company, sender="MG" + "2" * 32).send(TEXT)

    [form] = company.sent
    assert (form["MessagingServiceSid"], "From" in form) == ("MG" + "2" * 32, False)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refused(400, 21211), Unreachable),
        (refused(400, 21614), Unreachable),
        (refused(400, 21610), Unreachable),
        (refused(400, 21612), PermanentError),
        (refused(400, 21408), PermanentError),
        (refused(400, 21617), PermanentError),
        (refused(400, 99999), PermanentError),
        (refused(429, 20429), TransientError),
        (refused(429, 14107), TransientError),
        (refused(401, 20003), TransientError),
        (refused(404, 20404), TransientError),
        (refused(400, 21606), TransientError),
        (refused(400, 63038), TransientError),
        (refused(500, 20500), TransientError),
        (Says(503, body=b"<html>busy</html>"), TransientError),
        (Says(400, body=b"[]"), PermanentError),
        (Says(302, {"Location": "https://elsewhere.example/"}), TransientError),
        (Says(201, body=b"{}"), TransientError),
    ],
)
def test_each_answer_means_one_thing(answer: Says, error: type[Exception]) -> None:
    with twilio_server() as company:
        company.fails = [answer]
        with pytest.raises(error) as raised:
            talking_to(company).send(TEXT)

    assert type(raised.value) is error
    assert "4915" not in str(raised.value)


def test_whoever_wrote_stop_is_known_for_it() -> None:
    with twilio_server() as company, pytest.raises(Unreachable) as raised:
        talking_to(company).send(Text(key="1", to="+15005550004", text="x"))

    assert raised.value.why is Why.STOPPED


def test_a_wrong_sign_in_may_be_mended() -> None:
    with twilio_server() as company:
        wrong = Account(sid=SID, tokens=("wrong",), sender=SENDER, url=company.url)
        with pytest.raises(TransientError, match="20003"):
            TwilioSms(wrong, report_url=URL).send(TEXT)


def test_twilio_away_is_a_failure_that_may_pass() -> None:
    with twilio_server() as company:
        gone = company.url
    away = Account(sid=SID, tokens=(TOKEN,), sender=SENDER, url=gone)

    with pytest.raises(TransientError, match="did not answer"):
        TwilioSms(away, report_url=URL).send(TEXT)


def heard(url: str = URL, **fields: str) -> list[tuple[Became, str | None, str | None]]:
    headers, body = TwilioImitation().tells(url, **fields)
    reports = TwilioReports(ACCOUNT).read(Hook(url=url, headers=headers, body=body))
    return [(report.became, report.key, report.address) for report in reports]


@pytest.mark.parametrize(
    ("status", "code", "became"),
    [
        ("delivered", "", Became.DELIVERED),
        ("undelivered", "30003", Became.FAILED),
        ("undelivered", "30005", Became.BOUNCED),
        ("undelivered", "30006", Became.BOUNCED),
        ("failed", "21610", Became.STOPPED),
        ("failed", "30001", Became.FAILED),
        ("failed", "", Became.FAILED),
    ],
)
def test_what_became_of_a_text_is_understood(status: str, code: str, became: Became) -> None:
    fields = {"MessageSid": "SM1", "MessageStatus": status, **({"ErrorCode": code} if code else {})}

    assert heard(f"{URL}?key=17.abc", **fields) == [(became, "17.abc", None)]


@pytest.mark.parametrize("status", ["queued", "sending", "sent", "accepted", "read"])
def test_what_lies_between_is_no_news(status: str) -> None:
    assert heard(f"{URL}?key=17.abc", MessageSid="SM1", MessageStatus=status) == []


@pytest.mark.parametrize("word", ["STOP", " stop ", "Unsubscribe", "QUIT", "OPTOUT"])
def test_stop_is_understood(word: str) -> None:
    told = heard(MessageSid="SM1", From="+4915112345678", To=SENDER, Body=word)

    assert told == [(Became.STOPPED, None, "+4915112345678")]


def test_twilios_own_verdict_on_a_word_counts() -> None:
    told = heard(MessageSid="SM1", From="+4915112345678", Body="ARRET", OptOutType="STOP")

    assert told == [(Became.STOPPED, None, "+4915112345678")]


def test_start_is_understood_and_chatter_is_not() -> None:
    assert heard(MessageSid="SM1", From="+49151", Body="start") == [(Became.STARTED, None, "+49151")]
    assert heard(MessageSid="SM1", From="+49151", Body="thank you") == []


@pytest.mark.parametrize("wrong", ["another token", "", TOKEN + " "])
def test_a_webhook_of_somebody_else_is_refused(wrong: str) -> None:
    headers, body = TwilioImitation().tells(URL, token=wrong, MessageSid="SM1", From="+49151", Body="STOP")

    with pytest.raises(BadSignature):
        TwilioReports(ACCOUNT).read(Hook(url=URL, headers=headers, body=body))


@pytest.mark.parametrize("part", ["url", "body", "no signature"])
def test_a_webhook_that_was_changed_is_refused(part: str) -> None:
    headers, body = TwilioImitation().tells(f"{URL}?key=1", MessageSid="SM1", MessageStatus="delivered")
    hook = Hook(
        url=f"{URL}?key={2 if part == 'url' else 1}",
        headers={} if part == "no signature" else headers,
        body=body + b"&x=1" if part == "body" else body,
    )

    with pytest.raises(BadSignature):
        TwilioReports(ACCOUNT).read(hook)


def test_twilios_own_example_of_a_signature_is_reproduced() -> None:
    """https://www.twilio.com/docs/usage/security#validating-requests."""
    from app.adapters.sms.twilio.reports import signature

    pairs = [
        ("CallSid", "CA1234567890ABCDE"),
        ("Caller", "+14158675310"),
        ("Digits", "1234"),
        ("From", "+14158675310"),
        ("To", "+18005551212"),
    ]

    assert (
        signature("12345", "https://example.com/myapp.php?foo=1&bar=2", pairs)
        == "L/OH5YylLD5NRKLltdqwSvS0BnU="
    )


def test_a_damaged_body_is_refused() -> None:
    with pytest.raises(BadSignature):
        TwilioReports(ACCOUNT).read(Hook(url=URL, headers={}, body=json.dumps({"a": 1}).encode()))
