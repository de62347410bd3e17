"""Group seats: those who book the same start share it."""

from datetime import timedelta

import pytest

from app.availability.free_times import free_times
from app.availability.next_available import next_available
from app.db.session import database_now, reading
from tests.api import Person, execute, refused_fields
from tests.bookings.asking import ask, book, seen, standing
from tests.bookings.passing import hold_runs_out
from tests.bookings.paying import becomes, heard_again, opened, payment, refunds
from tests.bookings.seats import claimed, counted, left, miscounted
from tests.bookings.working import work_off
from tests.factories.desks import Desk, offer, open_desk
from tests.promotions.codes import make_code


@pytest.fixture
def yoga(ada: Person) -> Desk:
    """Ada's class for eight, free of charge."""
    return open_desk(ada, seats=8)


@pytest.fixture
def paid_yoga(ada: Person) -> Desk:
    """Twenty euros a seat."""
    return open_desk(ada, seats=8, price_minor=2000)


def becomes_paid_after_all(booking_id: int) -> None:
    execute(
        "UPDATE payments SET status = 'CAPTURED', captured_minor = amount_minor WHERE booking_id = :id",
        id=booking_id,
    )
    heard_again(booking_id)


def test_several_clients_share_one_start(ben: Person, cleo: Person, yoga: Desk) -> None:
    first, second = book(ben, yoga, yoga.at(10)), book(cleo, yoga, yoga.at(10), seats=3)

    assert [standing(*one)[0] for one in ((ben, first), (cleo, second))] == ["CONFIRMED"] * 2
    assert (claimed(first), claimed(second), counted(yoga)) == (1, 3, [4])
    assert (seen(ben, first)["seats"], seen(cleo, second)["seats"]) == (1, 3)
    assert left(ben, yoga, 10) == 4
    assert left(ben, yoga, 11) == 8


def test_another_start_that_overlaps_is_taken(ben: Person, cleo: Person, yoga: Desk) -> None:
    book(ben, yoga, yoga.at(10))

    answer = ask(cleo, yoga, yoga.at(10, 30))

    assert answer.status_code == 409
    assert answer.get_json()["error"]["reasons"] == ["TAKEN"]


def test_a_full_one_is_refused_with_the_nearest_that_has_room(ben: Person, cleo: Person, yoga: Desk) -> None:
    book(ben, yoga, yoga.at(10), seats=8)
    book(ben, yoga, yoga.at(11), seats=7)

    answer = ask(cleo, yoga, yoga.at(10), seats=2)

    error = answer.get_json()["error"]
    assert (answer.status_code, error["code"], error["reasons"]) == (409, "SLOT_TAKEN", ["FULL"])
    nearest = [slot["startTime"] for slot in error["nearestSlots"]]
    assert nearest[0] == yoga.at(9).isoformat().replace("+00:00", "Z")
    assert yoga.at(11).isoformat().replace("+00:00", "Z") not in nearest
    assert left(cleo, yoga, 10) is None
    assert (left(cleo, yoga, 11), left(cleo, yoga, 11, seats=2)) == (1, None)


def test_the_last_seats_go_to_whom_the_worker_takes_first(ben: Person, cleo: Person, yoga: Desk) -> None:
    book(ben, yoga, yoga.at(10), seats=6)
    first, second = (
        ask(who, yoga, yoga.at(10), seats=2).get_json()["data"]["id"] for who in (cleo, yoga.owner)
    )

    work_off()

    assert standing(cleo, first)[0] == "CONFIRMED"
    assert standing(yoga.owner, second) == ("REJECTED", None, "SLOT_TAKEN")
    assert (counted(yoga), miscounted()) == ([8], 0)


def test_nobody_sits_in_two_places_of_one_class(ben: Person, yoga: Desk) -> None:
    book(ben, yoga, yoga.at(10))

    assert ask(ben, yoga, yoga.at(10)).get_json()["error"]["code"] == "ALREADY_REQUESTED"


def test_the_price_is_that_of_a_seat(ben: Person, paid_yoga: Desk) -> None:
    booking_id = book(ben, paid_yoga, paid_yoga.at(10), seats=3)

    assert seen(ben, booking_id)["amount"] == 60
    assert payment(booking_id)["amount_minor"] == 6000


