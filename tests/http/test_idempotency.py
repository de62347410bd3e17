from __future__ import annotations

import secrets
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from app.db.session import statements, transaction
from app.kernel.errors import Conflict, NotFound, RateLimited, Unavailable
from tests.accounts.people import answer, refusal, wrong_fields

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.http.conftest import Shop

ORDERS = "/v1/shop/orders"
APPLES = {"what": "apples", "howMany": 3}


@pytest.fixture
def key() -> str:
    return secrets.token_urlsafe(12)


def order(door: FlaskClient, who: dict[str, str], key: str | None, body: object = APPLES) -> TestResponse:
    headers = who if key is None else {**who, "Idempotency-Key": key}
    return door.post(ORDERS, json=body, headers=headers)


def effects(who: dict[str, str], door: FlaskClient) -> int:
    """How many orders this person has in the database."""
    from app.http import tokens

    with door.application.test_request_context():
        person = tokens.read(who["Authorization"].split()[1]).user_id
    with statements() as connection:
        counted = text("SELECT count(*) FROM inbox WHERE source = 'shop' AND event_id LIKE :who")
        count: int = connection.execute(counted, {"who": f"{person}-%"}).scalar_one()
    return count


def forward(key: str, by: timedelta) -> None:
    """Let the lease of a key be so much older."""
    with statements() as connection:
        older = text("UPDATE idempotency_keys SET lease_until = lease_until - :by WHERE key = :key")
        connection.execute(older, {"key": key, "by": by})


def test_without_a_key_every_request_counts(door: FlaskClient, ben: dict[str, str], shop: Shop) -> None:
    for _ in range(2):
        answer(order(door, ben, None), 201)

    assert shop.asked == 2


def test_a_repeat_gets_the_first_answer(door: FlaskClient, ben: dict[str, str], shop: Shop, key: str) -> None:
    first = order(door, ben, key)
    second = order(door, ben, key)

    assert answer(second, 201) == answer(first, 201)
    assert second.headers["Location"] == first.headers["Location"]
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert second.mimetype == "application/json"
    assert shop.asked == effects(ben, door) == 1


def test_how_the_body_is_written_does_not_matter(door: FlaskClient, ben: dict[str, str], key: str) -> None:
    order(door, ben, key)

    respelled = door.post(
        ORDERS,
        data=b'{ "howMany" : 3,\n "what": "appl\\u0065s" }',
        content_type="application/json",
        headers={**ben, "Idempotency-Key": key},
    )

    assert respelled.headers["Idempotency-Replayed"] == "true"


def test_another_body_under_the_same_key_is_refused(
    door: FlaskClient, ben: dict[str, str], shop: Shop, key: str
) -> None:
    order(door, ben, key)

    refused = order(door, ben, key, {"what": "pears"})

    assert refusal(refused, 422)["code"] == "IDEMPOTENCY_KEY_REUSED"
    assert shop.asked == 1


def test_a_key_belongs_to_one_person(
    door: FlaskClient, ben: dict[str, str], cleo: dict[str, str], shop: Shop, key: str
) -> None:
    order(door, ben, key)

    assert "Idempotency-Replayed" not in order(door, cleo, key, {"what": "pears"}).headers
    assert shop.asked == 2


@pytest.mark.parametrize("bad", ["", "x" * 256, "two words", "ümlaut", "tab\there"])
def test_a_key_that_is_none_is_named(door: FlaskClient, ben: dict[str, str], bad: str, shop: Shop) -> None:
    assert wrong_fields(order(door, ben, bad)) == {"Idempotency-Key"}
    assert shop.asked == 0


def test_the_longest_key_is_good(door: FlaskClient, ben: dict[str, str]) -> None:
    answer(order(door, ben, "~" * 255), 201)


def test_a_refusal_of_the_input_does_not_take_the_key(
    door: FlaskClient, ben: dict[str, str], key: str
) -> None:
    assert wrong_fields(order(door, ben, key, {"what": 7})) == {"what"}

    answer(order(door, ben, key), 201)


@pytest.mark.parametrize("reason", [NotFound, Conflict])
def test_a_final_refusal_is_replayed(
    door: FlaskClient, ben: dict[str, str], shop: Shop, key: str, reason: type[Exception]
) -> None:
    def refuse() -> None:
        raise reason

    shop.before = refuse
    first = order(door, ben, key)
    shop.reopen()

    second = order(door, ben, key)

    assert second.get_json() == first.get_json()
    assert second.headers["Idempotency-Replayed"] == "true"
    assert shop.asked == 0


