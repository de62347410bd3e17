import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import Client, User
from app.db.session import reading
from tests.accounts.people import PASSWORD, answer, form, join, log_in, refusal, told, user_id, wrong_fields
from tests.races import at_once

REGISTER = "/v1/auth/register"


def test_who_registers_can_log_in_at_once(web: FlaskClient) -> None:
    filled = form("ben")

    answer(web.post(REGISTER, json=filled), 202)

    ben = log_in(web, filled["email"])
    me = answer(web.get("/v1/users/me", headers=ben.bearer), 200)
    assert me["email"] == filled["email"]
    assert (me["role"], me["locale"], me["emailVerified"]) == ("CLIENT", "en", False)


def test_the_address_is_asked_to_be_verified(web: FlaskClient) -> None:
    ben = join(web, "ben")

    assert told(ben.id) == ["verify_email"]


def test_a_client_row_stands_beside_the_user(web: FlaskClient) -> None:
    ben = join(web, "ben", timezone="Asia/Kathmandu")

    with reading() as session:
        zone = session.scalars(select(Client.timezone).where(Client.user_id == ben.id)).one()
    assert zone == "Asia/Kathmandu"


def test_the_row_names_its_own_maker(web: FlaskClient) -> None:
    ben = join(web, "ben")

    with reading() as session:
        assert session.scalars(select(User.created_by).where(User.id == ben.id)).one() == ben.id


def test_a_taken_address_gets_the_same_answer_and_its_owner_a_mail(web: FlaskClient) -> None:
    filled = form("ben")
    first = web.post(REGISTER, json=filled)

    again = {**filled, "email": filled["email"].upper(), "password": "quite another"}
    second = web.post(REGISTER, json=again)

    assert second.status_code == first.status_code
    assert answer(second, 202).keys() == answer(first, 202).keys()
    assert answer(second, 202)["message"] == answer(first, 202)["message"]
    assert told(user_id(filled["email"])) == ["verify_email", "account_exists"]


def test_a_taken_account_is_left_as_it_was(web: FlaskClient) -> None:
    ben = join(web, "ben")

    answer(web.post(REGISTER, json=form("cleo", email=ben.email, password="quite another one")), 202)

    me = answer(web.get("/v1/users/me", headers=log_in(web, ben.email, PASSWORD).bearer), 200)
    assert me["firstName"] == "Ben"


def test_of_two_who_register_one_address_at_once_one_gets_it(web: FlaskClient) -> None:
    filled = form("ben")

    answers = at_once([lambda: web.post(REGISTER, json=filled).status_code] * 4)

    assert answers == [202] * 4
    with reading() as session:
        same = select(func.count()).where(func.lower(User.email) == filled["email"])
        assert session.scalar(same) == 1
    assert sorted(told(user_id(filled["email"]))) == ["account_exists"] * 3 + ["verify_email"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "not an address"),
        ("email", "ada@"),
        ("email", "a" * 300 + "@example.org"),
        ("email", ...),
        ("email", 7),
        ("password", "short"),
        ("password", "x" * 129),
        ("password", "password123"),
        ("password", ...),
        ("firstName", " "),
        ("firstName", "A" * 101),
        ("lastName", "Love\nlace"),
        ("lastName", "Love\u2028lace"),
        ("role", "ADMIN"),
        ("role", "client"),
        ("timezone", "Mars/Olympus"),
        ("timezone", "Factory"),
        ("timezone", "../etc/passwd"),
        ("timezone", ...),
        ("locale", "xx"),
        ("phone", "12"),
        ("phone", "+999999999999"),
        ("phone", "030 123456"),
        ("phone", "+4930123456 ext. 7"),
        ("isAdmin", True),
    ],
)
def test_a_wrong_field_is_named_and_nobody_is_registered(web: FlaskClient, field: str, value: object) -> None:
    filled = form("ben")

    refused = web.post(REGISTER, json=form("ben", **{"email": filled["email"], field: value}))

    assert wrong_fields(refused) == {field}
    login = web.post("/v1/auth/login", json={"email": filled["email"], "password": PASSWORD})
    refusal(login, 401)


def test_a_password_that_holds_the_address_is_refused(web: FlaskClient) -> None:
    refused = web.post(REGISTER, json=form("ben", email="bookworm@example.org", password="my-BookWorm-77"))

    assert wrong_fields(refused) == {"password"}


def test_a_deleted_account_frees_its_address(web: FlaskClient) -> None:
    ben = join(web, "ben")
    assert web.delete("/v1/users/me", headers=ben.bearer).status_code == 204

    again = join(web, "ben", email=ben.email)

    assert again.id != ben.id
