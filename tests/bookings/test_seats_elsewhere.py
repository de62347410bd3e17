"""Seats of a group where they meet series, the waitlist, guests, swaps, cards and the law of time."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.api import Person, execute, join, refused_fields
from tests.bookings.asking import ask, book, seen, standing
from tests.bookings.changing import cancel, move
from tests.bookings.holding import submit
from tests.bookings.paying import payment
from tests.bookings.seats import claimed, counted, left, miscounted
from tests.bookings.series import repeating
from tests.bookings.test_guest_bookings import confirmed
from tests.bookings.test_time_law import booked_before, mind, start_of
from tests.factories.desks import Desk, offer, open_desk
from tests.swaps.test_swaps import accept, propose, proposed
from tests.waitlist.waiting import ask_to_wait, serve, status, wait
from tests.waitlist.waiting import offer as offered

HOUR = timedelta(hours=1)


@pytest.fixture
def yoga(ada: Person) -> Desk:
    return open_desk(ada, seats=8)


@pytest.fixture
def dan(app: Flask) -> Person:
    return join(app, "Dan", "CLIENT")


def test_a_series_has_its_seats_in_each_class(ben: Person, cleo: Person, yoga: Desk) -> None:
    book(cleo, yoga, yoga.at(10), seats=6)
    yoga.offers(price_minor=1000)

    plan = repeating.preview(ben, yoga, yoga.at(10))
    series = repeating.book(ben, yoga, yoga.at(10), seats=2)

    assert (plan["conflicts"], plan["amount"], series["amount"]) == (0, 40.0, 80.0)
    assert [claimed(number) for number in repeating.ids(series)] == [2] * 4
    assert (counted(yoga), miscounted()) == ([8, 2, 2, 2], 0)


def test_a_class_that_is_full_is_a_conflict_of_the_series(ben: Person, cleo: Person, yoga: Desk) -> None:
    book(cleo, yoga, yoga.at(10, day=10), seats=7)

    answer = repeating.ask(ben, yoga, yoga.at(10), seats=2)

    assert (answer.status_code, answer.get_json()["error"]["conflicts"]) == (409, [2])
    assert refused_fields(repeating.ask(ben, yoga, yoga.at(10), seats=9)) == {"seats"}


def test_seats_that_were_left_are_offered_to_the_party_that_waits(
    ben: Person, cleo: Person, yoga: Desk
) -> None:
    taken = [book(ben, yoga, yoga.at(hour), seats=8) for hour in range(8, 18)]
    wish_id = wait(cleo, yoga, seats=3)
    assert ask_to_wait(cleo, yoga, days=(4, 4)).get_json()["error"]["code"] == "TIMES_FREE"
    assert refused_fields(ask_to_wait(cleo, yoga, days=(4, 4), seats=9)) == {"seats"}

    assert cancel(ben, taken[2]) == 204
    serve()
    booking_id = offered(cleo, wish_id)

    assert submit(cleo, booking_id).status_code == 200
    serve()
    assert (standing(cleo, booking_id)[0], status(cleo, wish_id)) == ("CONFIRMED", "SERVED")
    assert (claimed(booking_id), seen(cleo, booking_id)["seats"], miscounted()) == (3, 3, 0)


def test_one_moves_to_an_earlier_class_with_all_their_seats(ben: Person, cleo: Person, yoga: Desk) -> None:
    full = [book(ben, yoga, yoga.at(hour), seats=8) for hour in range(8, 18)]
    late = book(cleo, yoga, yoga.at(10, day=4), seats=2)
    sooner = wait(cleo, yoga, bookingId=late, days=(3, 3))
    cancel(ben, full[0])
    serve()

    assert submit(cleo, offered(cleo, sooner)).status_code == 200

    assert (start_of(cleo, late), claimed(late), miscounted()) == (yoga.at(8), 2, 0)
    assert left(ben, yoga, 8) == 6


def test_a_guest_takes_several_seats(stranger: Person, yoga: Desk) -> None:
    booking = confirmed(stranger, yoga, seats=3)

    assert (booking["status"], booking["seats"], claimed(booking["id"])) == ("CONFIRMED", 3, 3)


def test_two_full_classes_exchange_a_seat(ben: Person, cleo: Person, dan: Person, yoga: Desk) -> None:
    mine, theirs = book(ben, yoga, yoga.at(10)), book(cleo, yoga, yoga.at(14))
    book(dan, yoga, yoga.at(10), seats=7)
    book(dan, yoga, yoga.at(14), seats=7)

    answer = accept(cleo, proposed(ben, mine, yoga.at(14)))

    assert answer.status_code == 200, answer.text
    assert (start_of(ben, mine), start_of(cleo, theirs)) == (yoga.at(14), yoga.at(10))
    assert (counted(yoga), miscounted()) == ([8, 8], 0)
    astray = (
        "SELECT count(*) FROM seat_claims c JOIN bookings b ON b.id = c.booking_id"
        " JOIN occupancies o ON o.id = c.occupancy_id WHERE o.starts_at <> b.start_time"
    )
    assert execute(astray) == 0


def test_who_has_more_seats_is_no_counterpart(ben: Person, cleo: Person, yoga: Desk) -> None:
    mine = book(ben, yoga, yoga.at(10))
    book(cleo, yoga, yoga.at(14), seats=2)

    answer = propose(ben, mine, yoga.at(14))

    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "NOTHING_TO_SWAP")


def test_a_group_is_not_one_of_several_services(ben: Person, desk: Desk) -> None:
    group = offer(desk.provider_id, seats=8)
    body = {**desk.wanted(desk.at(10)), "offeringIds": [desk.offering_id, group]}
    del body["offeringId"]

    assert refused_fields(ben.post("/v1/bookings/combined", body)) == {"offeringIds.1"}


def test_a_card_secures_the_price_of_all_the_seats(ben: Person, yoga: Desk) -> None:
    yoga.offers(price_minor=4000, payment="CARD", no_show_percent=50)

    booking_id = book(ben, yoga, yoga.at(10), seats=3)

    assert (seen(ben, booking_id)["cardHold"], payment(booking_id)["amount_minor"]) == (True, 6000)


def test_the_law_moves_a_class_with_all_who_sit_in_it(ada: Person, ben: Person, cleo: Person) -> None:
    yoga = open_desk(ada, timezone="Europe/London", opens=0, closes=1440, seats=8)
    class_of = [book(ben, yoga, yoga.at(10)), book(cleo, yoga, yoga.at(10), seats=2)]
    after = book(ben, yoga, yoga.at(11))
    for booking_id in (*class_of, after):
        booked_before(booking_id)
    was_before(yoga)

    mind()

    assert [start_of(ben, class_of[0]), start_of(cleo, class_of[1])] == [yoga.at(10)] * 2
    assert stretches(yoga) == [yoga.at(10).isoformat(), yoga.at(11).isoformat()]
    assert (counted(yoga), miscounted()) == ([3, 1], 0)
    assert move(cleo, class_of[1], yoga.at(13)).status_code == 200


def test_a_class_whose_people_booked_under_two_laws_waits_for_its_provider(
    ada: Person, ben: Person, cleo: Person
) -> None:
    yoga = open_desk(ada, timezone="Europe/London", opens=0, closes=1440, seats=8)
    early, late = book(ben, yoga, yoga.at(10)), book(cleo, yoga, yoga.at(10))
    booked_before(early, off=timedelta())
    execute("UPDATE bookings SET wall_start = wall_start + interval '1 hour' WHERE id = :id", id=early)

    mind()

    assert [start_of(ben, early), start_of(cleo, late)] == [yoga.at(10)] * 2
    assert (seen(ben, early)["attention"], seen(cleo, late)["attention"]) == ("TIME_LAW", None)
    assert (counted(yoga), miscounted()) == ([2], 0)


def was_before(desk: Desk) -> None:
    """As if the occurrences had been opened under that law too."""
    execute(
        "UPDATE occupancies SET starts_at = starts_at - :off, ends_at = ends_at - :off,"
        " during = tstzrange(lower(during) - :off, upper(during) - :off) WHERE offering_id = :id",
        off=HOUR,
        id=desk.offering_id,
    )


def stretches(desk: Desk) -> list[str]:
    found = execute(
        "SELECT json_agg(lower(during) AT TIME ZONE 'UTC' ORDER BY during) FROM occupancies"
        " WHERE offering_id = :id AND active",
        id=desk.offering_id,
    )
    return [f"{at}+00:00" for at in found]


def test_a_start_is_asked_for_with_the_seats_that_are_left(ben: Person, cleo: Person, yoga: Desk) -> None:
    book(cleo, yoga, yoga.at(10), seats=7)

    assert ask(ben, yoga, yoga.at(10), seats=2).status_code == 409
    held = ben.post("/v1/holds", {**yoga.wanted(yoga.at(10)), "seats": 1})
    assert (held.status_code, left(cleo, yoga, 10)) == (201, None)


def test_of_a_group_only_the_present_is_explained(ben: Person, yoga: Desk) -> None:
    book(ben, yoga, yoga.at(10), seats=8)
    path = f"{yoga.slots}/explain?offeringId={yoga.offering_id}&at={yoga.at(10):%FT%TZ}"
    now = execute("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")

    explained = yoga.owner.get(path).get_json()["data"]

    assert explained["reasons"] == ["FULL"]
    assert refused_fields(yoga.owner.get(f"{path}&asOf={now}")) == {"asOf"}