@pytest.mark.parametrize("reason", [Unavailable, RateLimited, ZeroDivisionError])
def test_a_failure_that_may_pass_gives_the_key_back(
    door: FlaskClient, ben: dict[str, str], shop: Shop, key: str, reason: type[Exception]
) -> None:
    def fail() -> None:
        raise reason

    shop.before = fail
    assert order(door, ben, key).status_code in {429, 500, 503}
    shop.reopen()

    answer(order(door, ben, key), 201)


def test_while_the_first_runs_a_repeat_is_told_to_wait(
    door: FlaskClient, ben: dict[str, str], shop: Shop, key: str
) -> None:
    entered, let_go = threading.Event(), threading.Event()
    shop.before = lambda: entered.set() or let_go.wait(10)
    first = threading.Thread(target=order, args=(door, ben, key))
    first.start()
    assert entered.wait(10)

    refused = order(door, ben, key)

    let_go.set()
    first.join()
    assert refusal(refused, 409)["code"] == "REQUEST_IN_PROGRESS"
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert order(door, ben, key).headers["Idempotency-Replayed"] == "true"
    assert effects(ben, door) == 1


def test_a_request_that_died_before_its_effect_can_be_made_again(
    door: FlaskClient, ben: dict[str, str], shop: Shop, key: str
) -> None:
    shop.before = lambda: forward(key, timedelta(seconds=61)) or _die()
    with pytest.raises(SystemExit):
        order(door, ben, key)
    shop.reopen()

    answer(order(door, ben, key), 201)

    assert effects(ben, door) == 1


def test_a_request_that_died_after_its_effect_is_never_made_again(
    door: FlaskClient, ben: dict[str, str], shop: Shop, key: str
) -> None:
    shop.after = _die
    with pytest.raises(SystemExit):
        order(door, ben, key)
    shop.reopen()
    forward(key, timedelta(seconds=61))

    refused = order(door, ben, key)

    assert refusal(refused, 409)["code"] == "OUTCOME_UNKNOWN"
    assert "Retry-After" not in refused.headers
    assert effects(ben, door) == 1


def test_a_failure_after_the_effect_keeps_the_key(
    door: FlaskClient, ben: dict[str, str], shop: Shop, key: str
) -> None:
    shop.after = lambda: 1 / 0
    assert order(door, ben, key).status_code == 500
    shop.reopen()

    assert refusal(order(door, ben, key), 409)["code"] == "OUTCOME_UNKNOWN"
    assert effects(ben, door) == 1


def test_who_was_frozen_beyond_the_lease_cannot_commit_beside_the_one_who_took_over(
    door: FlaskClient, ben: dict[str, str], shop: Shop, key: str
) -> None:
    def frozen() -> None:
        shop.reopen()
        forward(key, timedelta(seconds=61))
        with ThreadPoolExecutor() as elsewhere:
            answer(elsewhere.submit(order, door, ben, key).result(), 201)

    shop.before = frozen

    late = order(door, ben, key)

    assert refusal(late, 409)["code"] == "REQUEST_IN_PROGRESS"
    assert effects(ben, door) == 1
    assert answer(order(door, ben, key), 201)["what"] == "apples"


def test_a_savepoint_settles_nothing(door: FlaskClient, ben: dict[str, str], shop: Shop, key: str) -> None:
    def rolled_back() -> None:
        with transaction() as session:
            with session.begin_nested():
                session.execute(text("SELECT 1"))
            session.rollback()
            raise Unavailable

    shop.before = rolled_back
    refusal(order(door, ben, key), 503)
    shop.reopen()

    answer(order(door, ben, key), 201)


def test_the_header_is_part_of_the_document(door: FlaskClient) -> None:
    operation = door.get("/openapi.json").get_json()["paths"][ORDERS]["post"]

    (header,) = operation["parameters"]
    assert (header["in"], header["name"], header.get("required", False)) == (
        "header",
        "Idempotency-Key",
        False,
    )
    assert {"201", "400", "409", "422"} <= operation["responses"].keys()
    assert "requestBody" in operation


def _die() -> None:
    """What a killed process looks like to the code around: nothing of it runs any more."""
    raise SystemExit
