import pytest

from tests.api import Person, execute
from tests.bookings.asking import book, history, occupied, owed, seen, standing, told
from tests.bookings.changing import move
from tests.bookings.passing import hold_runs_out
from tests.bookings.paying import becomes, opened, refunds
from tests.bookings.working import work_off
from tests.factories.desks import Desk, open_desk


@pytest.fixture
def approved(ada: Person, ben: Person, picky_desk: Desk) -> int:
    """Ada said yes to Ben's ten o'clock."""
    booking_id = book(ben, picky_desk, picky_desk.at(10))
    assert ada.post(f"/v1/bookings/{booking_id}/confirm").status_code == 200
    return booking_id


def test_a_client_who_moves_asks_again(ben: Person, picky_desk: Desk, approved: int) -> None:
    before = seen(ben, approved)["version"]

    answer = move(ben, approved, picky_desk.at(14))

    data = answer.get_json()["data"]
    assert (data["status"], data["step"], data["version"]) == ("PENDING", "APPROVAL", before + 1)
    assert data["holdExpiresAt"] is not None
    assert (told(approved)[-1], history(approved)[-1]) == ("booking_requested", "moved")
    assert execute("SELECT kind FROM occupancies WHERE booking_id = :id", id=approved) == "hold"


def test_a_provider_who_moves_need_not_ask_themselves(ada: Person, picky_desk: Desk, approved: int) -> None:
    data = move(ada, approved, picky_desk.at(14)).get_json()["data"]

    assert (data["status"], data["step"]) == ("CONFIRMED", None)
    assert told(approved)[-1] == "booking_moved"


def test_a_yes_makes_the_new_time_firm(ada: Person, ben: Person, picky_desk: Desk, approved: int) -> None:
    move(ben, approved, picky_desk.at(14))

    ada.post(f"/v1/bookings/{approved}/confirm")

    assert standing(ben, approved) == ("CONFIRMED", None, None)
    assert (told(approved)[-1], occupied(approved)) == ("booking_confirmed", 1)
    assert len(owed("bookings.complete", approved)) == 2  # of both times; the first finds that it moved


@pytest.mark.parametrize("how", ["no", "silence"])
def test_without_a_yes_all_that_was_paid_goes_back(ada: Person, ben: Person, how: str) -> None:
    desk = open_desk(ada, needs_approval=True, price_minor=5000)
    booking_id = book(ben, desk, desk.at(10))
    opened(booking_id)
    becomes(booking_id, "AUTHORIZED")
    ada.post(f"/v1/bookings/{booking_id}/confirm")
    becomes(booking_id, "CAPTURED")
    move(ben, booking_id, desk.at(14))
    assert standing(ben, booking_id)[:2] == ("PENDING", "APPROVAL")

    if how == "no":
        ada.post(f"/v1/bookings/{booking_id}/decline")
    else:
        hold_runs_out(booking_id)
        work_off()

    assert refunds(booking_id) == [5000]
    assert standing(ben, booking_id)[0] == {"no": "REJECTED", "silence": "EXPIRED"}[how]
    assert occupied(booking_id) == 0


def test_a_client_whose_money_is_gone_pays_before_they_move(ada: Person, ben: Person) -> None:
    desk = open_desk(ada, needs_approval=True, price_minor=5000)
    booking_id = book(ben, desk, desk.at(10))
    opened(booking_id)
    becomes(booking_id, "AUTHORIZED")
    ada.post(f"/v1/bookings/{booking_id}/confirm")
    becomes(booking_id, "VOIDED")
    assert seen(ben, booking_id)["attention"] == "PAYMENT_DUE"

    assert move(ben, booking_id, desk.at(14)).status_code == 409
    assert move(ada, booking_id, desk.at(14)).status_code == 200
