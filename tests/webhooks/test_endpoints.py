"""Endpoints and their log over the API: a provider's own, and nobody else's."""

from datetime import UTC, datetime, timedelta

import pytest

from app.db.session import transaction
from app.webhooks.service.endpoints import MOST, forget_endpoints
from tests.api import Person, execute, refused_fields
from tests.people import ada, app, ben, cleo, stranger
from tests.webhooks.listening import told, tried

__all__ = ["ada", "app", "ben", "cleo", "stranger"]
PATH = "/v1/webhook-endpoints"
URL = "https://hooks.example.com/in"


def added(person: Person, **body: object) -> dict[str, object]:
    answer = person.post(PATH, {"url": URL, **body})
    assert answer.status_code == 201, answer.text
    data: dict[str, object] = answer.get_json()["data"]
    return data


def number(data: dict[str, object]) -> int:
    endpoint = data["endpoint"]
    assert isinstance(endpoint, dict)
    found: int = endpoint["id"]
    return found


def test_an_endpoint_is_added_and_its_secret_shown_once(ada: Person) -> None:
    data = added(ada, description="Our calendar", events=["booking.confirmed"])

    shown = ada.get(f"{PATH}/{number(data)}")
    assert str(data["secret"]).startswith("whsec_")
    assert str(data["secret"]) not in shown.text
    assert shown.get_json()["data"] == data["endpoint"]
    assert shown.get_json()["data"]["events"] == ["booking.confirmed"]


def test_the_secret_rests_sealed(ada: Person) -> None:
    data = added(ada)

    kept = execute("SELECT secret_encrypted FROM webhook_endpoints WHERE id = :id", id=number(data))

    assert str(data["secret"]).encode() not in bytes(kept)


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.com/in",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://2130706433/",
        "https://user:password@hooks.example.com/",
        "https://hooks.example.com:6379/",
        "https://redis/",
        "https://metadata.google.internal/",
        "ftp://hooks.example.com/",
        "nothing",
        "",
    ],
)
def test_an_address_that_points_inside_or_nowhere_is_refused(ada: Person, url: str) -> None:
    assert refused_fields(ada.post(PATH, {"url": url})) == {"url"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"events": ["booking.exploded"]}, "events.0"),
        ({"events": ["endpoint.test"]}, "events.0"),
        ({"description": "x" * 201}, "description"),
        ({"url": "https://hooks.example.com/" + "a" * 2000}, "url"),
        ({"secret": "whsec_mine"}, "secret"),
    ],
)
def test_what_makes_no_sense_is_refused(ada: Person, body: dict[str, object], field: str) -> None:
    assert refused_fields(ada.post(PATH, {"url": URL, **body})) == {field}


def test_an_endpoint_is_changed_and_removed(ada: Person) -> None:
    one = number(added(ada, events=["booking.confirmed"]))

    changed = ada.put(f"{PATH}/{one}", {"description": "moved", "events": []}).get_json()["data"]
    wrong = ada.put(f"{PATH}/{one}", {"url": "https://10.0.0.1/"})

    assert (changed["url"], changed["description"], changed["events"]) == (URL, "moved", [])
    assert refused_fields(wrong) == {"url"}
    assert ada.delete(f"{PATH}/{one}").status_code == 204
    assert ada.get(f"{PATH}/{one}").status_code == 404


def test_nobody_has_endless_endpoints(ada: Person) -> None:
    for _ in range(MOST):
        added(ada)

    assert ada.post(PATH, {"url": URL}).status_code == 409
    assert len(ada.get(PATH).get_json()["data"]) == MOST


def test_endpoints_are_for_providers(ben: Person, stranger: Person) -> None:
    assert ben.get(PATH).status_code == 403
    assert stranger.get(PATH).status_code == 401


