"""Offerings that are not listed: found and booked by a link, which may be good for a number of bookings."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.api import Person, execute, join, refused_fields
from tests.availability.slots.looking import look
from tests.bookings.asking import ask, book, standing
from tests.bookings.holding import keep
from tests.bookings.passing import hold_runs_out
from tests.bookings.test_rivals import statuses, work_at_once
from tests.bookings.working import work_off
from tests.factories.desks import Desk, open_desk
from tests.races import at_once


@pytest.fixture
def hidden(ada: Person) -> Desk:
    return open_desk(ada, listed=False)


def links_of(desk: Desk) -> str:
    return f"/v1/providers/{desk.provider_id}/offerings/{desk.offering_id}/links"


def minted(desk: Desk, **wanted: Any) -> str:
    answer = desk.owner.post(links_of(desk), wanted)
    assert answer.status_code == 201, answer.text
    token: str = answer.get_json()["data"]["token"]
    return token


def refused(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["error"]["code"]


def test_strangers_find_it_nowhere(stranger: Person, ben: Person, hidden: Desk) -> None:
    window = {"from": hidden.at(0).isoformat(), "to": hidden.at(24).isoformat()}
    one = f"/v1/providers/{hidden.provider_id}/offerings/{hidden.offering_id}"

    assert stranger.get(one).status_code == 404
    assert stranger.get(f"/v1/providers/{hidden.provider_id}").get_json()["data"]["offerings"] == []
    assert stranger.get(hidden.slots, query_string=window).status_code == 404
    asked = {**window, "offeringId": hidden.offering_id}
    assert stranger.get(hidden.slots, query_string=asked).status_code == 404
    assert stranger.get(hidden.slots, query_string={**asked, "link": "x"}).status_code == 404
    assert refused(ask(ben, hidden, hidden.at(10)))[0] == 404
    assert refused(keep(ben, hidden, hidden.at(10)))[0] == 404
    assert look(hidden.owner, hidden, hidden.at(0), hidden.at(24), offeringId=hidden.offering_id)["slots"]


def test_by_a_link_it_is_seen_and_booked(stranger: Person, ben: Person, hidden: Desk) -> None:
    token = minted(hidden)
    one = f"/v1/providers/{hidden.provider_id}/offerings/{hidden.offering_id}"

    seen = stranger.get(one, query_string={"link": token})
    assert (seen.status_code, seen.headers["Cache-Control"]) == (200, "private, no-cache")
    query = {"offeringId": hidden.offering_id, "link": token}
    assert look(stranger, hidden, hidden.at(0), hidden.at(24), **query)["slots"]
    assert standing(ben, book(ben, hidden, hidden.at(10), link=token))[0] == "CONFIRMED"
    assert keep(ben, hidden, hidden.at(12), link=token).status_code == 201


def test_a_link_of_another_offering_opens_nothing(ben: Person, cleo: Person, hidden: Desk) -> None:
    other = open_desk(cleo, listed=False)

    assert ask(ben, hidden, hidden.at(10), link=minted(other)).status_code == 404


def test_a_link_for_one_booking_makes_one(ben: Person, hidden: Desk) -> None:
    token = minted(hidden, maxUses=1)
    book(ben, hidden, hidden.at(10), link=token)

    assert ask(ben, hidden, hidden.at(12), link=token).status_code == 404


def test_of_many_at_once_one_has_the_single_use(app: Flask, hidden: Desk) -> None:
    token = minted(hidden, maxUses=1)
    crowd = [join(app, "Rival", "CLIENT") for _ in range(10)]

    answers = at_once(
        [
            lambda rival=rival, n=n: ask(rival, hidden, hidden.at(8 + n), link=token)
            for n, rival in enumerate(crowd)
        ]
    )
    work_at_once()

    assert sum(answer.status_code == 202 for answer in answers) == 1
    assert {refused(answer) for answer in answers if answer.status_code != 202} <= {
        (409, "LINK_NOT_USABLE"),
        (404, "NOT_FOUND"),
    }
    assert statuses(hidden) == {"CONFIRMED": 1}


@pytest.mark.parametrize("ending", ["cancelled", "expired", "rejected"])
def test_what_comes_to_nothing_gives_the_use_back(ben: Person, hidden: Desk, ending: str) -> None:
    token = minted(hidden, maxUses=1)
    hidden.offers(price_minor=5000 if ending == "expired" else 0)
    if ending == "rejected":
        asked = ask(ben, hidden, hidden.at(10), link=token).get_json()["data"]["id"]
        hidden.opens(720, 1080)
        work_off()
        assert standing(ben, asked)[0] == "REJECTED"
    else:
        booking_id = book(ben, hidden, hidden.at(10), link=token)
        assert ask(ben, hidden, hidden.at(12), link=token).status_code == 404
        if ending == "cancelled":
            ben.delete(f"/v1/bookings/{booking_id}")
        else:
            hold_runs_out(booking_id)
            work_off()

    assert ask(ben, hidden, hidden.at(14), link=token).status_code == 202


def test_a_link_ends_by_its_date_or_by_its_maker(ben: Person, hidden: Desk) -> None:
    soon = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    token, dated = minted(hidden), minted(hidden, expiresAt=soon, label="July")
    execute("UPDATE booking_links SET expires_at = now() WHERE label = 'July'")
    [_, first] = hidden.owner.get(links_of(hidden)).get_json()["data"]

    assert hidden.owner.delete(f"{links_of(hidden)}/{first['id']}").status_code == 204

    assert [ask(ben, hidden, hidden.at(10), link=one).status_code for one in (token, dated)] == [404, 404]


def test_links_are_listed_with_their_uses_and_without_their_tokens(ben: Person, hidden: Desk) -> None:
    token = minted(hidden, maxUses=3, label="For Ben")
    book(ben, hidden, hidden.at(10), link=token)

    [shown] = hidden.owner.get(links_of(hidden)).get_json()["data"]

    assert (shown["label"], shown["maxUses"], shown["uses"]) == ("For Ben", 3, 1)
    assert hidden.owner.get(f"{links_of(hidden)}/{shown['id']}").get_json()["data"] == shown
    assert "token" not in shown
    assert token.encode() not in bytes(execute("SELECT token_hash FROM booking_links LIMIT 1"))


def test_a_listed_offering_may_be_booked_by_a_link_too(ben: Person, desk: Desk) -> None:
    token = minted(desk, maxUses=1)

    assert standing(ben, book(ben, desk, desk.at(10), link=token))[0] == "CONFIRMED"
    assert refused(ask(ben, desk, desk.at(12), link=token)) == (409, "LINK_NOT_USABLE")


def test_links_are_their_providers_alone(ben: Person, cleo: Person, hidden: Desk) -> None:
    where = links_of(hidden)

    assert [person.get(where).status_code for person in (ben, cleo)] == [403, 404]
    assert [person.post(where, {}).status_code for person in (ben, cleo)] == [403, 404]
    assert cleo.delete(f"{where}/1").status_code == 404


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"maxUses": 0}, "maxUses"),
        ({"label": "x" * 121}, "label"),
        ({"expiresAt": "2020-01-01T00:00:00Z"}, "expiresAt"),
    ],
)
def test_a_bad_link_is_refused_by_its_field(hidden: Desk, wanted: dict[str, Any], field: str) -> None:
    assert refused_fields(hidden.owner.post(links_of(hidden), wanted)) == {field}
