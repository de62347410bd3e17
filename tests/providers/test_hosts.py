"""Hosts join by invitation and consent: an owner asks, and only who agrees is booked."""

from typing import Any

import pytest
from flask import Flask

from tests.api import Person, execute, join, refused_fields
from tests.counting import statements_counted
from tests.factories.desks import Desk, open_desk
from tests.factories.teams import agree, hosts_of, invite


@pytest.fixture
def desk(ada: Person) -> Desk:
    return open_desk(ada, assignment="ROUND_ROBIN")


@pytest.fixture
def host(app: Flask) -> Desk:
    return open_desk(join(app, "Ann", "PROVIDER"))


def versions(desk: Desk) -> int:
    version: int = execute("SELECT timetable_version FROM providers WHERE id = :id", id=desk.provider_id)
    return version


def mine(host: Desk) -> list[dict[str, Any]]:
    answer = host.owner.get("/v1/providers/me/hosting")
    assert answer.status_code == 200, answer.text
    return list(answer.get_json()["data"])


def test_who_is_asked_serves_once_they_agree(desk: Desk, host: Desk) -> None:
    invite(desk, host, weight=2, priority=3)

    [asked] = desk.owner.get(hosts_of(desk)).get_json()["data"]
    assert (asked["providerId"], asked["status"], asked["weight"], asked["priority"]) == (
        host.provider_id,
        "INVITED",
        2,
        3,
    )
    [invitation] = mine(host)
    assert (invitation["offeringId"], invitation["ownerId"], invitation["status"]) == (
        desk.offering_id,
        desk.provider_id,
        "INVITED",
    )
    before = versions(desk)
    agree(desk, host)
    agree(desk, host)

    assert [each["status"] for each in mine(host)] == ["SERVING"]
    assert versions(desk) == before + 1


def test_who_is_asked_is_told_by_mail_and_not_twice_a_week(desk: Desk, host: Desk) -> None:
    invite(desk, host)
    desk.owner.delete(f"{hosts_of(desk)}/{host.provider_id}")
    invite(desk, host)

    told = execute(
        "SELECT json_agg(args) FROM tasks WHERE actor = 'notifications.tell'"
        " AND args->>'kind' = 'host_invited' AND args->>'offering_id' = :id",
        id=str(desk.offering_id),
    )
    assert (
        told == [{"kind": "host_invited", "offering_id": desk.offering_id, "host_id": host.provider_id}] * 2
    )


def test_of_oneself_nothing_has_to_be_asked(desk: Desk) -> None:
    invite(desk, desk)

    [serving] = desk.owner.get(hosts_of(desk)).get_json()["data"]
    assert serving["status"] == "SERVING"


def test_who_declines_is_gone(desk: Desk, host: Desk) -> None:
    invite(desk, host)

    assert host.owner.delete(f"/v1/providers/me/hosting/{desk.offering_id}").status_code == 204

    assert mine(host) == []
    assert desk.owner.get(hosts_of(desk)).get_json()["data"] == []
    assert host.owner.delete(f"/v1/providers/me/hosting/{desk.offering_id}").status_code == 404


def test_an_owner_changes_weights_and_asks_somebody_no_longer(desk: Desk, host: Desk) -> None:
    invite(desk, host)
    path = f"{hosts_of(desk)}/{host.provider_id}"

    assert desk.owner.put(path, {"weight": 7}).get_json()["data"]["weight"] == 7
    assert desk.owner.put(path, {"priority": 2}).get_json()["data"]["weight"] == 7
    assert desk.owner.delete(path).status_code == 204
    assert desk.owner.delete(path).status_code == 404
    assert mine(host) == []


def test_nobody_is_asked_twice(desk: Desk, host: Desk) -> None:
    invite(desk, host)

    answer = desk.owner.post(hosts_of(desk), {"providerId": host.provider_id})

    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "ALREADY_HOST")


def test_only_providers_that_are_there_can_be_asked(desk: Desk, host: Desk) -> None:
    assert desk.owner.post(hosts_of(desk), {"providerId": 10**9}).status_code == 404
    host.is_now(published=False)
    assert desk.owner.post(hosts_of(desk), {"providerId": host.provider_id}).status_code == 404


def test_teams_are_nobody_elses_business(desk: Desk, host: Desk, ben: Person, cleo: Person) -> None:
    invite(desk, host)
    path = f"{hosts_of(desk)}/{host.provider_id}"

    assert [who.get(hosts_of(desk)).status_code for who in (ben, cleo, host.owner)] == [403, 404, 404]
    assert cleo.post(hosts_of(desk), {"providerId": host.provider_id}).status_code == 404
    assert host.owner.put(path, {"weight": 9}).status_code == 404
    assert host.owner.delete(path).status_code == 404
    assert cleo.post(f"/v1/providers/me/hosting/{desk.offering_id}/accept").status_code == 404
    assert ben.get("/v1/providers/me/hosting").status_code == 403


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"weight": 0}, "weight"),
        ({"weight": 101}, "weight"),
        ({"weight": 1.5}, "weight"),
        ({"priority": -1}, "priority"),
        ({"priority": 10}, "priority"),
        ({"providerId": 0}, "providerId"),
        ({"providerId": None}, "providerId"),
        ({"acceptedAt": "now"}, "acceptedAt"),
    ],
)
def test_a_bad_invitation_is_refused_with_the_field(
    desk: Desk, host: Desk, change: dict[str, Any], field: str
) -> None:
    body = {"providerId": host.provider_id, **change}

    assert refused_fields(desk.owner.post(hosts_of(desk), body)) == {field}


def test_who_closes_the_account_serves_no_longer(desk: Desk, host: Desk) -> None:
    invite(desk, host)
    agree(desk, host)
    host.is_now(deleted_at=desk.at(), published=False)

    assert desk.owner.get(hosts_of(desk)).get_json()["data"] == []


def test_a_longer_list_costs_no_more_queries(app: Flask, desk: Desk, host: Desk) -> None:
    invite(desk, host)
    with statements_counted() as few:
        desk.owner.get(hosts_of(desk))
        host.owner.get("/v1/providers/me/hosting")
    for number in range(3):
        invite(desk, open_desk(join(app, f"Ann{number}", "PROVIDER")))
        invite(open_desk(join(app, f"Amy{number}", "PROVIDER")), host)
    with statements_counted() as many:
        assert len(desk.owner.get(hosts_of(desk)).get_json()["data"]) == 4
        assert len(mine(host)) == 4

    assert len(few) == len(many) <= 9
