from datetime import UTC, datetime, timedelta

import jwt
import pytest

from app.http import tokens
from tests.api import Person, refused_fields
from tests.bookings.asking import written
from tests.factories.desks import Desk

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    "body", [b"{", b"\xff\xfe", b'{"a": 1,}', b"{'a': 1}", b'{"notes": "\\ud800"}', b"[" * 100_000, b"NaN"]
)
def test_malformed_json_is_refused(ben: Person, body: bytes) -> None:
    before = written()

    answer = ben.post("/v1/bookings", data=body, headers=JSON)

    assert refused_fields(answer) == {"body"}
    assert written() == before


def test_a_huge_body_is_refused(ben: Person) -> None:
    before = written()

    answer = ben.post("/v1/bookings", data=b'{"notes": "' + b"x" * 300_000 + b'"}', headers=JSON)

    assert answer.status_code == 413
    assert answer.get_json()["error"]["code"] == "TOO_LARGE"
    assert written() == before


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/x-www-form-urlencoded"])
def test_only_json_is_read(ben: Person, content_type: str) -> None:
    before = written()

    answer = ben.post("/v1/bookings", data=b"{}", headers={"Content-Type": content_type})

    assert refused_fields(answer) == {"body"}
    assert written() == before


def test_nobody_books_without_a_name(stranger: Person, desk: Desk) -> None:
    before = written()

    answer = stranger.post("/v1/bookings", desk.wanted(desk.at(10)))

    assert answer.status_code == 401
    assert "Bearer" in answer.headers["WWW-Authenticate"]
    assert written() == before


def expired(ben: Person) -> str:
    past = datetime.now(UTC) - tokens.LIFETIME - timedelta(seconds=1)
    return tokens.mint(user_id=ben.user_id, email="ben@example.com", role="CLIENT", sign_in="s", now=past)


def forged(ben: Person) -> str:
    claims = jwt.decode(_own(ben), options={"verify_signature": False})
    return jwt.encode(claims, "x" * 32, algorithm="HS256")


def unsigned(ben: Person) -> str:
    claims = jwt.decode(_own(ben), options={"verify_signature": False})
    return jwt.encode(claims, "", algorithm="none")


def promoted(ben: Person) -> str:
    head, claims, signature = _own(ben).split(".")
    return ".".join([head, claims[:-4] + "AAAA", signature])


def _own(ben: Person) -> str:
    return ben.headers["Authorization"].removeprefix("Bearer ")


@pytest.mark.parametrize("token", [expired, forged, unsigned, promoted, lambda _: "nonsense"])
def test_expired_and_forged_tokens_are_refused(ben: Person, desk: Desk, token) -> None:  # noqa: ANN001
    before = written()

    answer = ben.post(
        "/v1/bookings", desk.wanted(desk.at(10)), headers={"Authorization": f"Bearer {token(ben)}"}
    )

    assert answer.status_code == 401, answer.text
    assert answer.get_json()["error"]["code"] == "UNAUTHENTICATED"
    assert written() == before