def test_a_quote_promises_the_price_of_a_seat(ben: Person, paid_yoga: Desk) -> None:
    window = {"from": paid_yoga.at(0).isoformat(), "to": paid_yoga.at(24).isoformat()}
    data = ben.get(paid_yoga.slots, query_string=window).get_json()["data"]
    paid_yoga.offers(price_minor=9900)

    booking_id = book(ben, paid_yoga, paid_yoga.at(10), seats=2, quote=data["quote"])

    assert (data["price"], data["seats"]) == (20, 8)
    assert seen(ben, booking_id)["amount"] == 40


def test_a_promo_code_takes_its_share_off_all_of_the_seats(ben: Person, paid_yoga: Desk) -> None:
    code = make_code(paid_yoga, percent=50)["code"]

    booking_id = book(ben, paid_yoga, paid_yoga.at(10), seats=3, promoCode=code)

    assert (seen(ben, booking_id)["amount"], seen(ben, booking_id)["discount"]) == (30, 30)


def test_a_deposit_is_a_share_of_all_of_the_seats(ben: Person, paid_yoga: Desk) -> None:
    paid_yoga.offers(deposit_percent=25)

    booking_id = book(ben, paid_yoga, paid_yoga.at(10), seats=3)

    assert payment(booking_id)["amount_minor"] == 1500


@pytest.mark.parametrize("seats", [0, -1, 501, 1.5, "2", None])
def test_a_number_of_seats_that_is_none_is_refused(ben: Person, yoga: Desk, seats: object) -> None:
    assert refused_fields(ask(ben, yoga, yoga.at(10), seats=seats)) == {"seats"}


def test_more_seats_than_there_are_is_refused_at_once(ben: Person, yoga: Desk, ada: Person) -> None:
    assert refused_fields(ask(ben, yoga, yoga.at(10), seats=9)) == {"seats"}
    plain = Desk(ada, yoga.provider_id, offer(yoga.provider_id))
    assert refused_fields(ask(ben, plain, plain.at(10), seats=2)) == {"seats"}
    window = {"from": yoga.at(0).isoformat(), "to": yoga.at(24).isoformat(), "seats": 9}
    assert refused_fields(ben.get(yoga.slots, query_string=window)) == {"seats"}


def test_a_package_pays_for_one_seat(ben: Person, yoga: Desk) -> None:
    answer = ask(ben, yoga, yoga.at(10), seats=2, payWith="PACKAGE", packagePurchaseId=1)

    assert refused_fields(answer) == {"seats"}


def test_who_cancels_gives_the_seats_back_and_the_last_one_the_time(
    ben: Person, cleo: Person, yoga: Desk
) -> None:
    one, other = book(ben, yoga, yoga.at(10), seats=3), book(cleo, yoga, yoga.at(10), seats=2)

    assert ben.delete(f"/v1/bookings/{one}").status_code == 204
    assert (counted(yoga), left(ben, yoga, 10)) == ([2], 6)

    assert cleo.delete(f"/v1/bookings/{other}").status_code == 204
    assert (counted(yoga), left(ben, yoga, 10)) == ([], 8)
    assert standing(ben, book(ben, yoga, yoga.at(10, 30)))[0] == "CONFIRMED"


def test_a_hold_that_runs_out_gives_its_seats_back(ben: Person, cleo: Person, paid_yoga: Desk) -> None:
    held, kept = (book(who, paid_yoga, paid_yoga.at(10), seats=4) for who in (ben, cleo))
    assert left(ben, paid_yoga, 10) is None

    hold_runs_out(held)
    work_off()

    assert standing(ben, held)[0] == "EXPIRED"
    assert (claimed(held), claimed(kept), counted(paid_yoga)) == (0, 4, [4])


def test_late_money_for_seats_that_are_still_there_takes_them_again(
    ben: Person, cleo: Person, paid_yoga: Desk
) -> None:
    late, _ = (book(who, paid_yoga, paid_yoga.at(10), seats=4) for who in (ben, cleo))
    opened(late)
    hold_runs_out(late)
    work_off()
    becomes(late, "VOIDED")
    assert (standing(ben, late)[0], counted(paid_yoga)) == ("EXPIRED", [4])

    becomes_paid_after_all(late)

    assert (standing(ben, late)[0], claimed(late), counted(paid_yoga)) == ("CONFIRMED", 4, [8])