@pytest.mark.parametrize(
    ("method", "rest", "body"),
    [
        ("get", "", None),
        ("put", "", {}),
        ("delete", "", None),
        ("post", "/secret", None),
        ("post", "/pause", None),
        ("post", "/resume", None),
        ("post", "/test", None),
        ("get", "/deliveries", None),
        ("get", "/deliveries/1", None),
        ("post", "/deliveries/1/replay", None),
        ("post", "/replay", {"from": "2026-01-01T00:00:00Z"}),
    ],
)
def test_other_peoples_endpoints_do_not_exist(
    ada: Person, cleo: Person, method: str, rest: str, body: object
) -> None:
    one = number(added(ada))

    asked = getattr(cleo, method)
    answer = asked(f"{PATH}/{one}{rest}") if body is None else asked(f"{PATH}/{one}{rest}", body)

    assert answer.status_code == 404


def test_a_new_secret_leaves_the_old_one_a_day(ada: Person) -> None:
    first = added(ada)

    second = ada.post(f"{PATH}/{number(first)}/secret").get_json()["data"]

    until = datetime.fromisoformat(second["endpoint"]["previousSecretUntil"])
    assert second["secret"] != first["secret"]
    assert timedelta(hours=23) < until - datetime.now(UTC) <= timedelta(days=1)


def test_the_test_button_shows_what_came_of_it(ada: Person) -> None:
    one = number(added(ada))

    sent = ada.post(f"{PATH}/{one}/test").get_json()["data"]
    [(delivery, _)] = told(one)
    tried(delivery)

    shown = ada.get(f"{PATH}/{one}/deliveries/{sent['id']}").get_json()["data"]
    assert (sent["type"], sent["status"]) == ("endpoint.test", "OWED")
    assert shown["status"] == "DELIVERED"
    assert [each["answer"] for each in shown["attemptLog"]] == [204]
    assert shown["body"]["data"] == {"endpointId": one}


def test_the_log_is_listed_by_state_and_told_again(ada: Person) -> None:
    one = number(added(ada))
    for _ in range(3):
        ada.post(f"{PATH}/{one}/test")
    first, second, third = [delivery for delivery, _ in told(one)]
    for delivery in (first, second):
        tried(delivery)
    execute("UPDATE webhook_deliveries SET status = 'FAILED' WHERE id = :id", id=second.id)

    failed = ada.get(f"{PATH}/{one}/deliveries?status=FAILED").get_json()
    alone = ada.post(f"{PATH}/{one}/deliveries/{first.id}/replay")
    early = ada.post(f"{PATH}/{one}/deliveries/{third.id}/replay")
    since = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    many = ada.post(f"{PATH}/{one}/replay", {"from": since})

    assert [each["id"] for each in failed["data"]] == [second.id]
    assert alone.get_json()["data"]["replays"] == 1
    assert early.status_code == 409
    assert many.get_json()["data"] == {"replayed": 1}
    assert {delivery.status for delivery, _ in told(one)} == {"OWED"}


def test_a_range_must_have_a_beginning_before_its_end(ada: Person) -> None:
    one = number(added(ada))
    body = {"from": "2026-01-02T00:00:00Z", "until": "2026-01-01T00:00:00Z"}

    assert refused_fields(ada.post(f"{PATH}/{one}/replay", body)) == {"until"}
    assert refused_fields(ada.post(f"{PATH}/{one}/replay", {})) == {"from"}


def test_pausing_and_resuming(ada: Person) -> None:
    one = number(added(ada))

    paused = ada.post(f"{PATH}/{one}/pause").get_json()["data"]
    resumed = ada.post(f"{PATH}/{one}/resume").get_json()["data"]

    assert (paused["status"], paused["pausedWhy"]) == ("PAUSED", "by its owner")
    assert (resumed["status"], resumed["pausedWhy"]) == ("ACTIVE", None)


def test_who_leaves_leaves_no_endpoint_behind(ada: Person) -> None:
    added(ada)

    with transaction() as session:
        forget_endpoints(session, ada.user_id)

    assert ada.get(PATH).get_json()["data"] == []
