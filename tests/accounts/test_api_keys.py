from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import ApiKey, User
from app.db.session import reading, transaction
from app.http.scopes import SCOPES
from tests.accounts.people import PASSWORD, Member, answer, join, refusal, told, wrong_fields
from tests.fixtures.web import MovableClock

KEYS = "/v1/users/me/api-keys"


@pytest.fixture
def ben(web: FlaskClient) -> Member:
    return join(web, "ben")


def make(web: FlaskClient, who: Member, *scopes: str, **more: Any) -> dict[str, Any]:
    body = {"name": "Agenda", "scopes": scopes or ["bookings:read"], "password": PASSWORD} | more
    made: dict[str, Any] = answer(web.post(KEYS, json=body, headers=who.bearer), 201)
    return made


def bearing(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def test_a_key_opens_what_its_scopes_name_and_nothing_else(web: FlaskClient, ben: Member) -> None:
    key = bearing(make(web, ben, "bookings:read")["secret"])

    assert web.get("/v1/bookings", headers=key).status_code == 200
    refused = refusal(web.post("/v1/bookings", json={}, headers=key), 403)
    assert "bookings:write" in refused["message"]
    refusal(web.get("/v1/payments/history", headers=key), 403)


@pytest.mark.parametrize("scope", SCOPES)
def test_no_key_touches_the_account_itself(web: FlaskClient, ben: Member, scope: str) -> None:
    key = bearing(make(web, ben, scope)["secret"])

    for method, path in (
        ("GET", "/v1/users/me"),
        ("PUT", "/v1/users/me/password"),
        ("GET", KEYS),
        ("POST", KEYS),
        ("GET", "/v1/users/me/sessions"),
        ("GET", "/v1/notifications"),
        ("GET", "/v1/admin/users"),
    ):
        refusal(web.open(path, method=method, json={} if method != "GET" else None, headers=key), 403)


def test_the_secret_is_shown_once_and_rests_as_a_hash(web: FlaskClient, ben: Member) -> None:
    secret = make(web, ben)["secret"]

    [listed] = answer(web.get(KEYS, headers=ben.bearer), 200)

    assert secret.startswith(listed["begins"])
    assert secret not in str(listed)
    with reading() as session:
        stored = session.scalars(select(ApiKey).where(ApiKey.id == listed["id"])).one()
    assert secret.encode() not in stored.token_hash
    assert told(ben.id)[-1] == "api_key_made"


def test_a_revoked_key_opens_nothing(web: FlaskClient, ben: Member) -> None:
    made = make(web, ben)
    place = f"{KEYS}/{made['key']['id']}"

    assert web.delete(place, headers=ben.bearer).status_code == 204

    refusal(web.get("/v1/bookings", headers=bearing(made["secret"])), 401)
    refusal(web.delete(place, headers=ben.bearer), 404)
    assert answer(web.get(KEYS, headers=ben.bearer), 200) == []


def test_a_key_ends_when_it_was_to_end(web: FlaskClient, ben: Member, clock: MovableClock) -> None:
    expires = (clock.now() + timedelta(hours=1)).isoformat()
    key = bearing(make(web, ben, expiresAt=expires)["secret"])
    assert web.get("/v1/bookings", headers=key).status_code == 200

    clock.ahead += timedelta(minutes=61)

    refusal(web.get("/v1/bookings", headers=key), 401)


def test_keys_end_with_their_account(web: FlaskClient, ben: Member) -> None:
    key = bearing(make(web, ben)["secret"])
    with transaction() as session:
        session.get_one(User, ben.id).suspended_at = session.scalar(select(User.created_at).limit(1))

    refusal(web.get("/v1/bookings", headers=key), 401)


def test_its_last_use_is_noted_once_a_minute(web: FlaskClient, ben: Member, clock: MovableClock) -> None:
    key = bearing(make(web, ben)["secret"])

    def last_used() -> str | None:
        [listed] = answer(web.get(KEYS, headers=ben.bearer), 200)
        at: str | None = listed["lastUsedAt"]
        return at

    assert last_used() is None
    web.get("/v1/bookings", headers=key)
    first = last_used()
    clock.ahead += timedelta(seconds=30)
    web.get("/v1/bookings", headers=key)
    assert last_used() == first is not None
    clock.ahead += timedelta(seconds=31)
    web.get("/v1/bookings", headers=key)
    assert last_used() != first


def test_a_program_must_name_its_requests_for_bookings(web: FlaskClient, ben: Member) -> None:
    key = bearing(make(web, ben, "bookings:write")["secret"])
    body = {"providerId": 1, "offeringId": 1, "startTime": "2030-01-07T09:00:00Z"}

    assert wrong_fields(web.post("/v1/bookings", json=body, headers=key)) == {"Idempotency-Key"}


def test_making_one_needs_the_password_and_good_input(
    web: FlaskClient, ben: Member, clock: MovableClock
) -> None:
    good = {"name": "Agenda", "scopes": ["bookings:read"], "password": PASSWORD}

    def wrong(**changes: Any) -> set[str]:
        return wrong_fields(web.post(KEYS, json=good | changes, headers=ben.bearer))

    assert wrong(password="wrong") == {"password"}
    assert wrong(scopes=[]) == {"scopes"}
    assert wrong(scopes=["everything"]) == {"scopes.0"}
    assert wrong(name="") == {"name"}
    assert wrong(expiresAt=(clock.now() - timedelta(seconds=1)).isoformat()) == {"expiresAt"}


def test_a_person_has_at_most_twenty(web: FlaskClient, ben: Member) -> None:
    for _ in range(20):
        make(web, ben)

    body = {"name": "One more", "scopes": ["bookings:read"], "password": PASSWORD}
    refusal(web.post(KEYS, json=body, headers=ben.bearer), 409)


def test_nobody_revokes_the_keys_of_others(web: FlaskClient, ben: Member) -> None:
    made, cleo = make(web, ben), join(web, "cleo")

    refusal(web.delete(f"{KEYS}/{made['key']['id']}", headers=cleo.bearer), 404)
    assert answer(web.get(KEYS, headers=cleo.bearer), 200) == []


def test_what_looks_like_a_key_and_is_none_is_refused(web: FlaskClient) -> None:
    refusal(web.get("/v1/bookings", headers=bearing("bmt_" + "x" * 43)), 401)


def test_where_nobody_signs_in_a_key_is_a_stranger(web: FlaskClient, ben: Member) -> None:
    key = bearing(make(web, ben, "providers:read")["secret"])

    assert web.get("/v1/providers", headers=key).status_code == 200
