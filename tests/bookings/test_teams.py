"""Teams: a booking takes the time of one of its hosts in turn, or of all of them; and they see it."""

from collections import Counter
from datetime import datetime

import pytest
from flask import Flask

from app.availability.free_times import free_times
from app.availability.next_available import next_available
from app.bookings import queries
from app.db.session import database_now, reading
from tests.api import Person, execute, join
from tests.availability.slots.looking import look
from tests.bookings.asking import ask, book, occupied, seen, standing
from tests.bookings.passing import goes_by, hold_runs_out
from tests.bookings.paying import becomes, heard_again, opened
from tests.bookings.seats import counted, left, miscounted
from tests.bookings.working import work_off
from tests.counting import statements_counted
from tests.factories.desks import Desk, offer, open_desk
from tests.factories.rooms import add_room, held_by, needs
from tests.factories.teams import Team, agree, build_team, hosts_of, invite, serving, taken_of


@pytest.fixture
def turns(app: Flask, ada: Person) -> Team:
    """One of three serves."""
    return build_team(app, ada, "ROUND_ROBIN")


@pytest.fixture
def panel(app: Flask, ada: Person) -> Team:
    """All three serve."""
    return build_team(app, ada, "COLLECTIVE")


def hours(person: Person, desk: Desk) -> list[int]:
    data = look(person, desk, desk.at(0), desk.at(24), offeringId=desk.offering_id)
    return [int(slot["startTime"][11:13]) for slot in data["slots"] if slot["startTime"][14:16] == "00"]


def is_busy(host: Desk, start: datetime, minutes: int = 60) -> None:
    execute(
        "INSERT INTO occupancies (resource_id, during, kind, starts_at)"
        " SELECT id, tstzrange(:start, :start + make_interval(mins => :minutes)), 'booking', :start"
        " FROM resources WHERE provider_id = :id AND kind = 'time'",
        id=host.provider_id,
        start=start,
        minutes=minutes,
    )


def moved(person: Person, booking_id: int, start: datetime) -> int:
    return person.put(f"/v1/bookings/{booking_id}", {"startTime": start.isoformat()}).status_code


def test_one_of_them_serves_each_booking_and_the_owner_none(ben: Person, cleo: Person, turns: Team) -> None:
    bookings = [book(who, turns.desk, turns.desk.at(10)) for who in (ben, cleo)]

    assert [standing(who, one)[0] for who, one in zip((ben, cleo), bookings, strict=True)] == [
        "CONFIRMED"
    ] * 2
    assert all(len(serving(one)) == occupied(one) == 1 for one in bookings)
    assert serving(bookings[0]) != serving(bookings[1])
    assert taken_of(turns.desk) == 0
    assert [host["providerId"] for host in seen(ben, bookings[0])["hosts"]] == serving(bookings[0])


def test_as_many_can_be_had_at_once_as_there_are_hosts(app: Flask, ben: Person, turns: Team) -> None:
    crowd = [ben, *(join(app, "Guest", "CLIENT") for _ in range(2))]
    for person in crowd:
        assert 10 in hours(person, turns.desk)
        book(person, turns.desk, turns.desk.at(10))

    assert 10 not in hours(ben, turns.desk)
    answer = ask(join(app, "Late", "CLIENT"), turns.desk, turns.desk.at(10))
    error = answer.get_json()["error"]
    assert (answer.status_code, error["code"], error["reasons"]) == (409, "SLOT_TAKEN", ["TAKEN"])


def test_they_take_turns_by_their_weight(app: Flask, ada: Person, turns: Team) -> None:
    heavy = turns.hosts[0]
    ada.put(f"{hosts_of(turns.desk)}/{heavy.provider_id}", {"weight": 2})
    guests = [join(app, "Guest", "CLIENT") for _ in range(8)]

    bookings = [book(guest, turns.desk, turns.desk.at(8 + n)) for n, guest in enumerate(guests)]

    served = Counter(serving(one)[0] for one in bookings)
    assert sorted(served.values()) == [2, 2, 4]
    assert served[heavy.provider_id] == 4


def test_a_higher_priority_is_booked_as_long_as_it_is_free(app: Flask, ada: Person, turns: Team) -> None:
    first = turns.hosts[2]
    ada.put(f"{hosts_of(turns.desk)}/{first.provider_id}", {"priority": 5})
    guests = [join(app, "Guest", "CLIENT") for _ in range(3)]

    one, other, third = (
        book(guest, turns.desk, turns.desk.at(hour)) for guest, hour in zip(guests, (10, 12, 12), strict=True)
    )

    assert serving(one) == serving(other) == [first.provider_id]
    assert serving(third) != [first.provider_id]


