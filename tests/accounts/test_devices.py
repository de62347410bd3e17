import uuid

import pytest
from flask.testing import FlaskClient

from tests.accounts.people import Member, answer, join, log_in, refusal

SESSIONS = "/v1/users/me/sessions"


@pytest.fixture
def ben(web: FlaskClient) -> Member:
    return join(web, "ben")


def test_every_device_is_listed_and_the_present_one_marked(web: FlaskClient, ben: Member) -> None:
    phone = log_in(web, ben.email)

    listed = answer(web.get(SESSIONS, headers=phone.bearer), 200)

    assert [device["current"] for device in listed] == [True, False]
    assert all(device["userAgent"] for device in listed)


def test_a_device_can_be_signed_out_from_another(web: FlaskClient, ben: Member) -> None:
    lost = log_in(web, ben.email)
    listed = answer(web.get(SESSIONS, headers=lost.bearer), 200)
    current = next(device["id"] for device in listed if device["current"])

    assert web.delete(f"{SESSIONS}/{current}", headers=ben.bearer).status_code == 204

    refusal(web.post("/v1/auth/refresh", json={"refreshToken": lost.refresh}), 401)
    assert len(answer(web.get(SESSIONS, headers=ben.bearer), 200)) == 1
    refusal(web.delete(f"{SESSIONS}/{current}", headers=ben.bearer), 404)


def test_all_others_can_be_signed_out_at_once(web: FlaskClient, ben: Member) -> None:
    others = [log_in(web, ben.email) for _ in range(3)]

    assert web.delete(SESSIONS, headers=ben.bearer).status_code == 204

    for other in others:
        refusal(web.post("/v1/auth/refresh", json={"refreshToken": other.refresh}), 401)
    assert web.post("/v1/auth/refresh", json={"refreshToken": ben.refresh}).status_code == 200


def test_a_sign_in_that_was_ended_ends_no_others(web: FlaskClient, ben: Member) -> None:
    stolen = log_in(web, ben.email)
    assert web.delete(SESSIONS, headers=ben.bearer).status_code == 204

    assert refusal(web.delete(SESSIONS, headers=stolen.bearer), 401)["code"] == "SIGN_IN_ENDED"


def test_nobody_signs_out_others(web: FlaskClient, ben: Member) -> None:
    cleo = join(web, "cleo")
    listed = answer(web.get(SESSIONS, headers=ben.bearer), 200)

    refusal(web.delete(f"{SESSIONS}/{listed[0]['id']}", headers=cleo.bearer), 404)
    refusal(web.delete(f"{SESSIONS}/{uuid.uuid4()}", headers=cleo.bearer), 404)
    refusal(web.get(SESSIONS), 401)
