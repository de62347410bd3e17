"""A webhook is verified, remembered and answered; the truth is fetched by a worker."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from app.adapters.payments import memory, notices, stamps
from app.db.session import statements
from app.payments.models import PaymentStatus
from app.ports import ports
from app.ports.payments import Notice
from tests.factories.payments import payment, row, status
from tests.payments.stage import Stage, hurry, tasks, work

ADDRESS = "/v1/webhooks/memory"
NOTICE = Notice(event_id="evt_1", kind="payment.authorized", reference="mem_1")


def _remembered(event_id: str) -> int:
    with statements() as connection:
        found = connection.scalar(text("SELECT count(*) FROM inbox WHERE event_id = :id"), {"id": event_id})
        return int(found)


def test_a_notice_is_remembered_with_its_task_and_answered(site: Stage) -> None:
    answer = site.tell(Notice(event_id="evt_remember", kind="payment.authorized", reference="mem_1"))

    assert (answer.status_code, answer.json) == (200, {"data": {"received": True}})
    assert (_remembered("evt_remember"), tasks("payments.apply_notice")) == (1, 1)
    assert site.company.asked == []  # not within the request


def test_the_same_notice_again_is_answered_and_done_once(site: Stage) -> None:
    charge = site.charge(payment(site.people))
    site.company.pay(charge.reference)

    answers = [site.hear(charge.reference, event_id="evt_twice").status_code for _ in range(3)]

    assert answers == [200, 200, 200]
    assert tasks("payments.apply_notice") == 1


def test_two_notices_of_one_change_change_once(site: Stage) -> None:
    owed = payment(site.people)
    charge = site.charge(owed)
    site.company.pay(charge.reference)

    site.hear(charge.reference, event_id="evt_a")
    version = row(owed).version
    site.hear(charge.reference, event_id="evt_b")

    assert status(owed) is PaymentStatus.AUTHORIZED
    assert row(owed).version == version


def test_a_notice_of_the_past_does_not_turn_time_back(site: Stage) -> None:
    owed = payment(site.people)
    charge = site.captured(owed)

    site.hear(charge.reference, event_id="evt_long_ago")

    assert status(owed) is PaymentStatus.CAPTURED


def test_a_webhook_that_beats_our_own_answer_is_believed(site: Stage) -> None:
    owed = payment(site.people)
    site.company.mute = True
    site.visit(owed)
    site.company.mute = False
    opened = site.company.of_payment(owed)
    site.company.pay(opened.reference)

    site.hear(opened.reference)

    assert (status(owed), row(owed).company_reference) == (PaymentStatus.AUTHORIZED, opened.reference)


def test_while_the_company_is_away_the_notice_waits(site: Stage) -> None:
    owed = payment(site.people)
    charge = site.charge(owed)
    site.company.pay(charge.reference)
    site.company.away = True
    site.hear(charge.reference)
    assert status(owed) is PaymentStatus.OPEN

    site.company.away = False
    hurry()
    work()

    assert status(owed) is PaymentStatus.AUTHORIZED


@pytest.mark.parametrize("forgery", ["", "rubbish", f"t=1,v1={'0' * 64}", f"t=99999999999,v1={'f' * 64}"])
def test_a_forged_notice_is_refused_and_nothing_is_written(site: Stage, forgery: str) -> None:
    answer = site.call("POST", ADDRESS, headers={notices.HEADER: forgery}, data=b"{}")

    assert (answer.status_code, answer.json["error"]["details"][0]["field"]) == (400, "signature")
    assert tasks("payments.apply_notice") == 0


def test_a_body_that_was_changed_on_the_way_is_refused(site: Stage) -> None:
    headers, body = site.company.write_notice(NOTICE)

    answer = site.call("POST", ADDRESS, headers=headers, data=body.replace(b"mem_1", b"mem_2"))

    assert answer.status_code == 400
    assert tasks("payments.apply_notice") == 0


@pytest.mark.parametrize("age", [timedelta(seconds=305), timedelta(seconds=-305)])
def test_a_stale_notice_is_refused(site: Stage, age: timedelta) -> None:
    headers, body = notices.write(memory.KEY, NOTICE, now=ports().clock.now() - age)

    assert site.call("POST", ADDRESS, headers=headers, data=body).status_code == 400
    assert tasks("payments.apply_notice") == 0


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"id":1,"type":"a","reference":"b"}', b'{"id":"a"}'])
def test_a_signed_but_damaged_notice_is_refused(site: Stage, body: bytes) -> None:
    headers = {notices.HEADER: stamps.stamp(memory.KEY, body, now=ports().clock.now())}

    assert site.call("POST", ADDRESS, headers=headers, data=body).status_code == 400


def test_another_company_has_no_address_here(site: Stage) -> None:
    headers, body = site.company.write_notice(NOTICE)

    assert site.call("POST", "/v1/webhooks/stripe", headers=headers, data=body).status_code == 404


def test_a_notice_about_nothing_of_ours_ends_as_a_dead_task(site: Stage) -> None:
    site.hear("mem_unknown")

    assert tasks("payments.apply_notice") == 1
    assert work() == []


def test_a_charge_of_a_payment_we_never_had_is_put_aside(site: Stage) -> None:
    charge = site.charge(payment(site.people))
    site.company.become(replace(charge, reference="mem_stranger", payment_id=7))

    site.hear("mem_stranger")

    assert work() == []
