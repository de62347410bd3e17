"""Browsers that show notifications, and how a person sees the ways to be reached."""

import pytest

from app.db.session import transaction
from app.notifications import contacts
from app.notifications.kinds import Channel
from app.notifications.service.blocking import block
from app.notifications.service.devices import MOST
from app.ports.receipts import Why
from tests.api import Person, execute, refused_fields
from tests.people import app, ben, cleo, stranger
from tests.servers.push import Browser

__all__ = ["app", "ben", "cleo", "stranger"]
PATH, CONTACTS = "/v1/users/me/push-devices", "/v1/users/me/contacts"


def subscription(name: str = "one") -> dict[str, object]:
    device = Browser("https://push.example.com", name).device
    return {
        "endpoint": device.endpoint,
        "expirationTime": None,
        "keys": {"p256dh": device.p256dh, "auth": device.auth},
    }


def test_a_browser_is_added_seen_and_removed(ben: Person) -> None:
    body = subscription("ben")
    added = ben.post(PATH, body).get_json()["data"]
    again = ben.post(PATH, body).get_json()["data"]

    assert added["id"] == again["id"]
    assert [one["id"] for one in ben.get(PATH).get_json()["data"]] == [added["id"]]
    assert ben.get(CONTACTS).get_json()["data"]["devices"] == 1
    assert ben.delete(f"{PATH}/{added['id']}").status_code == 204
    assert ben.get(PATH).get_json()["data"] == []


def test_a_browser_belongs_to_who_used_it_last(ben: Person, cleo: Person) -> None:
    body = subscription("shared")
    ben.post(PATH, body)

    cleo.post(PATH, body)

    assert ben.get(PATH).get_json()["data"] == []
    assert len(cleo.get(PATH).get_json()["data"]) == 1


def test_nobody_removes_other_peoples_browsers(ben: Person, cleo: Person) -> None:
    number = ben.post(PATH, subscription("bens")).get_json()["data"]["id"]

    assert cleo.delete(f"{PATH}/{number}").status_code == 404


def test_nobody_has_endless_browsers(ben: Person) -> None:
    for each in range(MOST):
        assert ben.post(PATH, subscription(f"ben-{each}")).status_code == 201

    assert ben.post(PATH, subscription("one-too-many")).status_code == 409


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"endpoint": "https://127.0.0.1/push"}, "endpoint"),
        ({"endpoint": "http://push.example.com/x"}, "endpoint"),
        ({"endpoint": ""}, "endpoint"),
        ({"keys": {"p256dh": "x y", "auth": "abc"}}, "keys.p256dh"),
        ({"keys": {"p256dh": "abc"}}, "keys.auth"),
        ({"keys": {"p256dh": "a" * 101, "auth": "abc"}}, "keys.p256dh"),
    ],
)
def test_what_is_no_subscription_is_refused(ben: Person, change: dict[str, object], field: str) -> None:
    assert refused_fields(ben.post(PATH, {**subscription(), **change})) == {field}


def test_a_stranger_has_no_browsers_and_sees_the_key(stranger: Person) -> None:
    assert stranger.get(PATH).status_code == 401
    assert stranger.get("/v1/push-key").get_json()["data"]["publicKey"]


def test_a_person_sees_why_nothing_arrives(ben: Person) -> None:
    address = execute("SELECT email FROM users WHERE id = :id", id=ben.user_id)
    before = ben.get(CONTACTS).get_json()["data"]
    with transaction() as session:
        block(session, contacts.hashed(Channel.EMAIL, address), Why.BOUNCED, "SMTP 550 5.1.1")

    after = ben.get(CONTACTS).get_json()["data"]

    assert before["email"]["blocked"] is None
    assert after["email"]["blocked"] == "BOUNCED"
    assert after["phone"] is None