def test_the_owner_can_see_why_it_was_whose_turn(ada: Person, ben: Person, turns: Team) -> None:
    is_busy(turns.hosts[1], turns.desk.at(10))

    booking_id = book(ben, turns.desk, turns.desk.at(10))

    turn = ada.get(f"/v1/bookings/{booking_id}/turn").get_json()["data"]
    asked = [each["providerId"] for each in turn]
    assert asked[0] == serving(booking_id)[0]
    assert sorted(asked) == sorted([turns.ids[0], turns.ids[2]])
    assert {(each["booked"], each["weight"], each["share"]) for each in turn} == {(0, 1, "1/1")}
    assert ben.get(f"/v1/bookings/{booking_id}/turn").status_code == 403


def test_where_all_serve_nobody_takes_turns(ada: Person, ben: Person, panel: Team) -> None:
    booking_id = book(ben, panel.desk, panel.desk.at(10))

    assert ada.get(f"/v1/bookings/{booking_id}/turn").status_code == 404


def test_each_host_has_hours_of_their_own(ben: Person, turns: Team) -> None:
    early, late, away = turns.hosts
    early.opens(6 * 60, 9 * 60)
    late.opens(15 * 60, 20 * 60)
    away.opens(0, 0)
    turns.desk.opens(0, 0)

    assert hours(ben, turns.desk) == [6, 7, 8, 15, 16, 17, 18, 19]
    assert serving(book(ben, turns.desk, turns.desk.at(6))) == [early.provider_id]
    assert serving(book(ben, turns.desk, turns.desk.at(19))) == [late.provider_id]
    assert ask(ben, turns.desk, turns.desk.at(10)).status_code == 400


def test_each_host_has_a_zone_of_their_own(ben: Person, turns: Team) -> None:
    for host in turns.hosts[1:]:
        host.opens(0, 0)
    turns.hosts[0].is_now(timezone="Asia/Kathmandu")
    turns.hosts[0].opens(9 * 60, 11 * 60)

    data = look(ben, turns.desk, turns.desk.at(0), turns.desk.at(24), offeringId=turns.desk.offering_id)

    assert [slot["startTime"][11:16] for slot in data["slots"]] == ["03:15", "03:45", "04:15"]


def test_what_a_host_has_elsewhere_is_in_the_way_here_and_the_reverse(
    ben: Person, cleo: Person, panel: Team
) -> None:
    host = panel.hosts[1]
    book(ben, host, host.at(10))
    assert ask(cleo, panel.desk, panel.desk.at(10, 30)).status_code == 409
    assert 10 not in hours(cleo, panel.desk)

    book(cleo, panel.desk, panel.desk.at(14))

    assert 14 not in hours(ben, host)
    assert ask(ben, host, host.at(14)).status_code == 409


def test_all_of_them_are_taken_or_nobody(ben: Person, panel: Team) -> None:
    booking_id = book(ben, panel.desk, panel.desk.at(10))

    assert standing(ben, booking_id)[0] == "CONFIRMED"
    assert (serving(booking_id), occupied(booking_id)) == (sorted(panel.ids), 3)
    assert [host["providerId"] for host in seen(ben, booking_id)["hosts"]] == sorted(panel.ids)

    waiting = ask(ben, panel.desk, panel.desk.at(14)).get_json()["data"]["id"]
    is_busy(panel.hosts[2], panel.desk.at(14))
    work_off()
    assert standing(ben, waiting) == ("REJECTED", None, "SLOT_TAKEN")
    assert (serving(waiting), occupied(waiting)) == ([], 0)
    assert [taken_of(host) for host in panel.hosts] == [1, 1, 2]


def test_their_shared_hours_have_a_grid_of_their_own(ben: Person, panel: Team) -> None:
    panel.hosts[0].opens(9 * 60, 12 * 60)
    panel.hosts[1].opens(9 * 60 + 15, 12 * 60)
    panel.hosts[2].opens(8 * 60, 11 * 60 + 30)

    data = look(ben, panel.desk, panel.desk.at(0), panel.desk.at(24), offeringId=panel.desk.offering_id)

    assert [slot["startTime"][11:16] for slot in data["slots"]] == ["09:15", "09:45", "10:15"]


