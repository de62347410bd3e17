from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import User
from app.db.session import reading, transaction
from app.db.trail.models import AuditEvent
from tests.accounts.people import PASSWORD, Member, answer, join, log_in, refusal, wrong_fields

USERS = "/v1/admin/users"


@pytest.fixture
def ben(web: FlaskClient) -> Member:
    return join(web, "ben")


@pytest.fixture
def chief(web: FlaskClient) -> Member:
    dora = join(web, "dora")
    with transaction() as session:
        session.get_one(User, dora.id).role = "ADMIN"
    return log_in(web, dora.email)


def noted(action: str, user_id: int) -> list[AuditEvent]:
    with reading() as session:
        wanted = select(AuditEvent).where(
            AuditEvent.action == action, AuditEvent.subject == "user", AuditEvent.subject_id == str(user_id)
        )
        return list(session.scalars(wanted.order_by(AuditEvent.id)))


def state(web: FlaskClient, chief: Member, user_id: int) -> Any:
    return answer(web.get(f"{USERS}/{user_id}", headers=chief.bearer), 200)["state"]


def test_accounts_are_found_by_how_their_address_or_name_begins(
    web: FlaskClient, ben: Member, chief: Member
) -> None:
    for words in (ben.email[:12].upper(), ben.email):
        found = web.get(USERS, query_string={"q": words}, headers=chief.bearer).get_json()["data"]
        assert ben.id in {account["id"] for account in found}
    for words in ("%", "_en", "nobody at all"):
        assert answer(web.get(USERS, query_string={"q": words}, headers=chief.bearer), 200) == []


def test_accounts_are_filtered_by_role_and_state(web: FlaskClient, ben: Member, chief: Member) -> None:
    def found(**query: str) -> set[int]:
        query |= {"size": "100", "q": ben.email}
        listed = web.get(USERS, query_string=query, headers=chief.bearer).get_json()["data"]
        return {account["id"] for account in listed}

    assert found(role="CLIENT") == found(state="ACTIVE") == {ben.id}
    assert found(role="ADMIN") == found(state="SUSPENDED") == found(state="DELETED") == set()


def test_looking_at_an_account_is_noted(web: FlaskClient, ben: Member, chief: Member) -> None:
    account = answer(web.get(f"{USERS}/{ben.id}", headers=chief.bearer), 200)

    assert (account["email"], account["state"], account["emailVerified"]) == (ben.email, "ACTIVE", False)
    assert [event.actor_id for event in noted("account.viewed", ben.id)] == [chief.id]


def test_a_suspended_account_lets_nobody_in(web: FlaskClient, ben: Member, chief: Member) -> None:
    body = {"reason": "Complaints of three clients."}

    assert web.put(f"{USERS}/{ben.id}/suspension", json=body, headers=chief.bearer).status_code == 204

    login = {"email": ben.email, "password": PASSWORD}
    assert refusal(web.post("/v1/auth/login", json=login), 403)["code"] == "ACCOUNT_SUSPENDED"
    wrong = web.post("/v1/auth/login", json=login | {"password": "not this one"})
    assert refusal(wrong, 401)["code"] == "WRONG_CREDENTIALS"
    refusal(web.post("/v1/auth/refresh", json={"refreshToken": ben.refresh}), 401)
    assert state(web, chief, ben.id) == "SUSPENDED"
    assert [event.actor_id for event in noted("account.suspended", ben.id)] == [chief.id]


def test_suspending_takes_a_provider_off_the_market(web: FlaskClient, chief: Member) -> None:
    ada = join(web, "ada")
    profile = {
        "name": "Ada Lovelace",
        "bio": "Mathematics.",
        "specializations": ["maths_tutor"],
        "languages": ["en"],
        "hourlyRate": 40,
        "currency": "GBP",
        "timezone": "Europe/London",
    }
    provider = answer(web.post("/v1/providers", json=profile, headers=ada.bearer), 201)
    assert web.get(f"/v1/providers/{provider['id']}").status_code == 200

    web.put(f"{USERS}/{ada.id}/suspension", json={"reason": "Not who she says."}, headers=chief.bearer)

    refusal(web.get(f"/v1/providers/{provider['id']}"), 404)


