from collections.abc import Iterator
from dataclasses import replace

import pytest

from app import ports
from app.adapters.limits.memory import MemoryLimiter
from app.ports import Ports
from app.promotions.throttle import TRIES
from tests.api import Person
from tests.bookings.asking import ask
from tests.factories.desks import Desk
from tests.promotions.codes import check


@pytest.fixture(autouse=True)
def counted(installed: Ports) -> Iterator[None]:
    ports.install(replace(installed, limiter=MemoryLimiter()))
    yield
    ports.install(installed)


def test_codes_cannot_be_guessed(ben: Person, stranger: Person, desk: Desk) -> None:
    for number in range(TRIES.amount):
        assert check(stranger, desk, f"GUESS-{number}")["usable"] is False

    body = {"providerId": desk.provider_id, "offeringId": desk.offering_id, "code": "ONE-MORE"}
    refused = stranger.post("/v1/promo-codes/check", body)

    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 60
    assert check(ben, desk, "GUESS-1")["usable"] is False  # others are counted apart


def test_bookings_are_no_other_way_to_guess(ben: Person, desk: Desk) -> None:
    for number in range(TRIES.amount):
        assert ask(ben, desk, desk.at(10), promoCode=f"GUESS-{number}").status_code == 409

    assert ask(ben, desk, desk.at(10), promoCode="ONE-MORE").status_code == 429
    assert ask(ben, desk, desk.at(10)).status_code == 202
