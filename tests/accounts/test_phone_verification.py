"""A number is proven by a code that was texted to it."""

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from app.accounts.service import mint_phone_code
from app.accounts.service.phones import TRIES
from app.db.session import reading, transaction
from app.notifications import service as notifications
from app.ports import Ports
from tests.accounts.people import Member, answer, join, refusal, told, wrong_fields
from tests.fixtures.web import MovableClock

ASK = "/v1/users/me/phone-verification"
PROVE = f"{ASK}/code"


@pytest.fixture
def ben(web: FlaskClient) -> Member:
    return join(web, "ben", phone="+4915112345678")


def code_of(member: Member) -> str:
    with transaction() as session:
        return mint_phone_code(session, member.id)


def proven(web: FlaskClient, member: Member) -> bool:
    is_proven: bool = answer(web.get("/v1/users/me", headers=member.bearer), 200)["phoneVerified"]
    return is_proven


def test_the_code_comes_by_text_and_proves_the_number(
    web: FlaskClient, ben: Member, installed: Ports
) -> None:
    assert web.post(ASK, headers=ben.bearer).status_code == 202
    assert told(ben.id)[-1] == "verify_phone"
    with transaction() as session:
        [delivery_id] = notifications.tell(session, "verify_phone", occasion="t", user_id=ben.id)
    with transaction() as session:
        parcel = notifications.compose(session, delivery_id, now=datetime.now(UTC))
    assert parcel is not None
    notifications.hand_over(parcel)
    [text] = installed.sms.texts  # type: ignore[union-attr]
    code = next(word for word in text.text.split() if word.isdecimal() and len(word) == 6)

    assert web.post(PROVE, json={"code": code}, headers=ben.bearer).status_code == 204

    assert text.to == "+4915112345678"
    assert proven(web, ben)


def test_a_wrong_code_proves_nothing_and_is_counted(web: FlaskClient, ben: Member) -> None:
    code = code_of(ben)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _ in range(TRIES):
        assert wrong_fields(web.post(PROVE, json={"code": wrong}, headers=ben.bearer)) == {"code"}

    assert wrong_fields(web.post(PROVE, json={"code": code}, headers=ben.bearer)) == {"code"}
    assert not proven(web, ben)


def test_a_code_grows_old(web: FlaskClient, ben: Member, clock: MovableClock) -> None:
    code = code_of(ben)
    clock.ahead = timedelta(minutes=11)

    assert wrong_fields(web.post(PROVE, json={"code": code}, headers=ben.bearer)) == {"code"}


def test_a_newer_code_takes_the_place_of_the_older(web: FlaskClient, ben: Member) -> None:
    older, newer = code_of(ben), code_of(ben)

    if older != newer:
        assert wrong_fields(web.post(PROVE, json={"code": older}, headers=ben.bearer)) == {"code"}
    assert web.post(PROVE, json={"code": newer}, headers=ben.bearer).status_code == 204
    assert wrong_fields(web.post(PROVE, json={"code": newer}, headers=ben.bearer)) == {"code"}


def test_a_new_number_has_to_be_proven_anew_and_by_a_new_code(web: FlaskClient, ben: Member) -> None:
    web.post(PROVE, json={"code": code_of(ben)}, headers=ben.bearer)
    waiting = code_of(ben)

    web.put("/v1/users/me", json={"phone": "+4915199999999"}, headers=ben.bearer)

    assert not proven(web, ben)
    assert wrong_fields(web.post(PROVE, json={"code": waiting}, headers=ben.bearer)) == {"code"}


def test_the_same_number_set_again_stays_proven(web: FlaskClient, ben: Member) -> None:
    web.post(PROVE, json={"code": code_of(ben)}, headers=ben.bearer)

    web.put("/v1/users/me", json={"phone": "+49 151 12345678"}, headers=ben.bearer)

    assert proven(web, ben)


def test_somebody_elses_code_is_none(web: FlaskClient, ben: Member) -> None:
    cleo = join(web, "cleo", phone="+4915112345678")
    code_of(cleo)
    code = code_of(cleo)

    assert wrong_fields(web.post(PROVE, json={"code": code}, headers=ben.bearer)) == {"code"}


def test_there_must_be_something_to_prove(web: FlaskClient, ben: Member) -> None:
    cleo = join(web, "cleo")
    web.post(PROVE, json={"code": code_of(ben)}, headers=ben.bearer)

    assert refusal(web.post(ASK, headers=cleo.bearer), 409)["code"] == "CONFLICT"
    assert refusal(web.post(ASK, headers=ben.bearer), 409)["code"] == "CONFLICT"


@pytest.mark.parametrize("code", ["12345", "1234567", "12345a", "١٢٣٤٥٦", "", "123456\n"])
def test_what_is_no_code_is_refused(web: FlaskClient, ben: Member, code: str) -> None:
    assert wrong_fields(web.post(PROVE, json={"code": code}, headers=ben.bearer)) == {"code"}


def test_the_code_itself_is_not_kept(web: FlaskClient, ben: Member) -> None:
    del web
    code = code_of(ben)

    with reading() as session:
        from app.accounts.models import PhoneCode

        kept = session.get_one(PhoneCode, ben.id)
    assert code.encode() not in kept.code_hash