def test_without_anybody_who_agreed_nothing_is_offered(app: Flask, ada: Person, ben: Person) -> None:
    desk = open_desk(ada, assignment="ROUND_ROBIN")
    invite(desk, open_desk(join(app, "Ann", "PROVIDER")))

    assert hours(ben, desk) == []
    assert ask(ben, desk, desk.at(10)).status_code == 400


def test_an_owner_may_be_one_of_the_hosts(app: Flask, ada: Person, ben: Person) -> None:
    desk = open_desk(ada, assignment="COLLECTIVE")
    other = open_desk(join(app, "Ann", "PROVIDER"))
    invite(desk, desk)
    invite(desk, other)
    agree(desk, other)

    booking_id = book(ben, desk, desk.at(10))

    assert serving(booking_id) == sorted([desk.provider_id, other.provider_id])


def test_who_leaves_keeps_what_is_booked_and_gets_nothing_new(ben: Person, cleo: Person, turns: Team) -> None:
    booking_id = book(ben, turns.desk, turns.desk.at(10))
    [host_id] = serving(booking_id)
    host = next(host for host in turns.hosts if host.provider_id == host_id)

    assert host.owner.delete(f"/v1/providers/me/hosting/{turns.desk.offering_id}").status_code == 204

    assert (standing(ben, booking_id)[0], serving(booking_id)) == ("CONFIRMED", [host_id])
    others = [book(cleo, turns.desk, turns.desk.at(hour)) for hour in (12, 13, 14)]
    assert host_id not in {serving(one)[0] for one in others}


def test_who_cancels_frees_all_of_them(ben: Person, panel: Team) -> None:
    booking_id = book(ben, panel.desk, panel.desk.at(10))

    assert ben.delete(f"/v1/bookings/{booking_id}").status_code == 204

    assert [taken_of(host) for host in panel.hosts] == [0, 0, 0]
    assert serving(booking_id) == sorted(panel.ids)


def test_a_hold_that_runs_out_frees_all_of_them_and_late_money_takes_them_again(
    ben: Person, panel: Team
) -> None:
    panel.desk.offers(price_minor=5000)
    booking_id = book(ben, panel.desk, panel.desk.at(10))
    opened(booking_id)
    hold_runs_out(booking_id)
    work_off()
    becomes(booking_id, "VOIDED")
    assert (standing(ben, booking_id)[0], occupied(booking_id)) == ("EXPIRED", 0)

    paid_after_all(booking_id)

    assert (standing(ben, booking_id)[0], occupied(booking_id)) == ("CONFIRMED", 3)


def test_late_money_is_not_taken_where_one_of_them_is_gone(ben: Person, panel: Team) -> None:
    panel.desk.offers(price_minor=5000)
    booking_id = book(ben, panel.desk, panel.desk.at(10))
    opened(booking_id)
    hold_runs_out(booking_id)
    work_off()
    becomes(booking_id, "VOIDED")
    is_busy(panel.hosts[1], panel.desk.at(10))

    paid_after_all(booking_id)

    assert (standing(ben, booking_id)[0], occupied(booking_id)) == ("EXPIRED", 0)


def paid_after_all(booking_id: int) -> None:
    execute(
        "UPDATE payments SET status = 'CAPTURED', captured_minor = amount_minor WHERE booking_id = :id",
        id=booking_id,
    )
    heard_again(booking_id)


def test_a_move_stays_with_whom_it_is_if_they_are_free(ben: Person, turns: Team) -> None:
    booking_id = book(ben, turns.desk, turns.desk.at(10))
    host = serving(booking_id)

    for hour in (12, 13, 9):
        assert moved(ben, booking_id, turns.desk.at(hour)) == 200

    assert (serving(booking_id), occupied(booking_id)) == (host, 1)


def test_a_move_goes_to_another_where_they_are_not(ben: Person, turns: Team) -> None:
    booking_id = book(ben, turns.desk, turns.desk.at(10))
    [host_id] = serving(booking_id)
    host = next(host for host in turns.hosts if host.provider_id == host_id)
    is_busy(host, turns.desk.at(12))

    assert moved(ben, booking_id, turns.desk.at(12)) == 200

    [another] = serving(booking_id)
    assert another != host_id
    told = execute(
        "SELECT json_agg(args->>'kind' ORDER BY args->>'kind') FROM tasks WHERE actor = 'notifications.tell'"
        " AND args->>'booking_id' = :id AND (args->>'version')::int = 3",
        id=str(booking_id),
    )
    assert told == ["booking_confirmed", "booking_handed_over", "booking_moved"]


