from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import ports
from app.accounts import hashing
from app.accounts.hashing import Hasher
from app.adapters.limits.memory import MemoryLimiter
from app.ports import Ports
from tests.accounts.people import PASSWORD, Member, form, join, refusal, unique
from tests.fixtures.web import CHEAPEST

LOGIN = "/v1/auth/login"


@pytest.fixture
def ben(web: FlaskClient) -> Member:
    return join(web, "ben")


@pytest.fixture(autouse=True)
def counted(ben: Member, installed: Ports) -> Iterator[None]:
    """From here on requests are counted."""
    del ben
    ports.install(replace(installed, limiter=MemoryLimiter()))
    yield
    ports.install(installed)


def attempt(
    web: FlaskClient, email: str, *, address: str = "10.0.0.1", guess: str = "not this one"
) -> TestResponse:
    return web.post(LOGIN, json={"email": email, "password": guess}, environ_base={"REMOTE_ADDR": address})


def test_an_account_takes_five_guesses_from_anywhere(web: FlaskClient, ben: Member) -> None:
    statuses = [attempt(web, ben.email, address=f"10.0.{n}.1").status_code for n in range(5)]
    assert statuses == [401] * 5

    attempt(web, ben.email, address="10.9.9.9")
    refused = attempt(web, ben.email, address="10.9.9.9")

    assert refusal(refused, 429)["code"] == "RATE_LIMITED"
    assert 0 < int(refused.headers["Retry-After"]) <= 60


def test_its_owner_is_not_locked_out_by_a_stranger(web: FlaskClient, ben: Member) -> None:
    for _ in range(12):
        attempt(web, ben.email, address="10.6.6.6")

    assert attempt(web, ben.email, address="10.0.0.2", guess=PASSWORD).status_code == 200


def test_a_login_that_succeeds_lets_the_account_start_anew(web: FlaskClient, ben: Member) -> None:
    for _ in range(3):
        for _ in range(4):
            attempt(web, ben.email)
        assert attempt(web, ben.email, guess=PASSWORD).status_code == 200


def test_an_unknown_address_is_slowed_down_alike(web: FlaskClient) -> None:
    nobody = unique("nobody")

    statuses = [attempt(web, nobody).status_code for _ in range(7)]

    assert statuses == [401] * 6 + [429]


def test_twenty_attempts_a_minute_come_from_one_address(web: FlaskClient) -> None:
    statuses = [attempt(web, unique("nobody")).status_code for _ in range(21)]

    assert statuses == [401] * 20 + [429]


def test_an_ipv6_network_counts_as_one_address(web: FlaskClient) -> None:
    statuses = [
        attempt(web, unique("nobody"), address=f"2001:db8:1:2::{n:x}").status_code for n in range(1, 22)
    ]

    assert statuses[-1] == 429


def test_nothing_is_hashed_for_a_request_that_is_refused(web: FlaskClient, ben: Member) -> None:
    for _ in range(6):
        attempt(web, ben.email)
    hashing.install(Hasher(cost=CHEAPEST, at_once=1, queue=-1))  # it has room for nobody

    assert attempt(web, ben.email).status_code == 429


def test_one_address_gets_five_recovery_mails_an_hour(web: FlaskClient, ben: Member) -> None:
    def ask(email: str) -> int:
        return web.post("/v1/auth/forgot-password", json={"email": email}).status_code

    assert [ask(ben.email) for _ in range(6)] == [202] * 5 + [429]
    nobody = unique("nobody")
    assert [ask(nobody) for _ in range(6)] == [202] * 5 + [429]


def test_one_address_can_be_registered_five_times_an_hour(web: FlaskClient) -> None:
    filled = form("cleo")

    statuses = [web.post("/v1/auth/register", json=filled).status_code for _ in range(6)]

    assert statuses == [202] * 5 + [429]


def test_guessing_the_current_password_is_slowed_down(web: FlaskClient, ben: Member) -> None:
    body = {"currentPassword": "wrong", "newPassword": "another quiet harbour"}

    statuses = [web.put("/v1/users/me/password", json=body, headers=ben.bearer).status_code for _ in range(6)]

    assert statuses == [400] * 5 + [429]
