from datetime import datetime, timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.api import Person, execute, refused_fields
from tests.bookings.asking import ask, book, occupied, seen, standing, told
from tests.bookings.changing import cancel, move
from tests.bookings.paying import becomes, opened, payment
from tests.factories.desks import Desk, offer, update
from tests.races import at_once


@pytest.fixture
def shave(desk: Desk) -> int:
    """Half an hour, 20 euros, 15 minutes to clean up; the desk's own offering is the cut."""
    return offer(
        desk.provider_id, title="Shave", duration_minutes=30, price_minor=2000, buffer_after_minutes=15
    )


def book_both(person: Person, desk: Desk, other: int, start: datetime, **more: Any) -> TestResponse:
    body = {
        "providerId": desk.provider_id,
        "offeringIds": [desk.offering_id, other],
        "startTime": start.isoformat(),
    }
    return person.post("/v1/bookings/combined", {**body, **more})


def booked(person: Person, desk: Desk, other: int, start: datetime) -> dict[str, Any]:
    answer = book_both(person, desk, other, start)
    assert answer.status_code == 201, answer.text
    data: dict[str, Any] = answer.get_json()["data"]
    return data


def stretch(booking_id: int) -> tuple[datetime, datetime]:
    found = execute(
        "SELECT json_build_array(lower(during), upper(during)) FROM occupancies WHERE booking_id = :id",
        id=booking_id,
    )
    return datetime.fromisoformat(found[0]), datetime.fromisoformat(found[1])


def test_several_services_are_one_booking(ben: Person, desk: Desk, shave: int) -> None:
    desk.offers(price_minor=4000, payment="LATER", buffer_before_minutes=5)
    update("offerings", shave, payment="LATER")

    data = booked(ben, desk, shave, desk.at(10))

    assert (data["status"], data["amount"], data["payNow"]) == ("CONFIRMED", 60.0, 0.0)
    assert datetime.fromisoformat(data["endTime"]) == desk.at(11, 30)
    assert stretch(data["id"]) == (desk.at(9, 55), desk.at(11, 45))
    assert data["items"] == [
        {"offeringId": desk.offering_id, "offeringTitle": "One hour", "minutes": 60, "price": 40.0},
        {"offeringId": shave, "offeringTitle": "Shave", "minutes": 30, "price": 20.0},
    ]
    assert told(data["id"]) == ["booking_confirmed"]


def test_it_is_paid_as_one(ben: Person, desk: Desk, shave: int) -> None:
    desk.offers(price_minor=4000, deposit_percent=50)

    data = booked(ben, desk, shave, desk.at(10))

    assert (data["step"], data["amount"], data["payNow"]) == ("HELD", 60.0, 40.2)  # 67 %, rounded up
    assert payment(data["id"])["amount_minor"] == 4020
    opened(data["id"])
    becomes(data["id"], "AUTHORIZED")
    assert standing(ben, data["id"])[0] == "CONFIRMED"


def test_one_that_needs_approval_makes_all_need_it(ben: Person, desk: Desk, shave: int) -> None:
    update("offerings", shave, needs_approval=True)

    data = booked(ben, desk, shave, desk.at(10))

    assert data["step"] == "HELD"
    opened(data["id"])
    becomes(data["id"], "AUTHORIZED")
    assert standing(ben, data["id"])[:2] == ("PENDING", "APPROVAL")


def test_free_starts_are_those_from_which_all_fit(ben: Person, cleo: Person, desk: Desk, shave: int) -> None:
    book(cleo, desk, desk.at(12))
    path = f"/v1/providers/{desk.provider_id}/combined-slots"
    query = {
        "offeringIds": f"{desk.offering_id},{shave}",
        "from": desk.at(0).isoformat(),
        "to": desk.at(0, day=4).isoformat(),
    }

    data = ben.get(path, query_string=query).get_json()["data"]

    starts = [datetime.fromisoformat(slot["startTime"]) for slot in data["slots"]]
    assert (data["durationMinutes"], data["price"], data["currency"]) == (90, 20.0, "EUR")
    assert (starts[0], starts[-1]) == (desk.at(8), desk.at(16, 30))
    assert desk.at(10) in starts
    assert not {desk.at(10, 30), desk.at(11), desk.at(12, 30)} & set(starts)
    assert booked(ben, desk, shave, desk.at(10))["step"] == "HELD"


def test_it_moves_and_ends_as_one(ben: Person, desk: Desk, shave: int) -> None:
    update("offerings", shave, price_minor=0)
    data = booked(ben, desk, shave, desk.at(10))

    assert move(ben, data["id"], desk.at(14)).status_code == 200
    assert stretch(data["id"]) == (desk.at(14), desk.at(15, 45))
    assert len(seen(ben, data["id"])["items"]) == 2
    assert cancel(ben, data["id"]) == 204
    assert occupied(data["id"]) == 0


def test_all_of_it_is_free_or_none(ben: Person, cleo: Person, desk: Desk, shave: int) -> None:
    book(cleo, desk, desk.at(11))

    answer = book_both(ben, desk, shave, desk.at(10))

    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "SLOT_TAKEN")
    assert refused_fields(book_both(ben, desk, shave, desk.at(17))) == {"startTime"}


def test_of_rivals_one_gets_it(ben: Person, cleo: Person, desk: Desk, shave: int) -> None:
    answers = at_once([lambda who=who: book_both(who, desk, shave, desk.at(10)) for who in (ben, cleo)])

    assert sorted(answer.status_code for answer in answers) == [201, 409]


def test_what_cannot_be_put_together_is_refused(ben: Person, cleo: Person, desk: Desk, shave: int) -> None:
    other = offer(desk.provider_id, currency="USD", price_minor=100)

    assert refused_fields(book_both(ben, desk, other, desk.at(10))) == {"offeringIds"}
    assert book_both(ben, desk, 10**9, desk.at(10)).status_code == 404
    alone = book_both(ben, desk, shave, desk.at(10), offeringIds=[shave])
    assert refused_fields(alone) == {"offeringIds"}
    assert cleo.post("/v1/bookings/combined", {}).status_code == 400


def test_a_plain_booking_has_no_items(ben: Person, desk: Desk) -> None:
    answer = ask(ben, desk, desk.at(10) + timedelta(hours=1))

    assert answer.get_json()["data"]["items"] == []


def test_one_that_a_card_secures_has_it_secure_all(ben: Person, desk: Desk, shave: int) -> None:
    desk.offers(price_minor=4000, payment="CARD", no_show_percent=50)
    update("offerings", shave, payment="LATER", no_show_percent=50)

    data = booked(ben, desk, shave, desk.at(10))

    assert (data["step"], data["cardHold"], data["payNow"]) == ("HELD", True, 0.0)
    assert payment(data["id"])["amount_minor"] == 3000
