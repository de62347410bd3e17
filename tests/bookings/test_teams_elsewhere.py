"""Teams where they meet series, the waitlist, several services, swaps, calendars and moving earlier."""

import pytest
from flask import Flask

from app.calendars.queries import bookings as calendars
from app.db.session import reading
from tests.api import Person, refused_fields
from tests.bookings.asking import book, seen, told
from tests.bookings.changing import cancel
from tests.bookings.holding import submit
from tests.bookings.series import repeating
from tests.bookings.test_guest_bookings import confirmed
from tests.factories.desks import offer, open_desk
from tests.factories.teams import Team, build_team, serving, taken_of
from tests.swaps.test_swaps import accept, propose, proposed
from tests.waitlist.waiting import offer as offered
from tests.waitlist.waiting import serve, set_aside, wait


@pytest.fixture
def turns(app: Flask, ada: Person) -> Team:
    return build_team(app, ada, "ROUND_ROBIN")


@pytest.fixture
def panel(app: Flask, ada: Person) -> Team:
    return build_team(app, ada, "COLLECTIVE")


def test_the_appointments_of_a_series_go_round(ben: Person, turns: Team) -> None:
    series = repeating.book(ben, turns.desk, turns.desk.at(10))

    assert all(len(serving(number)) == 1 for number in repeating.ids(series))
    assert sum(taken_of(host) for host in turns.hosts) == 4
    assert taken_of(turns.desk) == 0


def test_all_serve_each_of_a_series(ben: Person, panel: Team) -> None:
    series = repeating.book(ben, panel.desk, panel.desk.at(10))

    assert [serving(number) for number in repeating.ids(series)] == [panel.ids] * 4


def test_who_waits_is_offered_the_time_of_all_of_them(ben: Person, cleo: Person, panel: Team) -> None:
    desk = panel.desk
    taken = [book(ben, desk, desk.at(hour)) for hour in range(8, 18)]
    wish_id = wait(cleo, desk)

    cancel(ben, taken[2])
    serve()
    booking_id = offered(cleo, wish_id)

    assert submit(cleo, booking_id).status_code == 200
    assert serving(booking_id) == panel.ids
    assert [set_aside(host) for host in panel.hosts] == [0, 0, 0]


def test_a_hosts_freed_time_is_kept_for_who_waits_for_that_host(
    ben: Person, cleo: Person, panel: Team
) -> None:
    host = panel.hosts[0]
    mine = book(ben, panel.desk, panel.desk.at(10))
    for hour in (8, 9, *range(11, 18)):
        book(ben, host, host.at(hour))
    wish_id = wait(cleo, host)

    cancel(ben, mine)

    assert [set_aside(each) for each in panel.hosts] == [1, 0, 0]
    serve()
    assert seen(cleo, offered(cleo, wish_id))["startTime"] == host.at(10).isoformat().replace("+00:00", "Z")


def test_the_hosts_of_the_earlier_time_take_over(ben: Person, cleo: Person, turns: Team) -> None:
    desk = turns.desk
    early = [book(ben, desk, desk.at(hour)) for hour in range(8, 18)]
    others = [book(desk.owner, desk, desk.at(hour)) for hour in range(8, 18)]
    late = book(cleo, desk, desk.at(10, day=4))
    book(ben, desk, desk.at(12, day=4))
    for hour in range(8, 18):
        book(turns.hosts[0].owner, desk, desk.at(hour))
    sooner = wait(cleo, desk, bookingId=late, days=(3, 3))
    cancel(ben, early[0])
    serve()
    offer_id = offered(cleo, sooner)
    chosen = serving(offer_id)

    assert submit(cleo, offer_id).status_code == 200

    assert (serving(late), serving(offer_id)) == (chosen, [])
    assert len(others) == 10


def test_what_a_team_serves_is_not_one_of_several_services(ben: Person, panel: Team) -> None:
    other = offer(panel.desk.provider_id)
    body = {**panel.desk.wanted(panel.desk.at(10)), "offeringIds": [other, panel.desk.offering_id]}
    del body["offeringId"]

    assert refused_fields(ben.post("/v1/bookings/combined", body)) == {"offeringIds.1"}


def test_times_of_the_same_hosts_are_exchanged(ben: Person, cleo: Person, panel: Team) -> None:
    desk = panel.desk
    mine, theirs = book(ben, desk, desk.at(10)), book(cleo, desk, desk.at(14))

    assert accept(cleo, proposed(ben, mine, desk.at(14))).status_code == 200

    assert (serving(mine), serving(theirs)) == (panel.ids, panel.ids)
    assert [taken_of(host) for host in panel.hosts] == [2, 2, 2]


def test_who_is_served_by_another_is_no_counterpart(ben: Person, cleo: Person, turns: Team) -> None:
    desk = turns.desk
    mine, theirs = book(ben, desk, desk.at(10)), book(cleo, desk, desk.at(14))
    assert serving(mine) != serving(theirs)

    answer = propose(ben, mine, desk.at(14))

    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "NOTHING_TO_SWAP")


def test_it_stands_in_the_calendars_of_those_who_serve_it(ben: Person, turns: Team) -> None:
    booking_id = book(ben, turns.desk, turns.desk.at(10))
    (host,) = [one for one in turns.hosts if one.provider_id in serving(booking_id)]

    with reading() as session:
        people = calendars.people(session, booking_id)
        fed = {
            person.user_id: [
                row["id"] for row in calendars.fed(session, person.user_id, turns.desk.at(0, day=0), 10)
            ]
            for person in (ben, host.owner, turns.desk.owner)
        }

    assert set(people) == {ben.user_id, host.owner.user_id}
    assert fed == {ben.user_id: [booking_id], host.owner.user_id: [booking_id], turns.desk.owner.user_id: []}


def test_a_guest_is_served_by_a_team(stranger: Person, panel: Team) -> None:
    booking = confirmed(stranger, panel.desk)

    assert (serving(booking["id"]), booking["status"]) == (panel.ids, "CONFIRMED")
    assert "booking_confirmed" in told(booking["id"])


def test_the_desk_of_nobody_else_changes(ben: Person, cleo: Person, panel: Team) -> None:
    desk = open_desk(cleo)
    book(ben, panel.desk, panel.desk.at(10))

    assert serving(book(ben, desk, desk.at(10, day=4))) == []
