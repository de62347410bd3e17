"""Rooms and devices: a booking has what it needs of them as long as it has its time, or it has nothing."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from app.availability.free_times import free_times
from app.availability.next_available import next_available
from app.db.session import database_now, reading
from tests.api import Person, execute, join
from tests.availability.slots.looking import look
from tests.bookings.asking import ask, book, occupied, seen, standing
from tests.bookings.passing import hold_runs_out
from tests.bookings.seats import counted, miscounted
from tests.bookings.working import due, work_off, work_on
from tests.factories.desks import Desk, offer, open_desk
from tests.factories.rooms import Studio, add_room, held_by, is_taken, needs, open_studio, stretches


@pytest.fixture
def studio(ada: Person) -> Studio:
    return open_studio(ada)


def hours(person: Person, desk: Desk) -> list[int]:
    """The full hours of a day at which it can be had."""
    data = look(person, desk, desk.at(0), desk.at(24), offeringId=desk.offering_id)
    return [int(slot["startTime"][11:13]) for slot in data["slots"] if slot["startTime"][14:16] == "00"]


def test_a_booking_takes_the_first_room_that_is_free(ben: Person, studio: Studio) -> None:
    is_taken(studio.north, studio.desk, 12)

    first, second = (book(ben, studio.desk, studio.desk.at(hour)) for hour in (10, 12))

    assert (held_by(first), held_by(second)) == ([studio.north], [studio.south])
    assert occupied(first) == 2
    assert seen(ben, first)["resources"] == [{"id": studio.north, "kind": "ROOM", "name": "North"}]


def test_where_no_room_is_free_nothing_is_offered(ben: Person, studio: Studio) -> None:
    is_taken(studio.north, studio.desk, 10)
    is_taken(studio.south, studio.desk, 10)

    assert 10 not in hours(ben, studio.desk)
    assert {9, 11} <= set(hours(ben, studio.desk))
    answer = ask(ben, studio.desk, studio.desk.at(10))
    error = answer.get_json()["error"]
    assert (answer.status_code, error["code"], error["reasons"]) == (409, "SLOT_TAKEN", ["RESOURCE_TAKEN"])
    assert all(slot["startTime"][11:16] != "10:00" for slot in error["nearestSlots"])


def test_two_offerings_share_a_room_but_no_minute_of_it(ben: Person, ada: Person, studio: Studio) -> None:
    needs(studio.desk, ([studio.north], 1))
    other = open_desk(join(ada.app, "Ann", "PROVIDER"))
    execute(
        "INSERT INTO offering_needs (offering_id, position, resource_id, place) VALUES (:id, 0, :room, 0)",
        id=other.offering_id,
        room=studio.north,
    )
    other.offers(needs_count=1)
    book(ben, studio.desk, studio.desk.at(10))

    assert 10 not in hours(ben, other)
    assert ask(ben, other, other.at(10)).status_code == 409
    assert standing(ben, book(ben, other, other.at(11)))[0] == "CONFIRMED"


def test_rooms_that_were_taken_in_the_queue_reject_all_of_the_booking(ben: Person, studio: Studio) -> None:
    booking_id = ask(ben, studio.desk, studio.desk.at(10)).get_json()["data"]["id"]
    is_taken(studio.north, studio.desk, 10)
    is_taken(studio.south, studio.desk, 10)

    work_off()

    assert standing(ben, booking_id) == ("REJECTED", None, "SLOT_TAKEN")
    assert (occupied(booking_id), held_by(booking_id)) == (0, [])


def test_what_is_no_longer_offered_takes_no_room(ben: Person, studio: Studio) -> None:
    booking_id = ask(ben, studio.desk, studio.desk.at(10)).get_json()["data"]["id"]
    studio.desk.opens(12 * 60, 18 * 60)

    work_off()

    assert standing(ben, booking_id) == ("REJECTED", None, "NOT_OFFERED")
    assert stretches(studio.north, studio.south) == 0


def test_who_cancels_gives_the_room_back(ben: Person, studio: Studio) -> None:
    booking_id = book(ben, studio.desk, studio.desk.at(10))

    assert ben.delete(f"/v1/bookings/{booking_id}").status_code == 204

    assert stretches(studio.north, studio.south) == 0
    assert seen(ben, booking_id)["resources"] == []


def test_a_hold_that_runs_out_gives_the_room_back(ben: Person, studio: Studio) -> None:
    studio.desk.offers(price_minor=5000)
    booking_id = book(ben, studio.desk, studio.desk.at(10))
    assert stretches(studio.north) == 1

    hold_runs_out(booking_id)
    work_off()

    assert (standing(ben, booking_id)[0], stretches(studio.north, studio.south)) == ("EXPIRED", 0)


def test_an_answer_keeps_the_room_and_a_refusal_gives_it_back(
    ben: Person, cleo: Person, studio: Studio
) -> None:
    studio.desk.offers(needs_approval=True)
    kept, refused = book(ben, studio.desk, studio.desk.at(10)), book(cleo, studio.desk, studio.desk.at(12))

    studio.desk.owner.post(f"/v1/bookings/{kept}/confirm")
    studio.desk.owner.post(f"/v1/bookings/{refused}/decline")

    assert (held_by(kept), held_by(refused)) == ([studio.north], [])


def test_a_move_takes_the_room_that_is_free_there(ben: Person, studio: Studio) -> None:
    booking_id = book(ben, studio.desk, studio.desk.at(10))
    is_taken(studio.north, studio.desk, 12)

    path, body = f"/v1/bookings/{booking_id}", {"startTime": studio.desk.at(12).isoformat()}
    answer = ben.put(path, body)

    assert answer.status_code == 200, answer.text
    assert (held_by(booking_id), occupied(booking_id)) == ([studio.south], 2)


def test_a_move_by_half_an_hour_is_not_in_its_own_way(ben: Person, studio: Studio) -> None:
    needs(studio.desk, ([studio.north], 1))
    booking_id = book(ben, studio.desk, studio.desk.at(10))

    path, body = f"/v1/bookings/{booking_id}", {"startTime": studio.desk.at(10, 30).isoformat()}

    assert ben.put(path, body).status_code == 200
    assert (held_by(booking_id), stretches(studio.north)) == ([studio.north], 1)


def test_a_move_to_where_no_room_is_free_keeps_the_old_one(ben: Person, studio: Studio) -> None:
    booking_id = book(ben, studio.desk, studio.desk.at(10))
    is_taken(studio.north, studio.desk, 12)
    is_taken(studio.south, studio.desk, 12)

    path, body = f"/v1/bookings/{booking_id}", {"startTime": studio.desk.at(12).isoformat()}

    assert ben.put(path, body).status_code == 409
    assert (held_by(booking_id), occupied(booking_id)) == ([studio.north], 2)


def test_a_time_that_is_kept_for_a_form_has_its_room(ben: Person, cleo: Person, studio: Studio) -> None:
    needs(studio.desk, ([studio.north], 1))

    answer = ben.post("/v1/holds", studio.desk.wanted(studio.desk.at(10)))

    assert answer.status_code == 201, answer.text
    assert answer.get_json()["data"]["resources"][0]["name"] == "North"
    assert ask(cleo, studio.desk, studio.desk.at(10, 30)).status_code == 409


def test_a_class_takes_its_room_once_and_gives_it_back_with_the_last_one_out(
    ben: Person, cleo: Person, studio: Studio
) -> None:
    studio.desk.offers(seats=8)
    one, other = (book(who, studio.desk, studio.desk.at(10)) for who in (ben, cleo))
    assert (held_by(one), held_by(other), stretches(studio.north)) == ([studio.north], [studio.north], 1)

    ben.delete(f"/v1/bookings/{one}")
    assert (held_by(other), counted(studio.desk), miscounted()) == ([studio.north], [1], 0)

    cleo.delete(f"/v1/bookings/{other}")
    assert (stretches(studio.north, studio.south), counted(studio.desk)) == (0, [])


def test_who_sits_alone_moves_with_the_room(ben: Person, studio: Studio) -> None:
    studio.desk.offers(seats=8)
    needs(studio.desk, ([studio.north], 1))
    booking_id = book(ben, studio.desk, studio.desk.at(10))

    path, body = f"/v1/bookings/{booking_id}", {"startTime": studio.desk.at(10, 30).isoformat()}

    assert ben.put(path, body).status_code == 200
    assert (held_by(booking_id), stretches(studio.north)) == ([studio.north], 1)


def test_two_devices_of_three_and_a_room_come_together(ben: Person, studio: Studio) -> None:
    bikes = [add_room(studio.desk, f"Bike {number}", kind="DEVICE") for number in range(3)]
    needs(studio.desk, ([studio.north], 1), (bikes, 2))
    is_taken(bikes[0], studio.desk, 10)

    booking_id = book(ben, studio.desk, studio.desk.at(10))

    assert held_by(booking_id) == sorted([studio.north, *bikes[1:]])
    is_taken(bikes[1], studio.desk, 14)
    assert 14 in hours(ben, studio.desk)
    is_taken(bikes[2], studio.desk, 14)
    assert 14 not in hours(ben, studio.desk)


def test_search_knows_that_no_room_is_free(studio: Studio) -> None:
    needs(studio.desk, ([studio.north], 1))
    desk = studio.desk
    execute(
        "INSERT INTO occupancies (resource_id, during, kind, starts_at)"
        " VALUES (:room, tstzrange(now(), :until), 'booking', now())",
        room=studio.north,
        until=desk.at(12),
    )

    with reading() as session:
        now = database_now(session)
        first = next_available(session, [desk.provider_id], now=now)
        found = free_times(session, [desk.provider_id], since=desk.at(0), until=desk.at(13), now=now)

    assert first == {desk.provider_id: desk.at(12)}
    assert found[desk.provider_id][0].starts[0] == int(desk.at(12).timestamp())


def test_rivals_for_the_last_room_get_it_once_and_never_half_of_what_they_need(
    app: Flask, ada: Person, ben: Person
) -> None:
    """Five providers' worth of desks that share two rooms: whoever has a time has a room."""
    desk = open_desk(ada)
    rooms = [add_room(desk, "North"), add_room(desk, "South")]
    desks = [desk, *(open_desk(join(app, "Ann", "PROVIDER")) for _ in range(4))]
    for each in desks:
        execute("DELETE FROM offering_needs WHERE offering_id = :id", id=each.offering_id)
        for place, room in enumerate(rooms):
            execute(
                "INSERT INTO offering_needs (offering_id, position, resource_id, place)"
                " VALUES (:id, 0, :room, :place)",
                id=each.offering_id,
                room=room,
                place=place,
            )
        each.offers(needs_count=1)
    wanted = [ask(ben, each, each.at(10)).get_json()["data"]["id"] for each in desks]

    tasks = due()
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(lambda task: work_on(*task), tasks))
    work_off()

    statuses = sorted(standing(ben, booking)[0] for booking in wanted)
    assert statuses == ["CONFIRMED"] * 2 + ["REJECTED"] * 3
    assert sorted(room for booking in wanted for room in held_by(booking)) == sorted(rooms)
    assert sum(map(occupied, wanted)) == 4


def test_a_desk_without_needs_is_as_it_was(ben: Person, studio: Studio) -> None:
    plain = Desk(studio.desk.owner, studio.desk.provider_id, offer(studio.desk.provider_id))

    booking_id = book(ben, plain, plain.at(10))

    assert (occupied(booking_id), seen(ben, booking_id)["resources"]) == (1, [])
