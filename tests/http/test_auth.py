"""Tokens that were never ours, or are no longer good."""

import base64
import json
from datetime import datetime, timedelta
from typing import Any

import jwt
import pytest
from flask.testing import FlaskClient

from app.http import tokens
from app.kernel.signing import key_for
from app.ports import Ports
from tests.accounts.people import refusal
from tests.http.conftest import speaks_for

CLOSED = "/v1/shop/closed"


def claims(now: datetime, **changes: Any) -> dict[str, Any]:
    genuine = {
        "sub": "17",
        "email": "dora@example.org",
        "role": "ADMIN",
        "iat": int(now.timestamp()),
        "exp": int((now + timedelta(minutes=5)).timestamp()),
        "jti": "1",
        "sid": "0190163d-8694-739b-aea5-966c26f8ad91",
        "iss": "bookmytime",
    }
    return {name: value for name, value in (genuine | changes).items() if value is not ...}


def ask(door: FlaskClient, token: str) -> int:
    return door.get(CLOSED, headers={"Authorization": f"Bearer {token}"}).status_code


@pytest.fixture
def key(installed: Ports) -> bytes:
    return key_for(installed.site.secret, "access-token")


@pytest.fixture
def now(installed: Ports) -> datetime:
    return installed.clock.now()


def test_a_genuine_token_is_let_in(door: FlaskClient, key: bytes, now: datetime) -> None:
    assert ask(door, jwt.encode(claims(now), key, algorithm="HS256")) == 204


def test_no_algorithm_is_no_signature(door: FlaskClient, now: datetime) -> None:
    assert ask(door, jwt.encode(claims(now), None, algorithm="none")) == 401


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "nOnE"])
def test_a_header_that_claims_no_algorithm_is_refused(
    door: FlaskClient, now: datetime, algorithm: str
) -> None:
    parts = [{"alg": algorithm, "typ": "JWT"}, claims(now)]
    unsigned = ".".join(_segment(part) for part in parts)

    assert ask(door, f"{unsigned}.") == 401


@pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
def test_another_algorithm_under_the_right_key_is_refused(
    door: FlaskClient, key: bytes, now: datetime, algorithm: str
) -> None:
    assert ask(door, jwt.encode(claims(now), key, algorithm=algorithm)) == 401


@pytest.mark.parametrize("purpose", ["csrf", "password-pepper", "device"])
def test_a_key_of_another_purpose_is_refused(
    door: FlaskClient, installed: Ports, now: datetime, purpose: str
) -> None:
    other = key_for(installed.site.secret, purpose)

    assert ask(door, jwt.encode(claims(now), other, algorithm="HS256")) == 401


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": 1},
        {"iss": "somebody else"},
        {"iss": ...},
        {"exp": ...},
        {"sid": ...},
        {"role": ...},
        {"sub": "me"},
        {"sub": ...},
        {"nbf": 2**40},
    ],
)
def test_wrong_or_missing_claims_are_refused(
    door: FlaskClient, key: bytes, now: datetime, changes: dict[str, Any]
) -> None:
    assert ask(door, jwt.encode(claims(now, **changes), key, algorithm="HS256")) == 401


def test_a_key_named_by_the_token_itself_is_ignored(door: FlaskClient, now: datetime) -> None:
    mine = b"m" * 32
    named = {"kid": "../../dev/null", "jwk": {"kty": "oct", "k": _segment({})}, "jku": "https://evil.example"}

    assert ask(door, jwt.encode(claims(now), mine, algorithm="HS256", headers=named)) == 401


def test_an_expired_token_says_so(door: FlaskClient, installed: Ports, now: datetime) -> None:
    del installed
    old = tokens.mint(
        user_id=17, email="x", role="ADMIN", sign_in="s", now=now - tokens.LIFETIME - timedelta(seconds=1)
    )

    refused = door.get(CLOSED, headers={"Authorization": f"Bearer {old}"})

    assert "expired" in refusal(refused, 401)["message"]
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer a.b", "Bearer ....", "x"])
def test_a_header_that_is_no_token_is_refused(door: FlaskClient, header: str) -> None:
    refusal(door.get(CLOSED, headers={"Authorization": header}), 401)


def test_nobody_is_asked_to_sign_in(door: FlaskClient) -> None:
    refused = door.get(CLOSED)

    assert refusal(refused, 401)["code"] == "UNAUTHENTICATED"
    assert "WWW-Authenticate" in refused.headers


def test_another_role_is_told_so(door: FlaskClient, installed: Ports) -> None:
    assert refusal(door.get(CLOSED, headers=speaks_for("CLIENT", installed)), 403)["code"] == "FORBIDDEN"


def test_a_cookie_without_its_csrf_header_changes_nothing(
    door: FlaskClient, key: bytes, now: datetime
) -> None:
    token = jwt.encode(claims(now), key, algorithm="HS256")
    cookie = {"Cookie": f"bmt_access={token}"}

    assert door.get(CLOSED, headers=cookie).status_code == 204
    assert door.post("/v1/shop/orders", json={"what": "apples"}, headers=cookie).status_code == 403


def _segment(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