def test_late_money_for_seats_that_are_gone_goes_back_whole(
    ben: Person, cleo: Person, paid_yoga: Desk
) -> None:
    late = book(ben, paid_yoga, paid_yoga.at(10), seats=4)
    opened(late)
    hold_runs_out(late)
    work_off()
    becomes(late, "VOIDED")
    book(cleo, paid_yoga, paid_yoga.at(10), seats=5)

    becomes_paid_after_all(late)

    assert (standing(ben, late)[0], claimed(late), counted(paid_yoga)) == ("EXPIRED", 0, [5])
    assert refunds(late) == [8000]


def test_a_move_takes_the_seats_along(ben: Person, cleo: Person, yoga: Desk) -> None:
    mover, stayer = book(ben, yoga, yoga.at(10), seats=3), book(cleo, yoga, yoga.at(10), seats=2)

    answer = ben.put(f"/v1/bookings/{mover}", {"startTime": yoga.at(12).isoformat()})

    assert answer.status_code == 200, answer.text
    assert (counted(yoga), claimed(mover), claimed(stayer)) == ([2, 3], 3, 2)


def test_a_move_joins_what_stands_there_if_it_has_room(ben: Person, cleo: Person, yoga: Desk) -> None:
    mover = book(ben, yoga, yoga.at(10), seats=3)
    book(cleo, yoga, yoga.at(12), seats=5)
    path = f"/v1/bookings/{mover}"

    assert ben.put(path, {"startTime": yoga.at(12).isoformat()}).status_code == 200
    assert counted(yoga) == [8]

    book(cleo, yoga, yoga.at(14), seats=6)
    answer = ben.put(path, {"startTime": yoga.at(14).isoformat()})
    assert (answer.status_code, answer.get_json()["error"]["reasons"]) == (409, ["FULL"])
    assert counted(yoga) == [8, 6]


def test_who_sits_alone_can_move_by_half_an_hour_and_who_has_company_cannot(
    ben: Person, cleo: Person, yoga: Desk
) -> None:
    mover = book(ben, yoga, yoga.at(10))
    path = f"/v1/bookings/{mover}"

    assert ben.put(path, {"startTime": yoga.at(10, 30).isoformat()}).status_code == 200
    assert ask(cleo, yoga, yoga.at(10, 30)).status_code == 202
    work_off()
    assert ben.put(path, {"startTime": yoga.at(11).isoformat()}).status_code == 409
    assert (counted(yoga), miscounted()) == ([2], 0)


def test_an_occurrence_with_seats_left_outlives_the_hours_it_was_opened_in(
    ben: Person, cleo: Person, yoga: Desk
) -> None:
    book(ben, yoga, yoga.at(10))
    yoga.opens(12 * 60, 18 * 60)

    assert (left(cleo, yoga, 10), left(cleo, yoga, 11)) == (7, None)
    assert standing(cleo, book(cleo, yoga, yoga.at(10)))[0] == "CONFIRMED"


def test_hours_that_change_under_a_request_let_it_join_but_not_open(
    ben: Person, cleo: Person, yoga: Desk
) -> None:
    book(ben, yoga, yoga.at(10))
    joins, opens = (ask(cleo, yoga, yoga.at(hour)).get_json()["data"]["id"] for hour in (10, 11))
    yoga.opens(12 * 60, 18 * 60)

    work_off()

    assert standing(cleo, joins)[0] == "CONFIRMED"
    assert standing(cleo, opens) == ("REJECTED", None, "NOT_OFFERED")


def test_other_buffers_do_not_part_a_group(ben: Person, cleo: Person, yoga: Desk) -> None:
    book(ben, yoga, yoga.at(10))
    yoga.offers(buffer_before_minutes=15, buffer_after_minutes=15)

    assert standing(cleo, book(cleo, yoga, yoga.at(10)))[0] == "CONFIRMED"
    assert counted(yoga) == [2]


