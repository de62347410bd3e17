"""Teams: an offering of Ada's that others serve, as she and they say it."""

from dataclasses import dataclass
from typing import Any

from flask import Flask

from tests.api import Person, execute, join
from tests.factories.desks import Desk, open_desk


@dataclass(frozen=True)
class Team:
    """`desk` is the offering that is booked; each of `hosts` has a desk of their own."""

    desk: Desk
    hosts: tuple[Desk, ...]

    @property
    def ids(self) -> list[int]:
        return [host.provider_id for host in self.hosts]


def hosts_of(desk: Desk) -> str:
    return f"/v1/providers/{desk.provider_id}/offerings/{desk.offering_id}/hosts"


def invite(desk: Desk, host: Desk, **more: Any) -> None:
    answer = desk.owner.post(hosts_of(desk), {"providerId": host.provider_id, **more})
    assert answer.status_code == 201, answer.text


def agree(desk: Desk, host: Desk) -> None:
    answer = host.owner.post(f"/v1/providers/me/hosting/{desk.offering_id}/accept")
    assert answer.status_code == 200, answer.text


def build_team(app: Flask, ada: Person, assignment: str, *, size: int = 3, **terms: Any) -> Team:
    """Ada's offering, served by so many others; she herself is none of them."""
    desk = open_desk(ada, assignment=assignment, **terms)
    hosts = tuple(open_desk(join(app, f"Host{number}", "PROVIDER")) for number in range(size))
    for host in hosts:
        invite(desk, host)
        agree(desk, host)
    return Team(desk, hosts)


def serving(booking_id: int) -> list[int]:
    """The providers who serve a booking."""
    rows = execute(
        "SELECT coalesce(json_agg(provider_id ORDER BY provider_id), '[]') FROM booking_hosts"
        " WHERE booking_id = :id",
        id=booking_id,
    )
    return list(rows)


def taken_of(desk: Desk) -> int:
    """How many stretches of somebody's own time are taken."""
    count: int = execute(
        "SELECT count(*) FROM occupancies o JOIN resources r ON r.id = o.resource_id AND r.kind = 'time'"
        " WHERE r.provider_id = :id AND o.active",
        id=desk.provider_id,
    )
    return count
