from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.accounts.people import (
    PASSWORD,
    Member,
    answer,
    join,
    log_in,
    mailed,
    refusal,
    told,
    unique,
    wrong_fields,
)
from tests.fixtures.web import MovableClock
from tests.races import at_once

FORGOT, RESET = "/v1/auth/forgot-password", "/v1/auth/reset-password"
VERIFY = "/v1/auth/verify-email"
FRESH = "another quiet harbour"


@pytest.fixture
def ben(web: FlaskClient) -> Member:
    return join(web, "ben")


def reset(web: FlaskClient, token: str, password: str = FRESH) -> int:
    return web.post(RESET, json={"token": token, "password": password}).status_code


def test_a_forgotten_password_owes_a_mail(web: FlaskClient, ben: Member) -> None:
    answer(web.post(FORGOT, json={"email": ben.email.upper()}), 202)

    assert told(ben.id) == ["verify_email", "password_reset"]


def test_an_unknown_address_gets_the_same_answer(web: FlaskClient, ben: Member) -> None:
    known = web.post(FORGOT, json={"email": ben.email})
    unknown = web.post(FORGOT, json={"email": unique("nobody")})

    assert known.get_json() == unknown.get_json()
    assert known.status_code == unknown.status_code == 202


def test_the_link_sets_a_new_password_and_ends_every_sign_in(web: FlaskClient, ben: Member) -> None:
    assert reset(web, mailed(ben.id, "password_reset")) == 204

    refusal(web.post("/v1/auth/login", json={"email": ben.email, "password": PASSWORD}), 401)
    refusal(web.post("/v1/auth/refresh", json={"refreshToken": ben.refresh}), 401)
    again = log_in(web, ben.email, FRESH)
    assert told(ben.id)[-1] == "password_changed"
    assert answer(web.get("/v1/users/me", headers=again.bearer), 200)["emailVerified"] is True


def test_the_link_works_once(web: FlaskClient, ben: Member) -> None:
    token = mailed(ben.id, "password_reset")
    assert reset(web, token) == 204

    second = web.post(RESET, json={"token": token, "password": "a third harbour"})

    assert refusal(second, 400)["code"] == "TOKEN_NOT_USABLE"


def test_the_link_works_for_an_hour(web: FlaskClient, ben: Member, clock: MovableClock) -> None:
    token = mailed(ben.id, "password_reset")
    clock.ahead += timedelta(hours=1, seconds=1)

    assert reset(web, token) == 400


def test_using_one_link_makes_the_others_useless(web: FlaskClient, ben: Member) -> None:
    first, second = mailed(ben.id, "password_reset"), mailed(ben.id, "password_reset")
    assert reset(web, first) == 204

    assert reset(web, second) == 400


def test_a_weak_password_does_not_use_the_link_up(web: FlaskClient, ben: Member) -> None:
    token = mailed(ben.id, "password_reset")
    weak = web.post(RESET, json={"token": token, "password": "password1"})
    assert wrong_fields(weak) == {"password"}

    assert reset(web, token) == 204


def test_a_link_to_verify_does_not_reset(web: FlaskClient, ben: Member) -> None:
    assert reset(web, mailed(ben.id, "verify_email")) == 400
    assert web.post(VERIFY, json={"token": mailed(ben.id, "password_reset")}).status_code == 400


def test_of_uses_at_once_of_one_link_one_wins(web: FlaskClient, ben: Member) -> None:
    token = mailed(ben.id, "password_reset")
    wanted = [f"{number} quiet harbours" for number in range(4)]

    statuses = at_once([lambda password=password: reset(web, token, password) for password in wanted])

    assert sorted(statuses) == [204, 400, 400, 400]
    log_in(web, ben.email, wanted[statuses.index(204)])


def test_uses_at_once_of_several_links_do_not_deadlock(web: FlaskClient, ben: Member) -> None:
    tokens = [mailed(ben.id, "password_reset") for _ in range(3)]
    verify = mailed(ben.id, "verify_email")
    calls = [lambda token=token: reset(web, token) for token in tokens]
    calls.append(lambda: web.post(VERIFY, json={"token": verify}).status_code)

    statuses = at_once(calls)

    assert sorted(statuses[:3]) == [204, 400, 400]
    assert statuses[3] in {204, 400}  # a reset makes every other link useless


def test_a_login_at_once_with_a_reset_does_not_outlive_it(web: FlaskClient, ben: Member) -> None:
    token = mailed(ben.id, "password_reset")

    def old_login() -> str | None:
        response = web.post("/v1/auth/login", json={"email": ben.email, "password": PASSWORD})
        tokens = response.get_json().get("data")
        return tokens["refreshToken"] if tokens else None

    opened = at_once([lambda: reset(web, token) and None, old_login, old_login, old_login])

    for refresh in filter(None, opened):
        refusal(web.post("/v1/auth/refresh", json={"refreshToken": refresh}), 401)


def test_the_mailed_link_verifies_the_address_once(web: FlaskClient, ben: Member) -> None:
    token = mailed(ben.id, "verify_email")

    assert web.post(VERIFY, json={"token": token}).status_code == 204

    assert answer(web.get("/v1/users/me", headers=ben.bearer), 200)["emailVerified"] is True
    assert web.post(VERIFY, json={"token": token}).status_code == 400


def test_a_further_verification_mail_can_be_asked_for(web: FlaskClient, ben: Member) -> None:
    answer(web.post("/v1/users/me/verification", headers=ben.bearer), 202)
    assert told(ben.id) == ["verify_email", "verify_email"]

    web.post(VERIFY, json={"token": mailed(ben.id, "verify_email")})

    refusal(web.post("/v1/users/me/verification", headers=ben.bearer), 409)


@pytest.mark.parametrize("token", ["", "x" * 513, 7, None])
def test_a_token_that_is_none_is_named(web: FlaskClient, token: object) -> None:
    assert wrong_fields(web.post(VERIFY, json={"token": token})) == {"token"}
