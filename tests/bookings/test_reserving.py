from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.api import Person, execute
from tests.bookings.asking import ask, book, history, occupied, owed, seen, standing, told
from tests.bookings.paying import payment
from tests.bookings.working import work_off
from tests.factories.desks import Desk


def kind_of(booking_id: int) -> str:
    kind: str = execute("SELECT kind FROM occupancies WHERE booking_id = :id", id=booking_id)
    return kind


def test_a_free_time_is_confirmed(ben: Person, desk: Desk) -> None:
    booking_id = book(ben, desk, desk.at(10))

    data = seen(ben, booking_id)
    assert (data["status"], data["step"], data["version"]) == ("CONFIRMED", None, 2)
    assert (data["paymentRequired"], data["paymentUrl"], data["holdExpiresAt"]) == (False, None, None)
    assert data["videoCallLink"] == "https://meet.example/ada"
    assert kind_of(booking_id) == "booking"
    assert told(booking_id) == ["booking_confirmed"]
    assert len(owed("bookings.complete", booking_id)) == 1
    assert history(booking_id) == ["requested", "confirmed"]


def test_what_is_paid_later_is_confirmed_at_once(ben: Person, desk: Desk) -> None:
    desk.offers(price_minor=5000, payment="LATER")

    data = seen(ben, book(ben, desk, desk.at(10)))

    assert (data["status"], data["amount"], data["paymentRequired"]) == ("CONFIRMED", 50, False)


def test_what_is_paid_now_is_held_for_the_payment(ben: Person, paid_desk: Desk) -> None:
    booking_id = book(ben, paid_desk, paid_desk.at(10))

    data = seen(ben, booking_id)
    assert (data["status"], data["step"], data["paymentRequired"]) == ("PENDING", "HELD", True)
    row = payment(booking_id)
    assert (row["status"], row["amount_minor"], row["currency"]) == ("CREATING", 5000, "EUR")
    assert row["asked_at"] is None
    assert f"/pay/{row['id']}/" in data["paymentUrl"]
    hold = datetime.fromisoformat(data["holdExpiresAt"]) - datetime.fromisoformat(data["createdAt"])
    assert timedelta(minutes=10) <= hold < timedelta(minutes=11)
    assert kind_of(booking_id) == "hold"
    assert told(booking_id) == []
    assert len(owed("bookings.expire_hold", booking_id)) == 1


def test_a_picky_provider_is_asked(ben: Person, picky_desk: Desk) -> None:
    booking_id = book(ben, picky_desk, picky_desk.at(10))

    data = seen(ben, booking_id)
    assert (data["status"], data["step"], data["paymentRequired"]) == ("PENDING", "APPROVAL", False)
    assert told(booking_id) == ["booking_requested"]
    assert len(owed("bookings.expire_hold", booking_id)) == 1


def test_the_second_of_two_is_rejected(ben: Person, cleo: Person, desk: Desk) -> None:
    first, second = (ask(who, desk, desk.at(10)).get_json()["data"]["id"] for who in (ben, cleo))

    work_off()

    assert standing(ben, first) == ("CONFIRMED", None, None)
    assert standing(cleo, second) == ("REJECTED", None, "SLOT_TAKEN")
    assert (occupied(first), occupied(second)) == (1, 0)
    assert told(second) == []


def test_a_time_that_became_busy_meanwhile_is_rejected(ben: Person, desk: Desk) -> None:
    booking_id = ask(ben, desk, desk.at(10)).get_json()["data"]["id"]
    execute(
        "INSERT INTO busy_periods (resource_id, during, source)"
        " SELECT id, tstzrange(:since, :until), 'calendar' FROM resources WHERE provider_id = :id",
        id=desk.provider_id,
        since=desk.at(10, 59),
        until=desk.at(12),
    )

    work_off()

    assert standing(ben, booking_id) == ("REJECTED", None, "SLOT_TAKEN")


CHANGES: dict[str, Any] = {
    "hours": lambda desk: desk.opens(12 * 60, 18 * 60),
    "closed": lambda desk: desk.closes_on(desk.at().date()),
    "grid": lambda desk: desk.offers(step_minutes=240),
    "length": lambda desk: desk.offers(duration_minutes=30),
    "horizon": lambda desk: desk.offers(horizon_days=1),
    "gone": lambda desk: desk.offers(deleted_at=desk.at()),
    "provider gone": lambda desk: desk.is_now(deleted_at=desk.at()),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_no_longer_offered_is_rejected(ben: Person, desk: Desk, change: str) -> None:
    booking_id = ask(ben, desk, desk.at(10)).get_json()["data"]["id"]
    CHANGES[change](desk)

    work_off()

    assert standing(ben, booking_id) == ("REJECTED", None, "NOT_OFFERED")
    assert occupied(booking_id) == 0


def test_waiting_in_the_queue_costs_nobody_the_notice(ben: Person, desk: Desk) -> None:
    booking_id = ask(ben, desk, desk.at(10)).get_json()["data"]["id"]
    desk.offers(notice_minutes=7 * 1440)

    work_off()

    assert standing(ben, booking_id)[0] == "CONFIRMED"


def test_the_price_is_the_one_that_was_asked_for(ben: Person, paid_desk: Desk) -> None:
    booking_id = ask(ben, paid_desk, paid_desk.at(10)).get_json()["data"]["id"]
    paid_desk.offers(price_minor=9900, currency="USD")

    work_off()

    row = payment(booking_id)
    assert (row["amount_minor"], row["currency"]) == (5000, "EUR")
    assert seen(ben, booking_id)["amount"] == 50


def test_what_was_cancelled_in_the_queue_stays_cancelled(ben: Person, desk: Desk) -> None:
    booking_id = ask(ben, desk, desk.at(10)).get_json()["data"]["id"]
    assert ben.delete(f"/v1/bookings/{booking_id}").status_code == 204

    work_off()

    assert standing(ben, booking_id) == ("CANCELLED", None, "CANCELLED")
    assert occupied(booking_id) == 0


def test_buffers_keep_neighbours_away(ben: Person, cleo: Person, desk: Desk) -> None:
    desk.offers(buffer_before_minutes=30, buffer_after_minutes=15)
    book(ben, desk, desk.at(10))

    answers = [ask(cleo, desk, desk.at(hour)).status_code for hour in (9, 11, 8, 12)]

    assert answers == [409, 409, 202, 202]


def test_a_date_that_is_closed_is_closed_whatever_was_booked_before(ben: Person, desk: Desk) -> None:
    desk.closes_on(desk.at(day=3).date())
    book(ben, desk, desk.at(10, day=30))

    answer = ask(ben, desk, desk.at(10, day=3))

    assert answer.status_code == 400, answer.text
