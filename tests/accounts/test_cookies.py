from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import ports
from app.accounts.routes.answers import CSRF_COOKIE, REFRESH_COOKIE
from app.http.auth import ACCESS_COOKIE
from app.ports import Ports
from tests.accounts.people import PASSWORD, answer, join, refusal
from tests.fixtures.web import MovableClock

REFRESH, LOGOUT = "/v1/auth/refresh", "/v1/auth/logout"


@pytest.fixture
def csrf(browser: FlaskClient, web: FlaskClient) -> dict[str, str]:
    """Ben's page is logged in; this is the header it has to send."""
    ben = join(web, "ben")
    login = {"email": ben.email, "password": PASSWORD, "cookies": True}
    return {"X-CSRF-Token": answer(browser.post("/v1/auth/login", json=login), 200)["csrfToken"]}


def test_a_page_finds_no_token_that_a_script_could_steal(browser: FlaskClient, web: FlaskClient) -> None:
    ben = join(web, "ben")

    response = browser.post(
        "/v1/auth/login", json={"email": ben.email, "password": PASSWORD, "cookies": True}
    )

    tokens = answer(response, 200)
    assert (tokens["accessToken"], tokens["refreshToken"], tokens["tokenType"]) == (None, None, "Cookie")
    planted = dict(line.split("=", 1) for line in response.headers.getlist("Set-Cookie"))
    assert "HttpOnly" in planted[ACCESS_COOKIE]
    assert "SameSite=Lax" in planted[ACCESS_COOKIE]
    assert "HttpOnly" in planted[REFRESH_COOKIE]
    assert "SameSite=Strict" in planted[REFRESH_COOKIE]
    assert "Path=/v1/auth" in planted[REFRESH_COOKIE]
    assert "HttpOnly" not in planted[CSRF_COOKIE]
    assert planted[CSRF_COOKIE].startswith(tokens["csrfToken"])


def test_cookies_are_secure_where_the_site_is(
    browser: FlaskClient, web: FlaskClient, installed: Ports
) -> None:
    ben = join(web, "ben")
    site = replace(installed.site, public_url="https://book.example.org")
    ports.install(replace(installed, site=site))

    login = {"email": ben.email, "password": PASSWORD, "cookies": True}
    response = browser.post("/v1/auth/login", json=login)

    assert all("Secure" in line for line in response.headers.getlist("Set-Cookie"))


def test_reading_needs_no_csrf_header(browser: FlaskClient, csrf: dict[str, str]) -> None:
    del csrf
    assert browser.get("/v1/users/me").status_code == 200


@pytest.mark.parametrize("header", [{}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "guessed"}])
def test_changing_needs_the_csrf_header(
    browser: FlaskClient, csrf: dict[str, str], header: dict[str, str]
) -> None:
    del csrf
    refused = browser.put("/v1/users/me", json={"firstName": "Eve"}, headers=header)

    assert refusal(refused, 403)["code"] == "FORBIDDEN"


def test_changing_works_with_the_csrf_header(browser: FlaskClient, csrf: dict[str, str]) -> None:
    changed = browser.put("/v1/users/me", json={"firstName": "Benno"}, headers=csrf)

    assert answer(changed, 200)["firstName"] == "Benno"


def test_the_csrf_token_of_one_sign_in_is_no_good_for_another(
    web: FlaskClient, csrf: dict[str, str], application: Flask
) -> None:
    cleo = join(web, "cleo")
    login = {"email": cleo.email, "password": PASSWORD, "cookies": True}
    other = application.test_client()
    answer(other.post("/v1/auth/login", json=login), 200)

    refusal(other.put("/v1/users/me", json={}, headers=csrf), 403)


def test_refreshing_by_cookie_plants_new_cookies(browser: FlaskClient, csrf: dict[str, str]) -> None:
    before = browser.get_cookie(REFRESH_COOKIE, path="/v1/auth")

    tokens = answer(browser.post(REFRESH, headers=csrf), 200)

    after = browser.get_cookie(REFRESH_COOKIE, path="/v1/auth")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert tokens["csrfToken"] == csrf["X-CSRF-Token"]


def test_refreshing_by_cookie_needs_the_csrf_header(browser: FlaskClient, csrf: dict[str, str]) -> None:
    refusal(browser.post(REFRESH), 403)

    assert browser.post(REFRESH, headers=csrf).status_code == 200


def test_an_expired_access_cookie_does_not_stand_in_the_way_of_a_refresh(
    browser: FlaskClient, csrf: dict[str, str], clock: MovableClock
) -> None:
    del clock
    browser.set_cookie(ACCESS_COOKIE, "no.token.atall")

    assert browser.post(REFRESH, headers=csrf).status_code == 200


def test_logging_out_drops_the_cookies(browser: FlaskClient, csrf: dict[str, str]) -> None:
    assert browser.post(LOGOUT, headers=csrf).status_code == 204

    assert browser.get_cookie(ACCESS_COOKIE) is None
    assert browser.get_cookie(REFRESH_COOKIE, path="/v1/auth") is None
    refusal(browser.get("/v1/users/me"), 401)


@pytest.mark.usefixtures("csrf")
def test_logging_out_by_cookie_needs_the_csrf_header(browser: FlaskClient) -> None:
    refusal(browser.post(LOGOUT), 403)


def test_a_bearer_token_needs_no_csrf_header(web: FlaskClient) -> None:
    ben = join(web, "ben")

    assert web.put("/v1/users/me", json={"firstName": "B"}, headers=ben.bearer).status_code == 200