def test_nobody_joins_while_the_provider_is_away_and_all_of_them_are_named(
    ben: Person, cleo: Person, yoga: Desk
) -> None:
    bookings = [book(ben, yoga, yoga.at(10)), book(cleo, yoga, yoga.at(10))]
    span = {"startTime": yoga.at(9).isoformat(), "endTime": yoga.at(13).isoformat()}

    answer = yoga.owner.post(f"/v1/providers/{yoga.provider_id}/time-off", span)

    named = [each["bookingId"] for each in answer.get_json()["data"]["bookings"]]
    assert sorted(named) == sorted(bookings)
    assert left(ben, yoga, 10) is None
    assert ask(yoga.owner, yoga, yoga.at(10)).status_code == 409


def test_new_hours_without_room_name_everybody_who_has_seats(ben: Person, cleo: Person, yoga: Desk) -> None:
    bookings = [book(ben, yoga, yoga.at(10)), book(cleo, yoga, yoga.at(10))]

    answer = yoga.owner.put(f"/v1/providers/{yoga.provider_id}/availability", {"rules": [], "overrides": []})

    assert answer.status_code == 200, answer.text
    named = [each["bookingId"] for each in answer.get_json()["data"]["conflicts"]]
    assert sorted(named) == sorted(bookings)


def test_more_seats_are_there_for_those_who_come_later_and_fewer_put_nobody_out(
    ben: Person, cleo: Person, yoga: Desk
) -> None:
    book(ben, yoga, yoga.at(10), seats=8)
    yoga.offers(seats=10)
    assert left(cleo, yoga, 10) == 2
    booking_id = book(cleo, yoga, yoga.at(10), seats=2)
    assert standing(cleo, booking_id)[0] == "CONFIRMED"

    yoga.offers(seats=4)

    assert (left(cleo, yoga, 10), counted(yoga)) == (None, [10])
    assert ask(yoga.owner, yoga, yoga.at(10)).status_code == 409


def test_a_group_that_is_one_no_longer_keeps_its_time(ben: Person, cleo: Person, yoga: Desk) -> None:
    booking_id = book(ben, yoga, yoga.at(10))
    yoga.offers(seats=1)
    assert ask(cleo, yoga, yoga.at(10)).status_code == 409

    assert ben.put(f"/v1/bookings/{booking_id}", {"startTime": yoga.at(12).isoformat()}).status_code == 200
    assert (counted(yoga), claimed(booking_id)) == ([], 0)
    assert ask(cleo, yoga, yoga.at(10)).status_code == 202


def test_what_was_booked_alone_is_not_joined_when_it_becomes_a_group(
    ben: Person, cleo: Person, ada: Person
) -> None:
    desk = open_desk(ada)
    alone = book(ben, desk, desk.at(10))
    desk.offers(seats=8)

    assert ask(cleo, desk, desk.at(10)).status_code == 409
    assert ben.put(f"/v1/bookings/{alone}", {"startTime": desk.at(12).isoformat()}).status_code == 200
    assert (claimed(alone), left(cleo, desk, 12)) == (1, 7)


def test_a_declined_booking_gives_its_seats_back(ben: Person, yoga: Desk) -> None:
    yoga.offers(needs_approval=True)
    booking_id = book(ben, yoga, yoga.at(10), seats=5)
    assert (standing(ben, booking_id)[1], left(ben, yoga, 10)) == ("APPROVAL", 3)

    assert yoga.owner.post(f"/v1/bookings/{booking_id}/decline").status_code == 200

    assert (counted(yoga), left(ben, yoga, 10)) == ([], 8)


def test_an_approved_booking_keeps_them(ben: Person, yoga: Desk) -> None:
    yoga.offers(needs_approval=True)
    booking_id = book(ben, yoga, yoga.at(10), seats=5)

    assert yoga.owner.post(f"/v1/bookings/{booking_id}/confirm").status_code == 200

    assert (standing(ben, booking_id)[0], claimed(booking_id), counted(yoga)) == ("CONFIRMED", 5, [5])


def test_the_next_free_time_may_be_a_seat_beside_others(ben: Person, yoga: Desk) -> None:
    yoga.opens(0, 0)
    with reading() as session:
        assert next_available(session, [yoga.provider_id], now=database_now(session)) == {
            yoga.provider_id: None
        }
    yoga.opens(8 * 60, 18 * 60)
    book(ben, yoga, yoga.at(10))
    yoga.opens(0, 0)

    with reading() as session:
        found = next_available(session, [yoga.provider_id], now=database_now(session))

    assert found == {yoga.provider_id: yoga.at(10)}