def test_a_collective_moves_with_all_of_them_or_stays(ben: Person, panel: Team) -> None:
    booking_id = book(ben, panel.desk, panel.desk.at(10))
    assert moved(ben, booking_id, panel.desk.at(10, 30)) == 200
    is_busy(panel.hosts[0], panel.desk.at(14))

    assert moved(ben, booking_id, panel.desk.at(14)) == 409

    assert (serving(booking_id), occupied(booking_id)) == (sorted(panel.ids), 3)


def test_a_time_that_is_kept_for_a_form_is_kept_of_all_of_them(ben: Person, panel: Team) -> None:
    answer = ben.post("/v1/holds", panel.desk.wanted(panel.desk.at(10)))

    assert answer.status_code == 201, answer.text
    booking_id = answer.get_json()["data"]["id"]
    assert (occupied(booking_id), serving(booking_id)) == (3, sorted(panel.ids))
    assert ben.post(f"/v1/bookings/{booking_id}/submit").status_code == 200
    assert (standing(ben, booking_id)[0], occupied(booking_id)) == ("CONFIRMED", 3)


def test_a_hosts_limit_and_rest_count_what_they_serve(app: Flask, ben: Person, turns: Team) -> None:
    first, *others = turns.hosts
    for host in others:
        host.opens(0, 0)
    first.is_now(limits='[{"period": "DAY", "count": 1}]')
    book(ben, turns.desk, turns.desk.at(10))

    assert hours(ben, turns.desk) == []
    assert hours(ben, first) == []
    first.is_now(limits="[]", rest_minutes=120)
    assert 12 not in hours(ben, first)
    assert 13 in hours(ben, first)
    assert 12 not in hours(join(app, "Guest", "CLIENT"), turns.desk)


def test_a_limit_of_the_offering_counts_it_whoever_serves(ben: Person, turns: Team) -> None:
    turns.desk.offers(limits='[{"period": "DAY", "count": 2}]')
    book(ben, turns.desk, turns.desk.at(10))
    book(ben, turns.desk, turns.desk.at(12))

    assert hours(ben, turns.desk) == []
    answer = ask(ben, turns.desk, turns.desk.at(14))
    assert (answer.status_code, answer.get_json()["error"]["reasons"]) == (409, ["LIMIT_REACHED"])


def test_what_others_serve_is_nothing_to_the_owners_own_rest(ben: Person, turns: Team) -> None:
    turns.desk.is_now(rest_minutes=120)
    own = Desk(turns.desk.owner, turns.desk.provider_id, open_own(turns))
    book(ben, turns.desk, turns.desk.at(10))

    assert {10, 11, 12} <= set(hours(ben, own))


def open_own(team: Team) -> int:
    return offer(team.desk.provider_id)


def test_a_class_of_a_team_is_opened_with_one_host_and_filled_before_another_is(
    app: Flask, ben: Person, turns: Team
) -> None:
    turns.desk.offers(seats=2)
    guests = [join(app, "Guest", "CLIENT") for _ in range(4)]

    bookings = [book(guest, turns.desk, turns.desk.at(10)) for guest in guests]

    assert serving(bookings[0]) == serving(bookings[1]) != serving(bookings[2]) == serving(bookings[3])
    assert (counted(turns.desk), left(ben, turns.desk, 10), miscounted()) == ([2, 2], 2, 0)
    book(ben, turns.desk, turns.desk.at(10), seats=2)
    assert (counted(turns.desk), left(ben, turns.desk, 10)) == ([2, 2, 2], None)


def test_a_class_of_a_panel_takes_all_of_them_and_a_room_once(ben: Person, cleo: Person, panel: Team) -> None:
    room = add_room(panel.desk)
    needs(panel.desk, ([room], 1))
    panel.desk.offers(seats=8)

    one, other = (book(who, panel.desk, panel.desk.at(10)) for who in (ben, cleo))

    assert [taken_of(host) for host in panel.hosts] == [1, 1, 1]
    assert held_by(one) == held_by(other) == [room]
    assert serving(one) == serving(other) == sorted(panel.ids)
    ben.delete(f"/v1/bookings/{one}")
    cleo.delete(f"/v1/bookings/{other}")
    assert [taken_of(host) for host in panel.hosts] == [0, 0, 0]


