from datetime import timedelta
from typing import Any

import pyotp
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts.models import TwoFactor
from app.db.session import reading
from tests.accounts.people import PASSWORD, Member, answer, join, refusal, told, wrong_fields
from tests.fixtures.web import MovableClock

MINE = "/v1/users/me/two-factor"


@pytest.fixture
def ben(web: FlaskClient) -> Member:
    return join(web, "ben")


def shown(secret: str, clock: MovableClock) -> str:
    """What the app shows at this moment."""
    return pyotp.TOTP(secret).at(clock.now())


def turn_on(web: FlaskClient, ben: Member, clock: MovableClock) -> tuple[str, list[str]]:
    """The secret in the app, and the recovery codes. The next code is half a minute away."""
    prepared = answer(web.post(MINE, json={"password": PASSWORD}, headers=ben.bearer), 200)
    code = {"code": shown(prepared["secret"], clock)}
    codes = answer(web.post(f"{MINE}/confirm", json=code, headers=ben.bearer), 200)["recoveryCodes"]
    clock.ahead += timedelta(seconds=30)
    return prepared["secret"], codes


def log_in(web: FlaskClient, ben: Member, code: str | None = None, password: str = PASSWORD) -> TestResponse:
    body: dict[str, Any] = {"email": ben.email, "password": password}
    return web.post("/v1/auth/login", json=body | ({"code": code} if code else {}))


def test_it_is_off_until_a_code_of_the_app_was_shown(
    web: FlaskClient, ben: Member, clock: MovableClock
) -> None:
    prepared = answer(web.post(MINE, json={"password": PASSWORD}, headers=ben.bearer), 200)
    assert prepared["uri"].startswith("otpauth://totp/")
    assert log_in(web, ben).status_code == 200
    wrong = {"code": shown(pyotp.random_base32(), clock)}
    assert wrong_fields(web.post(f"{MINE}/confirm", json=wrong, headers=ben.bearer)) == {"code"}

    _, codes = turn_on(web, ben, clock)

    standing = answer(web.get(MINE, headers=ben.bearer), 200)
    assert (standing["enabled"], standing["recoveryCodesLeft"], len(set(codes))) == (True, 10, 10)
    assert told(ben.id)[-1] == "two_factor_on"


def test_a_login_needs_the_password_first_and_then_the_code(
    web: FlaskClient, ben: Member, clock: MovableClock
) -> None:
    secret, _ = turn_on(web, ben, clock)
    code = shown(secret, clock)

    assert refusal(log_in(web, ben), 401)["code"] == "TWO_FACTOR_REQUIRED"
    assert refusal(log_in(web, ben, "000000"), 401)["code"] == "WRONG_CODE"
    assert refusal(log_in(web, ben, code, "not this one"), 401)["code"] == "WRONG_CREDENTIALS"
    assert log_in(web, ben, code).status_code == 200


def test_a_code_is_good_once(web: FlaskClient, ben: Member, clock: MovableClock) -> None:
    secret, _ = turn_on(web, ben, clock)
    code = shown(secret, clock)
    assert log_in(web, ben, code).status_code == 200

    assert refusal(log_in(web, ben, code), 401)["code"] == "WRONG_CODE"

    clock.ahead += timedelta(seconds=30)
    assert log_in(web, ben, shown(secret, clock)).status_code == 200


@pytest.mark.parametrize(("ahead", "status"), [(-30, 200), (30, 200), (-90, 401), (90, 401)])
def test_a_clock_may_differ_by_half_a_minute(
    web: FlaskClient, ben: Member, clock: MovableClock, ahead: int, status: int
) -> None:
    secret, _ = turn_on(web, ben, clock)
    clock.ahead += timedelta(minutes=5)
    code = pyotp.TOTP(secret).at(clock.now() + timedelta(seconds=ahead))

    assert log_in(web, ben, code).status_code == status


def test_a_recovery_code_is_good_once_however_it_is_typed(
    web: FlaskClient, ben: Member, clock: MovableClock
) -> None:
    _, codes = turn_on(web, ben, clock)

    assert log_in(web, ben, codes[0].upper().replace("-", " ")).status_code == 200
    assert refusal(log_in(web, ben, codes[0]), 401)["code"] == "WRONG_CODE"
    assert log_in(web, ben, codes[1]).status_code == 200
    assert answer(web.get(MINE, headers=ben.bearer), 200)["recoveryCodesLeft"] == 8


def test_new_recovery_codes_replace_the_old_ones(web: FlaskClient, ben: Member, clock: MovableClock) -> None:
    _, old = turn_on(web, ben, clock)

    renewed = web.post(f"{MINE}/recovery-codes", json={"password": PASSWORD}, headers=ben.bearer)

    assert log_in(web, ben, old[0]).status_code == 401
    assert log_in(web, ben, answer(renewed, 200)["recoveryCodes"][0]).status_code == 200


def test_turning_it_off_needs_the_password(web: FlaskClient, ben: Member, clock: MovableClock) -> None:
    turn_on(web, ben, clock)
    removal = f"{MINE}/removal"
    assert wrong_fields(web.post(removal, json={"password": "wrong"}, headers=ben.bearer)) == {"password"}

    assert web.post(removal, json={"password": PASSWORD}, headers=ben.bearer).status_code == 204

    assert log_in(web, ben).status_code == 200
    assert told(ben.id)[-1] == "two_factor_off"


def test_what_does_not_fit_the_present_state_is_refused(
    web: FlaskClient, ben: Member, clock: MovableClock
) -> None:
    password = {"password": PASSWORD}
    refusal(web.post(f"{MINE}/confirm", json={"code": "123456"}, headers=ben.bearer), 409)
    refusal(web.post(f"{MINE}/recovery-codes", json=password, headers=ben.bearer), 409)
    turn_on(web, ben, clock)

    refusal(web.post(MINE, json=password, headers=ben.bearer), 409)
    refusal(web.post(f"{MINE}/confirm", json={"code": "123456"}, headers=ben.bearer), 409)


def test_the_secret_rests_sealed(web: FlaskClient, ben: Member, clock: MovableClock) -> None:
    secret, _ = turn_on(web, ben, clock)

    with reading() as session:
        assert secret.encode() not in session.get_one(TwoFactor, ben.id).secret_encrypted
