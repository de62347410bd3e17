from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.accounts.people import Member, answer, join, log_in, refusal
from tests.fixtures.web import MovableClock
from tests.races import at_once

REFRESH = "/v1/auth/refresh"
HOME = {"User-Agent": "home"}
THIEF = {"User-Agent": "thief"}


def refresh(web: FlaskClient, token: str, who: dict[str, str] = HOME) -> str:
    refreshed: str = answer(web.post(REFRESH, json={"refreshToken": token}, headers=who), 200)["refreshToken"]
    return refreshed


def refused(web: FlaskClient, token: str, who: dict[str, str] = HOME) -> bool:
    error = refusal(web.post(REFRESH, json={"refreshToken": token}, headers=who), 401)
    return error["code"] == "SIGN_IN_ENDED"


@pytest.fixture
def ben(web: FlaskClient) -> Member:
    return join(web, "ben")


def test_a_token_buys_its_successor_and_fresh_access(web: FlaskClient, ben: Member) -> None:
    tokens = answer(web.post(REFRESH, json={"refreshToken": ben.refresh}), 200)

    assert tokens["refreshToken"] != ben.refresh
    bearer = {"Authorization": f"Bearer {tokens['accessToken']}"}
    assert answer(web.get("/v1/users/me", headers=bearer), 200)["id"] == ben.id


def test_a_chain_of_successors_goes_on(web: FlaskClient, ben: Member) -> None:
    token = ben.refresh
    for _ in range(5):
        token = refresh(web, token)


def test_a_lost_answer_is_given_again_to_the_same_client(
    web: FlaskClient, ben: Member, clock: MovableClock
) -> None:
    first = refresh(web, ben.refresh)
    clock.ahead += timedelta(seconds=8)

    again = refresh(web, ben.refresh)

    assert refresh(web, first)
    assert refresh(web, again)


def test_a_spent_token_after_the_grace_ends_the_family(
    web: FlaskClient, ben: Member, clock: MovableClock
) -> None:
    successor = refresh(web, ben.refresh)
    clock.ahead += timedelta(seconds=11)

    assert refused(web, ben.refresh)

    assert refused(web, successor)


def test_a_spent_token_from_another_client_ends_the_family_at_once(web: FlaskClient, ben: Member) -> None:
    successor = refresh(web, ben.refresh, THIEF)

    assert refused(web, ben.refresh, HOME)

    assert refused(web, successor, THIEF)


def test_another_sign_in_of_the_same_person_goes_on(web: FlaskClient, ben: Member) -> None:
    elsewhere = log_in(web, ben.email)
    refresh(web, ben.refresh, THIEF)
    assert refused(web, ben.refresh)

    assert refresh(web, elsewhere.refresh)


def test_a_token_ends_after_seven_days(web: FlaskClient, ben: Member, clock: MovableClock) -> None:
    clock.ahead += timedelta(days=7, seconds=1)

    assert refused(web, ben.refresh)


def test_a_sign_in_that_is_used_goes_on_and_ends_after_ninety_days(
    web: FlaskClient, ben: Member, clock: MovableClock
) -> None:
    token = ben.refresh
    for _ in range(15):
        clock.ahead += timedelta(days=6)
        token = refresh(web, token) if clock.ahead < timedelta(days=90) else token

    assert refused(web, token)


def test_an_unknown_token_is_refused(web: FlaskClient) -> None:
    assert refused(web, "never issued")
    refusal(web.post(REFRESH, json={}), 401)
    refusal(web.post(REFRESH), 401)


def test_a_deleted_account_cannot_go_on(web: FlaskClient, ben: Member) -> None:
    assert web.delete("/v1/users/me", headers=ben.bearer).status_code == 204

    assert refused(web, ben.refresh)


def test_two_tabs_that_refresh_at_once_both_stay_signed_in(web: FlaskClient, ben: Member) -> None:
    successors = at_once([lambda: refresh(web, ben.refresh)] * 4)

    assert len(set(successors)) == 4
    for successor in successors:
        assert refresh(web, successor)


def test_a_thief_who_refreshes_at_once_with_the_owner_loses_with_them(web: FlaskClient, ben: Member) -> None:
    def attempt(who: dict[str, str]) -> tuple[int, str | None]:
        response = web.post(REFRESH, json={"refreshToken": ben.refresh}, headers=who)
        return response.status_code, (response.get_json().get("data") or {}).get("refreshToken")

    answers = at_once([lambda: attempt(HOME), lambda: attempt(THIEF)])

    assert sorted(status for status, _ in answers) == [200, 401]
    (successor,) = [token for status, token in answers if status == 200 and token]
    assert refused(web, successor, HOME)


def test_logging_out_ends_the_family_of_the_refresh_token(web: FlaskClient, ben: Member) -> None:
    successor = refresh(web, ben.refresh)

    assert web.post("/v1/auth/logout", json={"refreshToken": successor}).status_code == 204

    assert refused(web, successor)


def test_logging_out_with_the_access_token_ends_its_family(web: FlaskClient, ben: Member) -> None:
    elsewhere = log_in(web, ben.email)

    assert web.post("/v1/auth/logout", headers=ben.bearer).status_code == 204

    assert refused(web, ben.refresh)
    assert refresh(web, elsewhere.refresh)


def test_logging_out_without_any_token_is_refused(web: FlaskClient) -> None:
    refusal(web.post("/v1/auth/logout"), 401)


def test_what_is_sensitive_asks_whether_the_sign_in_goes_on(web: FlaskClient, ben: Member) -> None:
    assert web.post("/v1/auth/logout", headers=ben.bearer).status_code == 204

    assert refusal(web.delete("/v1/users/me", headers=ben.bearer), 401)["code"] == "SIGN_IN_ENDED"
    body = {"currentPassword": "x", "newPassword": "something quite new"}
    refusal(web.put("/v1/users/me/password", json=body, headers=ben.bearer), 401)