def test_a_search_for_free_times_finds_seats_beside_others(ben: Person, yoga: Desk) -> None:
    book(ben, yoga, yoga.at(10))
    yoga.opens(0, 0)

    with reading() as session:
        found = free_times(
            session,
            [yoga.provider_id],
            since=yoga.at(0),
            until=yoga.at(0) + timedelta(days=1),
            now=database_now(session),
        )

    assert [times.starts for times in found[yoga.provider_id]] == [(int(yoga.at(10).timestamp()),)]


def test_a_day_that_is_full_lets_no_class_be_opened_and_everybody_join(
    ben: Person, cleo: Person, yoga: Desk
) -> None:
    yoga.offers(limits='[{"period": "DAY", "count": 1}]')
    book(ben, yoga, yoga.at(10))

    assert (left(cleo, yoga, 10), left(cleo, yoga, 14)) == (7, None)
    assert standing(cleo, book(cleo, yoga, yoga.at(10)))[0] == "CONFIRMED"
    answer = ask(cleo, yoga, yoga.at(14))
    assert (answer.status_code, answer.get_json()["error"]["reasons"]) == (409, ["LIMIT_REACHED"])


def test_those_who_share_a_class_are_one_appointment_of_the_day(
    ben: Person, cleo: Person, yoga: Desk
) -> None:
    yoga.offers(limits='[{"period": "DAY", "count": 2}]')
    book(ben, yoga, yoga.at(10))
    book(cleo, yoga, yoga.at(10))

    assert standing(cleo, book(cleo, yoga, yoga.at(14)))[0] == "CONFIRMED"


def test_a_rest_keeps_another_class_away_and_nobody_from_joining(
    ben: Person, cleo: Person, yoga: Desk
) -> None:
    yoga.is_now(rest_minutes=60)
    book(ben, yoga, yoga.at(10))

    assert (left(cleo, yoga, 11), left(cleo, yoga, 12)) == (None, 8)
    assert standing(cleo, book(cleo, yoga, yoga.at(10)))[0] == "CONFIRMED"


def test_seats_are_kept_while_a_form_is_filled_in(ben: Person, cleo: Person, paid_yoga: Desk) -> None:
    book(cleo, paid_yoga, paid_yoga.at(10), seats=3)

    answer = ben.post("/v1/holds", paid_yoga.wanted(paid_yoga.at(10), seats=4))

    assert answer.status_code == 201, answer.text
    data = answer.get_json()["data"]
    assert (data["step"], data["seats"], data["amount"]) == ("FORM", 4, 80)
    assert (left(cleo, paid_yoga, 10), counted(paid_yoga)) == (1, [7])
    assert ben.delete(f"/v1/bookings/{data['id']}").status_code == 204
    assert counted(paid_yoga) == [3]


def test_a_form_for_more_seats_than_are_left_is_refused(ben: Person, cleo: Person, yoga: Desk) -> None:
    book(cleo, yoga, yoga.at(10), seats=6)

    answer = ben.post("/v1/holds", yoga.wanted(yoga.at(10), seats=3))

    assert (answer.status_code, answer.get_json()["error"]["reasons"]) == (409, ["FULL"])


def test_a_form_for_several_seats_is_not_paid_by_a_package(ben: Person, yoga: Desk) -> None:
    held = ben.post("/v1/holds", yoga.wanted(yoga.at(10), seats=2)).get_json()["data"]["id"]

    answer = ben.post(f"/v1/bookings/{held}/submit", {"packagePurchaseId": 1})

    assert refused_fields(answer) == {"packagePurchaseId"}


def test_a_provider_seats_a_client_in_a_class_of_theirs(ben: Person, cleo: Person, yoga: Desk) -> None:
    book(ben, yoga, yoga.at(10))
    book(cleo, yoga, yoga.at(12), seats=7)
    wanted = {"clientId": ben.user_id, "offeringId": yoga.offering_id, "startTime": yoga.at(12).isoformat()}
    path = f"/v1/providers/{yoga.provider_id}/bookings"

    assert yoga.owner.post(path, {**wanted, "seats": 2}).status_code == 409
    answer = yoga.owner.post(path, wanted)

    assert answer.status_code == 201, answer.text
    assert counted(yoga) == [1, 8]
