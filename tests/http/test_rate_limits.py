from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from app import ports
from app.adapters.limits.memory import MemoryLimiter
from app.ports import Ports
from tests.accounts.people import refusal
from tests.http.conftest import speaks_for

CLOSED = "/v1/shop/closed"


@pytest.fixture(autouse=True)
def counted(installed: Ports) -> Iterator[None]:
    ports.install(replace(installed, limiter=MemoryLimiter()))
    yield
    ports.install(installed)


def test_every_answer_tells_what_is_left(door: FlaskClient) -> None:
    door.get(CLOSED)

    told = door.get(CLOSED).headers

    assert (told["RateLimit-Limit"], told["RateLimit-Remaining"]) == ("100", "98")
    assert 0 < int(told["RateLimit-Reset"]) <= 60


def test_the_hundred_and_first_request_of_a_minute_is_refused(door: FlaskClient) -> None:
    for _ in range(100):
        assert door.get(CLOSED).status_code == 401

    refused = door.get(CLOSED)

    assert refusal(refused, 429)["code"] == "RATE_LIMITED"
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["RateLimit-Remaining"] == "0"


def test_people_are_counted_apart(door: FlaskClient, installed: Ports) -> None:
    ben, cleo = speaks_for("ADMIN", installed), speaks_for("ADMIN", installed)
    for _ in range(100):
        door.get(CLOSED, headers=ben)

    assert door.get(CLOSED, headers=ben).status_code == 429
    assert door.get(CLOSED, headers=cleo).status_code == 204


def test_health_is_never_counted(door: FlaskClient) -> None:
    assert "RateLimit-Limit" not in door.get("/health").headers