def test_hosts_see_what_they_serve_and_strangers_do_not(ben: Person, cleo: Person, turns: Team) -> None:
    booking_id = book(ben, turns.desk, turns.desk.at(10))
    [host_id] = serving(booking_id)
    serves, *idle = sorted(turns.hosts, key=lambda host: host.provider_id != host_id)
    path = f"/v1/bookings/{booking_id}"

    assert serves.owner.get(path).status_code == turns.desk.owner.get(path).status_code == 200
    assert [host.owner.get(path).status_code for host in idle] == [404, 404]
    assert cleo.get(path).status_code == 404
    for query in ({}, {"role": "provider"}, {"status": "CONFIRMED"}):
        mine = serves.owner.get("/v1/bookings", query_string=query).get_json()
        assert [each["id"] for each in mine["data"]] == [booking_id]
        assert mine["pagination"]["total"] == 1
    assert serves.owner.get("/v1/bookings", query_string={"role": "client"}).get_json()["data"] == []
    assert idle[0].owner.get("/v1/bookings").get_json()["data"] == []
    assert serves.owner.get(f"{path}/timeline").status_code == 200
    assert idle[0].owner.get(f"{path}/timeline").status_code == 404


def test_hosts_answer_cancel_and_say_that_nobody_came(ben: Person, turns: Team) -> None:
    turns.desk.offers(needs_approval=True)
    answered, refused = (book(ben, turns.desk, turns.desk.at(hour)) for hour in (10, 12))

    def host_of(booking_id: int) -> Person:
        return next(host.owner for host in turns.hosts if host.provider_id == serving(booking_id)[0])

    stranger = next(host.owner for host in turns.hosts if host.provider_id != serving(answered)[0])
    assert stranger.post(f"/v1/bookings/{answered}/confirm").status_code == 404
    assert host_of(answered).post(f"/v1/bookings/{answered}/confirm").status_code == 200
    assert host_of(refused).post(f"/v1/bookings/{refused}/decline").status_code == 200
    assert (standing(ben, answered)[0], standing(ben, refused)[0]) == ("CONFIRMED", "REJECTED")

    link = {"videoCallLink": "https://meet.example/host"}
    assert host_of(answered).put(f"/v1/bookings/{answered}", link).status_code == 200
    cancelled = book(ben, turns.desk, turns.desk.at(14))
    host_of(cancelled).post(f"/v1/bookings/{cancelled}/confirm")
    assert host_of(cancelled).delete(f"/v1/bookings/{cancelled}").status_code == 204
    assert seen(ben, cancelled)["cancelledBy"] == "PROVIDER"

    goes_by(answered, turns.desk.at(12) - turns.desk.at(0, day=0))
    assert host_of(answered).post(f"/v1/bookings/{answered}/no-show").status_code == 200


def test_who_serves_bookings_ahead_cannot_delete_the_account(ben: Person, panel: Team) -> None:
    booking_id = book(ben, panel.desk, panel.desk.at(10))
    with reading() as session:
        now = database_now(session)
        ahead = [queries.future_promises(session, host.owner.user_id, now) for host in panel.hosts]
    assert ahead == [1, 1, 1]

    ben.delete(f"/v1/bookings/{booking_id}")
    with reading() as session:
        assert queries.future_promises(session, panel.hosts[0].owner.user_id, now) == 0


def test_search_is_told_what_the_team_is_free_for(ben: Person, panel: Team) -> None:
    desk = panel.desk
    is_busy(panel.hosts[0], desk.at(0, day=0), minutes=3 * 1440 + 12 * 60)

    with reading() as session:
        now = database_now(session)
        first = next_available(session, [desk.provider_id], now=now)
        found = free_times(session, [desk.provider_id], since=desk.at(0), until=desk.at(24), now=now)

    assert first == {desk.provider_id: desk.at(12)}
    assert found[desk.provider_id][0].starts[0] == int(desk.at(12).timestamp())
    assert hours(ben, desk)[0] == 12


def test_a_longer_list_of_what_one_serves_costs_no_more_queries(app: Flask, panel: Team) -> None:
    host = panel.hosts[0].owner
    book(join(app, "Guest", "CLIENT"), panel.desk, panel.desk.at(10))
    with statements_counted() as few:
        host.get("/v1/bookings")
    for hour in (12, 13, 14):
        book(join(app, "Guest", "CLIENT"), panel.desk, panel.desk.at(hour))
    with statements_counted() as many:
        assert host.get("/v1/bookings").get_json()["pagination"]["total"] == 4

    assert len(many) == len(few) <= 4