def test_a_reinstated_account_opens_again(web: FlaskClient, ben: Member, chief: Member) -> None:
    web.put(f"{USERS}/{ben.id}/suspension", json={"reason": "By mistake."}, headers=chief.bearer)

    for _ in range(2):
        assert web.delete(f"{USERS}/{ben.id}/suspension", headers=chief.bearer).status_code == 204

    assert log_in(web, ben.email).id == ben.id
    assert len(noted("account.reinstated", ben.id)) == 1


def test_another_role_ends_the_sign_ins(web: FlaskClient, ben: Member, chief: Member) -> None:
    changed = web.put(f"{USERS}/{ben.id}/role", json={"role": "PROVIDER"}, headers=chief.bearer)

    assert changed.status_code == 204
    refusal(web.post("/v1/auth/refresh", json={"refreshToken": ben.refresh}), 401)
    assert [event.facts for event in noted("account.role_changed", ben.id)] == [
        {"before": "CLIENT", "role": "PROVIDER"}
    ]


def test_an_account_can_be_signed_out_everywhere(web: FlaskClient, ben: Member, chief: Member) -> None:
    assert web.delete(f"{USERS}/{ben.id}/sessions", headers=chief.bearer).status_code == 204

    refusal(web.post("/v1/auth/refresh", json={"refreshToken": ben.refresh}), 401)


def test_nobody_does_these_things_to_themselves(web: FlaskClient, chief: Member) -> None:
    mine = f"{USERS}/{chief.id}"

    refusal(web.put(f"{mine}/role", json={"role": "CLIENT"}, headers=chief.bearer), 409)
    refusal(web.put(f"{mine}/suspension", json={"reason": "Tired."}, headers=chief.bearer), 409)
    refusal(web.delete(f"{mine}/suspension", headers=chief.bearer), 409)


def test_what_does_not_fit_is_named(web: FlaskClient, ben: Member, chief: Member) -> None:
    put = f"{USERS}/{ben.id}"

    assert wrong_fields(web.put(f"{put}/role", json={"role": "KING"}, headers=chief.bearer)) == {"role"}
    assert wrong_fields(web.put(f"{put}/suspension", json={"reason": ""}, headers=chief.bearer)) == {"reason"}
    assert wrong_fields(web.get(f"{USERS}?state=ODD", headers=chief.bearer)) == {"state"}
    refusal(web.get(f"{USERS}/{10**14}", headers=chief.bearer), 404)
    refusal(web.delete(f"{USERS}/{10**14}/sessions", headers=chief.bearer), 404)


def test_all_of_it_is_for_administrators(web: FlaskClient, ben: Member) -> None:
    for path in (USERS, f"{USERS}/{ben.id}", "/v1/admin/audit"):
        refusal(web.get(path, headers=ben.bearer), 403)
        refusal(web.get(path), 401)
    refusal(web.put(f"{USERS}/{ben.id}/role", json={"role": "ADMIN"}, headers=ben.bearer), 403)


def test_the_trail_is_read_by_what_was_done_and_to_whom(web: FlaskClient, ben: Member, chief: Member) -> None:
    web.put("/v1/users/me", json={"firstName": "Benno"}, headers=ben.bearer)
    query = {"subject": "user", "subjectId": str(ben.id)}

    def events(**more: str) -> Any:
        return answer(web.get("/v1/admin/audit", query_string=query | more, headers=chief.bearer), 200)

    assert [event["action"] for event in events()] == ["account.changed", "account.signed_in"]
    assert [event["facts"] for event in events(action="account.changed")] == [{"fields": ["first_name"]}]
    assert events(action="account") == events()
