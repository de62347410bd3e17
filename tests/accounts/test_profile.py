import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts import queries
from app.accounts.models import Client, User
from app.accounts.service import deletion_guards
from app.db.session import reading, transaction
from app.kernel.errors import Conflict
from tests.accounts.people import PASSWORD, Member, answer, join, log_in, refusal, told, unique, wrong_fields

ME = "/v1/users/me"


@pytest.fixture
def ben(web: FlaskClient) -> Member:
    return join(web, "ben", phone="+49 30 123456")


def test_one_sees_all_of_oneself(web: FlaskClient, ben: Member) -> None:
    me = answer(web.get(ME, headers=ben.bearer), 200)

    assert me["phone"] == "+4930123456"
    assert me.keys() == {
        *(
            "id",
            "email",
            "firstName",
            "lastName",
            "role",
            "timezone",
            "locale",
            "clock",
            "phone",
            "phoneVerified",
            "emailVerified",
        ),
        *("createdAt", "updatedAt"),
    }


def test_nobody_is_seen_without_signing_in(web: FlaskClient, ben: Member) -> None:
    refusal(web.get(ME), 401)
    refusal(web.get(f"/v1/users/{ben.id}"), 401)


def test_the_phone_number_rests_sealed_and_bound_to_its_person(web: FlaskClient, ben: Member) -> None:
    cleo = join(web, "cleo", phone="+44 20 7946 0000")
    with transaction() as session:
        bens, cleos = session.get_one(User, ben.id), session.get_one(User, cleo.id)
        assert b"4930123456" not in (bens.phone_encrypted or b"")
        bens.phone_encrypted = cleos.phone_encrypted

    assert answer(web.get(ME, headers=ben.bearer), 200)["phone"] is None


def test_what_is_named_changes_and_the_rest_stays(web: FlaskClient, ben: Member) -> None:
    change = {"firstName": "Benno", "timezone": "Asia/Tokyo", "locale": "de"}

    me = answer(web.put(ME, json=change, headers=ben.bearer), 200)

    assert change.items() <= me.items()
    assert (me["lastName"], me["phone"]) == ("Lovelace", "+4930123456")
    with reading() as session:
        assert session.scalars(select(Client.timezone).where(Client.user_id == ben.id)).one() == "Asia/Tokyo"
        assert session.scalars(select(User.updated_by).where(User.id == ben.id)).one() == ben.id


def test_a_phone_number_can_be_removed(web: FlaskClient, ben: Member) -> None:
    assert answer(web.put(ME, json={"phone": None}, headers=ben.bearer), 200)["phone"] is None


@pytest.mark.parametrize(
    "change", [{"role": "ADMIN"}, {"email": "other@example.org"}, {"id": 1}, {"emailVerified": True}]
)
def test_what_is_not_ones_own_to_change_is_refused(
    web: FlaskClient, ben: Member, change: dict[str, object]
) -> None:
    assert wrong_fields(web.put(ME, json=change, headers=ben.bearer)) == set(change)


def test_a_change_of_an_old_version_is_refused(web: FlaskClient, ben: Member) -> None:
    tag = web.get(ME, headers=ben.bearer).headers["ETag"]
    first = web.put(ME, json={"firstName": "Benno"}, headers={**ben.bearer, "If-Match": tag})
    assert first.status_code == 200

    second = web.put(ME, json={"firstName": "Bernd"}, headers={**ben.bearer, "If-Match": tag})

    assert refusal(second, 412)["code"] == "PRECONDITION_FAILED"
    third = web.put(
        ME, json={"firstName": "Bernd"}, headers={**ben.bearer, "If-Match": first.headers["ETag"]}
    )
    assert third.status_code == 200


def test_who_holds_the_current_version_gets_no_body(web: FlaskClient, ben: Member) -> None:
    tag = web.get(ME, headers=ben.bearer).headers["ETag"]

    again = web.get(ME, headers={**ben.bearer, "If-None-Match": tag})

    assert (again.status_code, again.data) == (304, b"")


