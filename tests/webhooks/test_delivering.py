"""Each try is signed, noted and followed by the next, until it is taken or days have passed."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from standardwebhooks import Webhook

from app.adapters.http.memory import MemoryWeb
from app.db import ledger
from app.db.ledger.models import TaskRow
from app.db.session import reading, transaction
from app.kernel.errors import TransientError
from app.ports import Ports
from app.ports.web import Answer, OutOfBounds
from app.webhooks import rules, service
from app.webhooks.models import WebhookDelivery
from tests.factories.bookings_rows import a_booking
from tests.webhooks.listening import (
    attempts,
    changes,
    endpoint_of,
    happens,
    listens,
    owed_tries,
    relayed,
    told,
    tried,
)
from workers.actor import ACTORS
from workers.attempt import attempt
from workers.tasks import webhooks


@pytest.fixture
def web(process: Ports) -> MemoryWeb:
    found = process.web
    assert isinstance(found, MemoryWeb)
    return found


def one_owed(**endpoint: object) -> tuple[service.Shown, WebhookDelivery]:
    booked = a_booking()
    shown = listens(booked.ada, **endpoint)  # type: ignore[arg-type]
    happens(booked, "confirmed")
    relayed()
    [(delivery, _)] = told(shown.endpoint.id)
    return shown, delivery


def again(delivery: WebhookDelivery) -> WebhookDelivery:
    with reading() as session:
        return session.get_one(WebhookDelivery, delivery.id)


def test_what_is_sent_is_signed_and_says_what_happened(web: MemoryWeb) -> None:
    shown, delivery = one_owed()

    tried(delivery)

    [asked] = web.asked
    assert asked.body is not None
    assert Webhook(shown.secret).verify(asked.body, dict(asked.headers))
    body = json.loads(asked.body)
    assert (body["type"], body["data"]["sequence"]) == ("booking.confirmed", 2)
    assert asked.headers["webhook-id"] == delivery.message_id
    assert asked.redirects == 0
    assert again(delivery).status == "DELIVERED"


def test_after_a_rotation_both_secrets_sign_for_a_day(web: MemoryWeb) -> None:
    shown, delivery = one_owed()
    owner = endpoint_of(shown.endpoint.id).user_id
    with transaction() as session:
        newer = service.rotate_secret(session, owner, shown.endpoint.id, now=datetime.now(UTC)).secret

    tried(delivery)

    [asked] = web.asked
    assert asked.body is not None
    for secret in (shown.secret, newer):
        assert Webhook(secret).verify(asked.body, dict(asked.headers))
    changes(shown.endpoint.id, previous_until=datetime.now(UTC) - timedelta(seconds=1))
    with transaction() as session:
        service.send_test(session, owner, shown.endpoint.id, now=datetime.now(UTC))
    tried(told(shown.endpoint.id)[-1][0])
    assert len(web.asked[-1].headers["webhook-signature"].split()) == 1


def test_a_failure_is_noted_and_the_next_try_owed(web: MemoryWeb) -> None:
    shown, delivery = one_owed()
    web.says(500, TransientError("nobody answers there"), 200)
    before = datetime.now(UTC)

    for _ in range(3):
        tried(delivery)

    log = [(each.answer, each.error) for each in attempts(delivery.id)]
    assert log == [(500, None), (None, "nobody answers there"), (200, None)]
    tries = owed_tries(delivery.id)
    assert [(round_, number) for round_, number, _ in tries] == [(0, 1), (0, 2), (0, 3)]
    assert timedelta(minutes=4) <= tries[2][2] - before <= timedelta(minutes=7)
    after = again(delivery)
    assert (after.status, after.attempts, after.next_at) == ("DELIVERED", 3, None)
    assert endpoint_of(shown.endpoint.id).failing_since is None


@pytest.mark.parametrize("answer", [301, 302, 307, 400, 401, 404, 429, 500, 503])
def test_anything_but_good_is_a_failure(web: MemoryWeb, answer: int) -> None:
    _, delivery = one_owed()
    web.says(answer)

    tried(delivery)

    assert again(delivery).status == "OWED"


def test_a_receiver_that_asks_for_time_gets_it(web: MemoryWeb) -> None:
    _, delivery = one_owed()
    web.answers(Answer(status=503, headers={"retry-after": "3600"}, body=b"", url=""))

    tried(delivery)

    next_at = again(delivery).next_at
    assert next_at is not None
    assert timedelta(minutes=59) <= next_at - datetime.now(UTC) <= timedelta(minutes=61)


def test_the_last_try_ends_it(web: MemoryWeb) -> None:
    _, delivery = one_owed()
    web.says(*[500] * rules.TRIES)

    for _ in range(rules.TRIES):
        tried(delivery)

    assert (again(delivery).status, again(delivery).attempts) == ("FAILED", rules.TRIES)
    assert tried(delivery) is None


def test_an_endpoint_that_takes_nothing_for_three_days_is_paused_and_its_owner_told(web: MemoryWeb) -> None:
    shown, delivery = one_owed()
    web.says(500, 500)
    tried(delivery)
    assert endpoint_of(shown.endpoint.id).status == "ACTIVE"

    tried(delivery, ahead=timedelta(days=3, minutes=1))

    after = endpoint_of(shown.endpoint.id)
    assert (after.status, after.paused_why) == ("PAUSED", "it took nothing for three days")
    with reading() as session:
        tells = session.scalars(select(TaskRow.args).where(TaskRow.actor == "notifications.tell"))
        assert {"kind": "webhook_paused", "user_id": after.user_id} in list(tells)


def test_one_message_taken_in_between_proves_that_somebody_listens(web: MemoryWeb) -> None:
    shown, first = one_owed()
    web.says(500, 200, 500)
    tried(first)
    with transaction() as session:
        owner = endpoint_of(shown.endpoint.id).user_id
        service.send_test(session, owner, shown.endpoint.id, now=datetime.now(UTC))
    tried(told(shown.endpoint.id)[-1][0])

    tried(first, ahead=timedelta(days=3, minutes=1))

    assert endpoint_of(shown.endpoint.id).status == "ACTIVE"


def test_gone_means_that_nobody_wants_more(web: MemoryWeb) -> None:
    shown, delivery = one_owed()
    web.says(410)

    tried(delivery)

    assert endpoint_of(shown.endpoint.id).status == "PAUSED"


def test_a_paused_endpoint_is_not_asked_and_gets_everything_when_it_is_resumed(web: MemoryWeb) -> None:
    shown, delivery = one_owed()
    owner = endpoint_of(shown.endpoint.id).user_id
    with transaction() as session:
        service.pause(session, owner, shown.endpoint.id)

    assert tried(delivery) is None
    held = again(delivery).status
    with transaction() as session:
        service.resume(session, owner, shown.endpoint.id)

    assert held == "HELD"
    assert [(round_, number) for round_, number, _ in owed_tries(delivery.id)] == [(0, 1), (1, 1)]
    tried(delivery)
    assert again(delivery).status == "DELIVERED"
    assert len(web.asked) == 1


def test_an_address_that_came_to_lead_inside_is_a_failure_and_says_so(web: MemoryWeb) -> None:
    _, delivery = one_owed()
    web.says(OutOfBounds("it leads to an address that is not of the public internet"))

    tried(delivery)

    [log] = attempts(delivery.id)
    assert log.error == "it leads to an address that is not of the public internet"


def work(delivery: WebhookDelivery) -> object:
    assert webhooks.deliver
    with transaction() as session:
        rows = session.scalars(
            select(TaskRow).where(
                TaskRow.actor == "webhooks.deliver",
                TaskRow.args["delivery_id"].as_integer() == delivery.id,
                TaskRow.state == "ready",
            )
        ).all()
        row = rows[-1]
        row.run_at = row.created_at
        task_id = row.id
    actor = ACTORS["webhooks.deliver"]
    task = ledger.claim(actor.kind, task_id)
    assert task is not None
    return attempt(actor, task)


def test_the_actor_delivers_and_is_done(web: MemoryWeb) -> None:
    _, delivery = one_owed()

    assert work(delivery) is None

    assert (again(delivery).status, len(web.asked)) == ("DELIVERED", 1)


def test_an_endpoint_that_just_failed_is_not_asked_for_something_else(web: MemoryWeb) -> None:
    """Not even a worker's thread waits for it, and the try does not count."""
    shown, delivery = one_owed()
    changes(shown.endpoint.id, failed_at=datetime.now(UTC))

    assert work(delivery) is None

    assert web.asked == []
    with reading() as session:
        row = session.scalars(
            select(TaskRow).where(
                TaskRow.actor == "webhooks.deliver", TaskRow.args["delivery_id"].as_integer() == delivery.id
            )
        ).one()
    assert (row.state, row.attempts) == ("ready", 0)
    assert row.run_at > datetime.now(UTC) + timedelta(seconds=20)


def test_a_try_that_was_made_already_is_not_made_again(web: MemoryWeb) -> None:
    _, delivery = one_owed()
    tried(delivery)

    with transaction() as session:
        parcel = service.due(session, delivery.id, round_=0, attempt=1, now=datetime.now(UTC))
        service.record(
            session, delivery.id, service.Posted(answer=500), round_=0, attempt=1, now=datetime.now(UTC)
        )

    assert parcel is None
    assert len(attempts(delivery.id)) == 1
    assert len(web.asked) == 1
