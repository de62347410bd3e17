"""No request makes a 5xx or an answer that the document does not know, allowed by it or not.

FUZZ_EXAMPLES=50 asks each operation more often than a run of all tests has time for.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from app import factory
from app.accounts.hashing import Hasher
from app.accounts.hashing import install as install_hasher
from app.adapters.tasks.memory import MemoryBell
from app.db.session import reading, transaction
from app.ports import Ports
from app.seed.cast import PASSWORD
from app.seed.world import populate
from config.settings import Settings
from tests.contracts.fuzzing import Known, complaints
from tests.factories.promotions import promote
from tests.fixtures.backing import Backing
from tests.fixtures.web import MovableClock, in_memory, own_database, standing

KNOWN = {
    "path.user_id": "SELECT id FROM users ORDER BY id LIMIT 20",
    "path.provider_id": "SELECT id FROM providers ORDER BY id LIMIT 5",
    "path.offering_id": "SELECT id FROM offerings ORDER BY id LIMIT 12",
    "path.booking_id": "SELECT id FROM bookings ORDER BY id LIMIT 200",
    "path.payment_id": "SELECT id FROM payments ORDER BY id LIMIT 100",
    "path.invoice_id": "SELECT id FROM invoices ORDER BY id LIMIT 50",
    "path.time_off_id": "SELECT id FROM time_off ORDER BY id LIMIT 5",
    "path.code_id": "SELECT id FROM promo_codes ORDER BY id LIMIT 5",
    "path.package_id": "SELECT id FROM packages ORDER BY id LIMIT 5",
    "path.purchase_id": "SELECT id FROM package_purchases ORDER BY id LIMIT 5",
    "path.task_id": "SELECT id::text FROM tasks ORDER BY id LIMIT 30",
    "body.providerId": "SELECT min(provider_id) FROM offerings",
    "body.offeringId": "SELECT id FROM offerings ORDER BY provider_id, position LIMIT 1",
    "body.bookingId": "SELECT id FROM bookings ORDER BY id LIMIT 200",
    "body.code": "SELECT code FROM promo_codes",
    "body.promoCode": "SELECT code FROM promo_codes",
    "body.packagePurchaseId": "SELECT id FROM package_purchases",
}

COMPANY = {"path.company": ["sandbox"]}
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "3"))


@pytest.fixture
def world(shared_backing: Backing, worker_number: int, settings: Settings) -> Iterator[Ports]:
    """The demo world in a database of its own; nobody waits for a worker, since there is none."""
    name = f"{shared_backing.template}_{worker_number}_fuzzed"
    url = shared_backing.create(name, template=shared_backing.template)
    ports = in_memory(settings, MovableClock(), MemoryBell())
    ports = replace(ports, site=replace(ports.site, wait=timedelta(0)))
    hasher = Hasher(cost=4, at_once=4, queue=64)
    before = install_hasher(hasher)
    with standing(ports), own_database(url):
        with transaction() as session:
            populate(session, now=datetime.now(UTC), password_hash=hasher.hash(PASSWORD))
            promote(session)
        yield ports
    install_hasher(before)
    shared_backing.drop(name)


@pytest.fixture
def busy(settings: Settings, world: Ports) -> Flask:
    del world
    return factory.build(settings)


@pytest.fixture
def known(busy: Flask) -> Known:
    """Things of the demo world, so that not every guess ends in a refusal."""
    with reading() as session:
        found = {place: list(session.scalars(text(query))) for place, query in KNOWN.items()}
    soon = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
    since, until = soon.isoformat(), (soon + timedelta(days=25)).isoformat()
    (provider,), (offering,) = found["body.providerId"], found["body.offeringId"]
    answer = busy.test_client().get(
        f"/v1/providers/{provider}/slots", query_string={"offeringId": offering, "from": since, "to": until}
    )
    starts = [slot["startTime"] for slot in answer.get_json()["data"]["slots"]]
    times = {"body.startTime": starts, "query.at": starts, "body.endTime": [until]}
    return (
        found | times | {"query.from": [since], "query.to": [until], "query.offeringId": [offering]} | COMPANY
    )


@pytest.mark.timeout(300)
@pytest.mark.parametrize("who", ["ada", "ben", "admin"])
def test_schemathesis_finds_nothing(busy: Flask, known: Known, who: str) -> None:
    entered = busy.test_client().post(
        "/v1/auth/login", json={"email": f"{who}@example.com", "password": PASSWORD}
    )
    token = entered.get_json()["data"]["accessToken"]

    found = list(complaints(busy, {"Authorization": f"Bearer {token}"}, known, examples=EXAMPLES))

    assert not found, "\n".join(found)
