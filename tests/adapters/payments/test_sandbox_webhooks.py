"""The sandbox's messenger, on its good and its bad days: real HTTP requests to a real address."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from app.adapters.payments.sandbox import messenger
from app.db import ledger
from app.db.session import statements, transaction
from app.kernel.errors import TransientError
from app.payments import service
from app.payments.models import PaymentStatus
from app.ports import Ports, install, ports
from tests.adapters.payments.town import Town
from tests.factories.payments import payment, row, status
from tests.payments.stage import hurry, tasks, work


def _delivered(payment_id: int) -> Counter[str]:
    """How often each kind of event reached the site."""
    query = "SELECT kind, deliveries FROM sandbox_events WHERE checkout_reference = :reference"
    with statements() as connection:
        rows = connection.execute(text(query), {"reference": row(payment_id).company_reference})
        return Counter({found.kind: found.deliveries for found in rows})


def test_prompt_webhooks_arrive_once(town: Town) -> None:
    owed = payment(town.people)

    town.press(town.open(owed), "prompt")
    work()

    assert status(owed) is PaymentStatus.AUTHORIZED
    assert _delivered(owed) == {"payment.processing": 1, "payment.authorized": 1}


def test_late_webhooks_arrive_late_and_twice_and_count_once(town: Town) -> None:
    owed = payment(town.people)

    town.press(town.open(owed), "late")
    work()
    before = status(owed)
    hurry()
    work()

    assert (before, status(owed)) == (PaymentStatus.OPEN, PaymentStatus.AUTHORIZED)
    assert _delivered(owed) == {"payment.processing": 2, "payment.authorized": 2}
    assert tasks("payments.apply_notice") == 2  # one for each event, not for each delivery


def test_webhooks_out_of_order_end_in_the_truth(town: Town) -> None:
    owed = payment(town.people)

    town.press(town.open(owed), "disorder")
    work()
    early = _delivered(owed)
    hurry()
    work()

    assert early == {"payment.authorized": 1, "payment.processing": 0}
    assert _delivered(owed) == {"payment.processing": 1, "payment.authorized": 1}
    assert status(owed) is PaymentStatus.AUTHORIZED


def test_lost_webhooks_are_made_good_by_the_reconciliation(town: Town) -> None:
    owed = payment(town.people)
    town.press(town.open(owed), "lost")
    work()
    before = status(owed)
    with transaction() as session:
        session.execute(
            text("UPDATE payments SET updated_at = now() - cast(:age AS interval) WHERE id = :id"),
            {"age": timedelta(minutes=3), "id": owed},
        )
        ledger.enqueue(session, "payments.reconcile")

    work()

    assert (before, status(owed)) == (PaymentStatus.OPEN, PaymentStatus.AUTHORIZED)


def test_lost_webhooks_do_not_keep_the_one_who_waits(town: Town) -> None:
    owed = payment(town.people)
    back = town.press(town.open(owed), "lost").headers["Location"]

    waiting = town.client.get(town.path(back)).text
    work()
    done = town.client.get(town.path(back)).text

    assert "One moment" in waiting
    assert "Thank you" in done


def test_money_taken_and_given_back_is_told_as_well(town: Town) -> None:
    owed = payment(town.people)
    town.press(town.open(owed), "prompt")
    work()

    with transaction() as session:
        service.order_capture(session, row(owed).booking_id)
    work()
    with transaction() as session:
        service.order_refund(session, row(owed).booking_id, 1500, reason="A part.")
    work()

    made = row(owed)
    assert (made.status, made.captured_minor, made.refunded_minor) == ("PARTIALLY_REFUNDED", 4500, 1500)
    assert _delivered(owed)["payment.captured"] == _delivered(owed)["payment.refunded"] == 1


def test_a_site_that_is_away_hears_of_it_later(town: Town) -> None:
    owed = payment(town.people)
    town.press(town.open(owed), "prompt")
    here = ports()
    install(_elsewhere(here))
    work()
    before = status(owed)

    install(here)
    hurry()
    work()

    assert (before, status(owed)) == (PaymentStatus.OPEN, PaymentStatus.AUTHORIZED)


def test_an_answer_other_than_200_is_no_delivery(town: Town) -> None:
    owed = payment(town.people)
    town.press(town.open(owed), "lost")
    with statements() as connection:
        query = "SELECT id FROM sandbox_events WHERE checkout_reference = :reference"
        event_id = connection.scalar(text(query), {"reference": row(owed).company_reference})
    here = ports()
    install(_with(here, public_url=f"{here.site.public_url}/nowhere"))

    with pytest.raises(TransientError, match="404"):
        messenger.carry(event_id)
    install(here)


def test_an_event_that_is_gone_is_nothing_to_carry(town: Town) -> None:
    messenger.carry("evt_unknown")

    assert town.app is not None


def _elsewhere(here: Ports) -> Ports:
    return _with(here, public_url="http://127.0.0.1:9")  # the discard port: nobody listens


def _with(here: Ports, *, public_url: str) -> Ports:
    return replace(here, site=replace(here.site, public_url=public_url))
