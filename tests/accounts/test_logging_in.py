from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.hashing import Hasher
from app.accounts.hashing import install as install_hasher
from app.accounts.models import User
from app.db.session import reading, transaction
from tests.accounts.people import PASSWORD, answer, form, join, log_in, refusal
from tests.fixtures.web import CHEAPEST

LOGIN = "/v1/auth/login"


def stored_hash(user_id: int) -> str:
    with reading() as session:
        return session.scalars(select(User.password_hash).where(User.id == user_id)).one()


def test_a_program_gets_both_tokens_in_the_body(web: FlaskClient) -> None:
    ben = join(web, "ben")

    response = web.post(LOGIN, json={"email": ben.email, "password": PASSWORD})

    tokens = answer(response, 200)
    assert tokens["accessToken"].count(".") == 2
    assert len(tokens["refreshToken"]) == 43
    assert (tokens["tokenType"], tokens["expiresIn"], tokens["csrfToken"]) == ("Bearer", 900, None)
    assert "Set-Cookie" not in response.headers


def test_the_case_of_the_address_does_not_matter(web: FlaskClient) -> None:
    ben = join(web, "ben")

    assert log_in(web, ben.email.upper()).id == ben.id


def test_a_wrong_password_and_an_unknown_address_get_one_answer(web: FlaskClient) -> None:
    ben = join(web, "ben")

    wrong = web.post(LOGIN, json={"email": ben.email, "password": "not this one"})
    unknown = web.post(LOGIN, json={"email": "nobody@example.org", "password": "not this one"})

    first, second = refusal(wrong, 401), refusal(unknown, 401)
    assert first["code"] == second["code"] == "WRONG_CREDENTIALS"
    assert first["message"] == second["message"]


def test_a_password_counts_whole_beyond_72_bytes(web: FlaskClient) -> None:
    long = "ü" * 60 + " and further "
    ben = join_with(web, long + "here")

    assert log_in(web, ben, long + "here").email == ben
    refusal(web.post(LOGIN, json={"email": ben, "password": long + "there"}), 401)


def join_with(web: FlaskClient, password: str) -> str:
    filled = form("ben", password=password)
    answer(web.post("/v1/auth/register", json=filled), 202)
    email: str = filled["email"]
    return email


def test_two_ways_to_write_one_letter_are_one_password(web: FlaskClient) -> None:
    ben = join_with(web, "cafe\u0301 am hafen")

    assert log_in(web, ben, "caf\u00e9 am hafen").email == ben


def test_a_deleted_account_cannot_log_in(web: FlaskClient) -> None:
    ben = join(web, "ben")
    assert web.delete("/v1/users/me", headers=ben.bearer).status_code == 204

    refusal(web.post(LOGIN, json={"email": ben.email, "password": PASSWORD}), 401)


def test_a_hash_of_an_older_cost_is_renewed_at_login(web: FlaskClient) -> None:
    ben = join(web, "ben")
    before = stored_hash(ben.id)
    install_hasher(Hasher(cost=CHEAPEST + 1, at_once=4))

    log_in(web, ben.email)

    after = stored_hash(ben.id)
    assert f"$2b${CHEAPEST:02}$" in before
    assert f"$2b${CHEAPEST + 1:02}$" in after
    log_in(web, ben.email)
    assert stored_hash(ben.id) == after


def test_a_password_changed_during_the_login_does_not_let_in(web: FlaskClient) -> None:
    ben = join(web, "ben")

    class Slow(Hasher):
        """Somebody changes the password while the old one is being compared."""

        def prove(self, password: str, stored: str | None) -> object:
            proof = super().prove(password, stored)
            with transaction() as session:
                session.get_one(User, ben.id).password_hash = "v1.changed.meanwhile"
            return proof

    install_hasher(Slow(cost=CHEAPEST))

    refusal(web.post(LOGIN, json={"email": ben.email, "password": PASSWORD}), 401)


def test_too_many_logins_at_once_are_told_to_come_back(web: FlaskClient) -> None:
    ben = join(web, "ben")
    install_hasher(Hasher(cost=CHEAPEST, at_once=1, queue=-1))

    refused = web.post(LOGIN, json={"email": ben.email, "password": PASSWORD})

    assert refusal(refused, 503)["code"] == "UNAVAILABLE"
    assert int(refused.headers["Retry-After"]) > 0
