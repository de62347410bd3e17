"""Booking one of several lengths: each has its price, and keeps it."""

import json

import pytest

from tests.api import Person, execute, refused_fields
from tests.availability.slots.looking import look
from tests.bookings.asking import ask, book, seen, standing
from tests.bookings.working import work_off
from tests.factories.desks import Desk, offer, open_desk

LONGER = json.dumps([{"minutes": 90, "price_minor": 6000}, {"minutes": 30, "price_minor": 0}])


@pytest.fixture
def lengths(ada: Person) -> Desk:
    return open_desk(ada, price_minor=4500, further_durations=LONGER)


def kept(booking_id: int) -> int:
    """Minutes that a booking keeps of its provider's time."""
    minutes: int = execute(
        "SELECT extract(epoch FROM upper(during) - lower(during))::int / 60 FROM occupancies"
        " WHERE booking_id = :id",
        id=booking_id,
    )
    return minutes


def test_a_length_is_chosen_by_its_minutes_or_by_its_end(ben: Person, lengths: Desk) -> None:
    by_minutes = seen(ben, book(ben, lengths, lengths.at(8), durationMinutes=90))
    by_end = seen(ben, book(ben, lengths, lengths.at(12), endTime=lengths.at(13, 30).isoformat()))
    usual = seen(ben, book(ben, lengths, lengths.at(15)))

    assert [(one["amount"], kept(one["id"])) for one in (by_minutes, by_end, usual)] == [
        (60, 90),
        (60, 90),
        (45, 60),
    ]
    assert by_minutes["endTime"] == f"{lengths.at(9, 30):%FT%T}Z"


def test_a_free_length_asks_for_no_payment(ben: Person, lengths: Desk) -> None:
    free = book(ben, lengths, lengths.at(8), durationMinutes=30)

    assert standing(ben, free) == ("CONFIRMED", None, None)
    assert seen(ben, free)["amount"] == 0


def test_without_an_offering_the_first_of_that_length_is_meant(ben: Person, lengths: Desk) -> None:
    offer(lengths.provider_id, duration_minutes=90, position=5)
    body = {"providerId": lengths.provider_id, "startTime": lengths.at(8).isoformat(), "durationMinutes": 90}

    answer = ben.post("/v1/bookings", body, headers={"Prefer": "respond-async"})

    data = answer.get_json()["data"]
    assert (data["offeringId"], data["amount"]) == (lengths.offering_id, 60)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"durationMinutes": 45}, "durationMinutes"),
        ({"durationMinutes": 0}, "durationMinutes"),
        ({"durationMinutes": 1441}, "durationMinutes"),
        ({"durationMinutes": "60"}, "durationMinutes"),
    ],
)
def test_a_length_that_is_none_is_refused(
    ben: Person, lengths: Desk, more: dict[str, object], field: str
) -> None:
    assert refused_fields(ask(ben, lengths, lengths.at(8), **more)) == {field}


def test_an_end_that_says_otherwise_is_refused(ben: Person, lengths: Desk) -> None:
    end = lengths.at(9).isoformat()

    assert refused_fields(ask(ben, lengths, lengths.at(8), durationMinutes=90, endTime=end)) == {
        "durationMinutes"
    }
    assert refused_fields(ask(ben, lengths, lengths.at(8), endTime=lengths.at(8, 45).isoformat())) == {
        "endTime"
    }


def test_a_length_that_is_withdrawn_before_it_is_reserved_is_no_longer_offered(
    ben: Person, lengths: Desk
) -> None:
    asked = ask(ben, lengths, lengths.at(8), durationMinutes=90).get_json()["data"]["id"]
    lengths.offers(further_durations="[]")

    work_off()

    assert standing(ben, asked) == ("REJECTED", None, "NOT_OFFERED")


def test_a_quote_keeps_the_length_and_its_price(ben: Person, lengths: Desk) -> None:
    quote = look(ben, lengths, lengths.at(0), lengths.at(24), durationMinutes=90)["quote"]
    lengths.offers(further_durations="[]", price_minor=9900)

    quoted = seen(ben, book(ben, lengths, lengths.at(8), quote=quote))

    assert (quoted["amount"], kept(quoted["id"])) == (60, 90)


def test_a_moved_booking_keeps_its_length(ben: Person, lengths: Desk) -> None:
    number = book(ben, lengths, lengths.at(8), durationMinutes=90)

    moved = ben.put(f"/v1/bookings/{number}", {"startTime": lengths.at(10).isoformat()})

    assert moved.get_json()["data"]["endTime"] == f"{lengths.at(11, 30):%FT%T}Z"
    assert kept(number) == 90
