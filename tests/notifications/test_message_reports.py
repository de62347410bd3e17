"""What companies tell later closes the loop: arrived, bounced, called spam, STOP."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.adapters.mail.sendgrid import SendGridReports
from app.adapters.sms.twilio import Account, TwilioReports
from app.db.ledger.models import TaskRow
from app.db.session import reading, transaction
from app.kernel.errors import TransientError
from app.notifications import service
from app.notifications.keys import key_of
from app.notifications.models import Delivery
from app.ports import Ports, install
from tests.factories.bookings_rows import Booked, a_booking
from tests.notifications.reaching import deliveries, has_number, sent, told
from tests.servers.sendgrid import SendGridImitation
from tests.servers.twilio import SENDER, SID, TOKEN, TwilioImitation

SENDGRID, TWILIO = "/v1/message-reports/sendgrid", "/v1/message-reports/twilio"


@pytest.fixture
def sendgrid() -> SendGridImitation:
    return SendGridImitation()


@pytest.fixture
def companies(web: FlaskClient, installed: Ports, sendgrid: SendGridImitation) -> Iterator[FlaskClient]:
    account = Account(sid=SID, tokens=(TOKEN,), sender=SENDER)
    reporters = {
        "sendgrid": SendGridReports(sendgrid.public_key, installed.clock),
        "twilio": TwilioReports(account),
    }
    install(replace(installed, reporters=reporters))
    yield web
    install(installed)


def mailed(kind: str = "booking_moved") -> tuple[Booked, Delivery]:
    booked = a_booking()
    told(kind, booked.booking)
    delivery = deliveries(booked.ben)["EMAIL"]
    sent(delivery)
    return booked, deliveries(booked.ben)["EMAIL"]


def texted(number: str) -> tuple[Booked, Delivery]:
    booked = a_booking()
    has_number(booked.ben, number)
    with transaction() as session:
        service.tell(session, "booking_reminder", occasion="t", booking_id=booked.booking, version=2)
    sent(deliveries(booked.ben)["SMS"])
    return booked, deliveries(booked.ben)["SMS"]


def by_sendgrid(web: FlaskClient, company: SendGridImitation, *events: dict[str, Any]) -> TestResponse:
    headers, body = company.tells(*events, at=datetime.now(UTC))
    return web.post(SENDGRID, data=body, headers=headers)


def by_twilio(web: FlaskClient, query: str = "", **fields: str) -> TestResponse:
    headers, body = TwilioImitation().tells(f"http://bookmytime.test{TWILIO}{query}", **fields)
    return web.post(f"{TWILIO}{query}", data=body, headers=headers)


def applied() -> list[TransientError]:
    """Every report that waits, applied; those that came too early."""
    early = []
    with reading() as session:
        waiting = session.scalars(
            select(TaskRow).where(TaskRow.actor == "notifications.apply_report", TaskRow.state == "ready")
        ).all()
    for task in waiting:
        try:
            with transaction() as session:
                service.apply_report(session, now=datetime.now(UTC), **task.args)
                session.get_one(TaskRow, task.id).state = "done"
        except TransientError as error:
            early.append(error)
    return early


def test_an_arrival_is_noted(companies: FlaskClient, sendgrid: SendGridImitation) -> None:
    booked, delivery = mailed()

    answer = by_sendgrid(companies, sendgrid, {"event": "delivered", "key": key_of(delivery)})

    assert answer.status_code == 204
    assert applied() == []
    after = deliveries(booked.ben)["EMAIL"]
    assert (after.status, after.delivered_at is not None) == ("DELIVERED", True)


def test_a_bounced_address_is_not_mailed_again(companies: FlaskClient, sendgrid: SendGridImitation) -> None:
    booked, delivery = mailed()
    event = {"event": "bounce", "type": "bounce", "status": "5.1.1", "key": key_of(delivery)}
    by_sendgrid(companies, sendgrid, event)
    applied()
    booked.becomes(status="CANCELLED", version=3)
    told("booking_cancelled", booked.booking, 3)

    sent(deliveries(booked.ben, "booking_cancelled")["EMAIL"])

    first, second = deliveries(booked.ben, "booking_moved"), deliveries(booked.ben, "booking_cancelled")
    assert (first["EMAIL"].status, first["EMAIL"].last_error) == ("BOUNCED", "SendGrid bounce 5.1.1")
    assert second["EMAIL"].status == "REFUSED"


def test_who_called_it_spam_gets_what_must_be_said_alone(
    companies: FlaskClient, sendgrid: SendGridImitation
) -> None:
    booked, delivery = mailed()
    by_sendgrid(companies, sendgrid, {"event": "spamreport", "key": key_of(delivery)})
    applied()
    with transaction() as session:
        service.tell(session, "booking_reminder", occasion="t", booking_id=booked.booking, version=2)
    booked.becomes(version=3)
    booked.becomes(version=2)

    sent(deliveries(booked.ben, "booking_reminder")["EMAIL"])
    booked.becomes(status="CANCELLED", version=3)
    told("booking_cancelled", booked.booking, 3)
    sent(deliveries(booked.ben, "booking_cancelled")["EMAIL"])

    assert deliveries(booked.ben, "booking_reminder")["EMAIL"].status == "REFUSED"
    assert deliveries(booked.ben, "booking_cancelled")["EMAIL"].status == "SENT"


def test_news_told_twice_is_applied_once(companies: FlaskClient, sendgrid: SendGridImitation) -> None:
    _, delivery = mailed()
    event = {"event": "delivered", "key": key_of(delivery), "sg_event_id": uuid4().hex}

    for _ in range(2):
        by_sendgrid(companies, sendgrid, event)

    with reading() as session:
        tasks = session.scalars(select(TaskRow.args).where(TaskRow.actor == "notifications.apply_report"))
        assert sum(args["event_id"] == event["sg_event_id"] for args in tasks) == 1


def test_a_late_arrival_does_not_undo_a_bounce(companies: FlaskClient, sendgrid: SendGridImitation) -> None:
    booked, delivery = mailed()
    by_sendgrid(companies, sendgrid, {"event": "bounce", "type": "bounce", "key": key_of(delivery)})
    applied()
    by_sendgrid(companies, sendgrid, {"event": "delivered", "key": key_of(delivery)})
    applied()

    assert deliveries(booked.ben)["EMAIL"].status == "BOUNCED"


def test_news_that_is_faster_than_our_own_note_waits_for_it(
    companies: FlaskClient, sendgrid: SendGridImitation
) -> None:
    booked = a_booking()
    told("booking_moved", booked.booking)
    delivery = deliveries(booked.ben)["EMAIL"]
    by_sendgrid(companies, sendgrid, {"event": "delivered", "key": key_of(delivery)})

    early = applied()
    sent(delivery)

    assert len(early) == 1
    assert applied() == []
    assert deliveries(booked.ben)["EMAIL"].status == "DELIVERED"


@pytest.mark.parametrize("key", ["1.forged", "x", "99999999999999999999.a", ""])
def test_a_key_that_is_not_ours_changes_nothing(
    companies: FlaskClient, sendgrid: SendGridImitation, key: str
) -> None:
    assert by_sendgrid(companies, sendgrid, {"event": "spamreport", "key": key}).status_code == 204
    assert applied() == []


def test_stop_ends_texts_to_a_number_and_start_begins_them_anew(
    companies: FlaskClient, installed: Ports
) -> None:
    number = f"+49151{uuid4().int % 10**8:08}"
    by_twilio(companies, MessageSid=uuid4().hex, From=number, To=SENDER, Body="Stop")
    applied()

    stopped, _ = texted(number)
    by_twilio(companies, MessageSid=uuid4().hex, From=number, To=SENDER, Body="START")
    applied()
    started, _ = texted(number)

    assert deliveries(stopped.ben)["SMS"].status == "REFUSED"
    assert deliveries(started.ben)["SMS"].status == "SENT"
    assert [text.to for text in installed.sms.texts] == [number]  # type: ignore[union-attr]


def test_what_became_of_a_text_is_noted(companies: FlaskClient) -> None:
    number = f"+49151{uuid4().int % 10**8:08}"
    booked, delivery = texted(number)

    answer = by_twilio(
        companies,
        f"?key={key_of(delivery)}",
        MessageSid=uuid4().hex,
        MessageStatus="undelivered",
        ErrorCode="30006",
    )
    applied()

    assert answer.status_code == 204
    assert deliveries(booked.ben)["SMS"].status == "BOUNCED"
    again, _ = texted(number)
    assert deliveries(again.ben)["SMS"].last_error == "nothing is sent to this address: BOUNCED"


@pytest.mark.parametrize("path", [SENDGRID, TWILIO])
def test_who_cannot_sign_is_refused(companies: FlaskClient, path: str) -> None:
    answer = companies.post(path, data=b"[]", headers={"Content-Type": "application/json"})

    assert answer.status_code == 400
    assert answer.get_json()["error"]["details"][0]["field"] == "signature"


def test_a_company_that_carries_nothing_of_ours_is_not_listened_to(web: FlaskClient) -> None:
    assert web.post(TWILIO, data=b"").status_code == 404
