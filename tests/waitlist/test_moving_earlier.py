import pytest

from tests.api import Person
from tests.bookings.asking import book, history, occupied, seen, standing, told
from tests.bookings.changing import cancel
from tests.bookings.holding import submit
from tests.bookings.paying import becomes, opened
from tests.factories.desks import Desk
from tests.waitlist.waiting import ask_to_wait, offer, serve, status, wait, wish


@pytest.fixture
def early(ben: Person, desk: Desk) -> int:
    return book(ben, desk, desk.at(10, day=3))


@pytest.fixture
def late(cleo: Person, desk: Desk) -> int:
    return book(cleo, desk, desk.at(10, day=4))


def test_one_moves_earlier_and_the_next_takes_the_place(
    cleo: Person, dan: Person, desk: Desk, early: int, late: int
) -> None:
    sooner = wait(cleo, desk, bookingId=late, days=(3, 4))
    place = wait(dan, desk, days=(4, 4))
    cancel(desk.owner, early)
    serve()
    offered = offer(cleo, sooner)

    answer = submit(cleo, offered)
    serve()

    assert answer.status_code == 200, answer.text
    data = seen(cleo, late)
    assert (data["status"], data["startTime"][:10]) == ("CONFIRMED", desk.at(day=3).date().isoformat())
    assert (history(late)[-1], told(late)[-1], occupied(late)) == ("moved", "booking_moved", 1)
    assert standing(cleo, offered) == ("CANCELLED", None, "MOVED_HERE")
    assert (occupied(offered), told(offered)) == (0, ["waitlist_offer"])
    assert (status(cleo, sooner), status(dan, place)) == ("SERVED", "OFFERED")
    assert seen(dan, offer(dan, place))["startTime"][:10] == desk.at(day=4).date().isoformat()


def test_what_was_paid_moves_with_it(cleo: Person, desk: Desk, early: int) -> None:
    desk.offers(price_minor=5000)
    late = book(cleo, desk, desk.at(10, day=4))
    opened(late)
    becomes(late, "CAPTURED")
    sooner = wait(cleo, desk, bookingId=late, days=(3, 4))
    desk.offers(price_minor=9900)
    cancel(desk.owner, early)
    serve()

    submit(cleo, offer(cleo, sooner))

    data = seen(cleo, late)
    assert (data["amount"], data["status"], data["paymentRequired"]) == (50.0, "CONFIRMED", False)


def test_who_needs_approval_asks_again(cleo: Person, desk: Desk, early: int, late: int) -> None:
    sooner = wait(cleo, desk, bookingId=late, days=(3, 4))
    desk.offers(needs_approval=True)
    cancel(desk.owner, early)
    serve()

    submit(cleo, offer(cleo, sooner))

    assert standing(cleo, late)[:2] == ("PENDING", "APPROVAL")


def test_without_the_booking_there_is_nothing_to_move(
    cleo: Person, desk: Desk, early: int, late: int
) -> None:
    sooner = wait(cleo, desk, bookingId=late, days=(3, 4))
    cancel(desk.owner, early)
    serve()
    offered = offer(cleo, sooner)
    cancel(cleo, late)

    assert submit(cleo, offered).status_code == 409
    cancel(cleo, offered)
    serve()

    assert (wish(cleo, sooner)["status"], wish(cleo, sooner)["reason"]) == ("ENDED", "BOOKING_ENDED")


def test_a_later_time_is_no_earlier_one(ben: Person, cleo: Person, desk: Desk) -> None:
    mine = book(cleo, desk, desk.at(10, day=3))
    other = book(ben, desk, desk.at(10, day=5))
    sooner = wait(cleo, desk, bookingId=mine, days=(3, 6))

    cancel(ben, other)
    serve()

    assert status(cleo, sooner) == "WAITING"


def test_one_waits_once_for_a_booking_of_ones_own(
    ben: Person, cleo: Person, desk: Desk, early: int, late: int
) -> None:
    assert early
    wait(cleo, desk, bookingId=late, days=(3, 4))

    again = ask_to_wait(cleo, desk, bookingId=late, days=(3, 4))

    assert (again.status_code, again.get_json()["error"]["code"]) == (409, "ALREADY_WAITING")
    assert ask_to_wait(ben, desk, bookingId=late, days=(3, 4)).status_code == 404
    assert ask_to_wait(desk.owner, desk, bookingId=late, days=(3, 4)).status_code == 403