def test_strangers_see_a_client_by_first_name_and_initial(web: FlaskClient, ben: Member) -> None:
    cleo = join(web, "cleo")

    seen = answer(web.get(f"/v1/users/{ben.id}", headers=cleo.bearer), 200)

    assert seen == {"id": ben.id, "firstName": "Ben", "name": "Ben L.", "role": "CLIENT"}


def test_a_provider_is_seen_by_the_whole_name(web: FlaskClient, ben: Member) -> None:
    ada = join(web, "ada")

    seen = answer(web.get(f"/v1/users/{ada.id}", headers=ben.bearer), 200)

    assert seen == {"id": ada.id, "firstName": "Ada", "name": "Ada Lovelace", "role": "PROVIDER"}


def test_administrators_and_the_deleted_are_not_seen(web: FlaskClient, ben: Member) -> None:
    gone, chief = join(web, "cleo"), join(web, "dora")
    assert web.delete(ME, headers=gone.bearer).status_code == 204
    with transaction() as session:
        session.get_one(User, chief.id).role = "ADMIN"

    refusal(web.get(f"/v1/users/{gone.id}", headers=ben.bearer), 404)
    refusal(web.get(f"/v1/users/{chief.id}", headers=ben.bearer), 404)
    assert web.get(f"/v1/users/{2**63 - 1}", headers=ben.bearer).status_code == 404
    promoted = log_in(web, chief.email)
    assert web.get(f"/v1/users/{chief.id}", headers=promoted.bearer).status_code == 200


def test_changing_the_password_ends_every_other_sign_in(web: FlaskClient, ben: Member) -> None:
    elsewhere = log_in(web, ben.email)
    body = {"currentPassword": PASSWORD, "newPassword": "another quiet harbour"}

    assert web.put(f"{ME}/password", json=body, headers=ben.bearer).status_code == 204

    refusal(web.post("/v1/auth/refresh", json={"refreshToken": elsewhere.refresh}), 401)
    assert web.post("/v1/auth/refresh", json={"refreshToken": ben.refresh}).status_code == 200
    assert log_in(web, ben.email, "another quiet harbour").id == ben.id
    assert told(ben.id)[-1] == "password_changed"


def test_changing_the_password_needs_the_current_one(web: FlaskClient, ben: Member) -> None:
    wrong = {"currentPassword": "not this one", "newPassword": "another quiet harbour"}
    weak = {"currentPassword": PASSWORD, "newPassword": "12345678"}

    assert wrong_fields(web.put(f"{ME}/password", json=wrong, headers=ben.bearer)) == {"currentPassword"}
    assert wrong_fields(web.put(f"{ME}/password", json=weak, headers=ben.bearer)) == {"newPassword"}


def test_a_deleted_account_is_gone_for_its_own_tokens_too(web: FlaskClient, ben: Member) -> None:
    assert web.delete(ME, headers=ben.bearer).status_code == 204

    refusal(web.get(ME, headers=ben.bearer), 401)
    refusal(web.put(ME, json={"firstName": "B"}, headers=ben.bearer), 401)
    refusal(web.delete(ME, headers=ben.bearer), 401)


def test_a_guard_can_keep_an_account_from_being_deleted(
    web: FlaskClient, ben: Member, request: pytest.FixtureRequest
) -> None:
    def busy(_: object, user_id: int) -> None:
        raise Conflict(f"{user_id} has bookings ahead.")

    deletion_guards.append(busy)
    request.addfinalizer(lambda: deletion_guards.remove(busy))

    refusal(web.delete(ME, headers=ben.bearer), 409)
    assert web.get(ME, headers=ben.bearer).status_code == 200


def test_people_are_named_by_one_query(web: FlaskClient, ben: Member) -> None:
    cleo = join(web, "cleo", email=unique("cleo"))

    with reading() as session:
        found = queries.people(session, [ben.id, cleo.id, 2**62])
        assert queries.people(session, []) == {}

    assert {person.name for person in found.values()} == {"Ben Lovelace", "Cleo Lovelace"}
    assert found[cleo.id].email == cleo.email
