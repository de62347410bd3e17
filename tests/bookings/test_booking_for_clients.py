from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.api import Person, refused_fields
from tests.bookings.asking import book, history, occupied, seen, standing, told
from tests.bookings.passing import hold_runs_out
from tests.bookings.paying import becomes, opened
from tests.bookings.working import work_off
from tests.factories.desks import Desk


@pytest.fixture
def known(ben: Person, desk: Desk) -> Person:
    """Ben has been here before."""
    book(ben, desk, desk.at(8))
    return ben


def book_for(desk: Desk, client: Person, *, by: Person | None = None, **more: Any) -> TestResponse:
    body = {"clientId": client.user_id, "offeringId": desk.offering_id, "startTime": desk.at(10).isoformat()}
    return (by or desk.owner).post(f"/v1/providers/{desk.provider_id}/bookings", {**body, **more})


def booked_for(desk: Desk, client: Person, **more: Any) -> int:
    answer = book_for(desk, client, **more)
    assert answer.status_code == 201, answer.text
    booking_id: int = answer.get_json()["data"]["id"]
    return booking_id


def test_a_provider_books_for_a_client(desk: Desk, known: Person) -> None:
    booking_id = booked_for(desk, known, notes="As we said on the phone.")

    data = seen(known, booking_id)
    assert (data["status"], data["clientId"]) == ("CONFIRMED", known.user_id)
    assert data["notes"] == "As we said on the phone."
    assert told(booking_id) == ["booking_confirmed"]
    assert history(booking_id) == ["booked_by_provider", "confirmed"]


@pytest.mark.parametrize("when", [(7, 10, 1), (20, 0, 3), (10, 0, 500)])
def test_rules_do_not_bind_their_owner(desk: Desk, known: Person, when: tuple[int, int, int]) -> None:
    hour, minute, day = when

    booking_id = booked_for(desk, known, startTime=desk.at(hour, minute, day=day).isoformat())

    assert occupied(booking_id) == 1


def test_what_is_taken_or_past_binds_everybody(desk: Desk, known: Person) -> None:
    assert book_for(desk, known, startTime=desk.at(8, 30).isoformat()).status_code == 409
    assert refused_fields(book_for(desk, known, startTime=desk.at(8, day=-1).isoformat())) == {"startTime"}


def test_a_provider_need_not_approve_what_they_booked(desk: Desk, known: Person) -> None:
    desk.offers(needs_approval=True)

    assert standing(known, booked_for(desk, known))[0] == "CONFIRMED"


def test_the_client_hears_how_to_pay_and_has_a_day(desk: Desk, known: Person) -> None:
    desk.offers(price_minor=5000)

    booking_id = booked_for(desk, known)

    assert standing(known, booking_id)[:2] == ("PENDING", "HELD")
    assert told(booking_id) == ["booked_for_you"]
    assert seen(known, booking_id)["paymentUrl"] is not None
    opened(booking_id)
    becomes(booking_id, "AUTHORIZED")
    assert standing(known, booking_id)[0] == "CONFIRMED"


def test_what_the_client_does_not_pay_is_free_again(desk: Desk, known: Person) -> None:
    desk.offers(price_minor=5000)
    booking_id = booked_for(desk, known)
    hold_runs_out(booking_id)

    work_off()

    assert standing(known, booking_id) == ("EXPIRED", None, "NOT_PAID")
    assert told(booking_id)[-1] == "booking_expired"


def test_nobody_is_booked_who_never_came(desk: Desk, ben: Person) -> None:
    assert refused_fields(book_for(desk, ben)) == {"clientId"}


def test_nobody_books_into_another_providers_time(desk: Desk, known: Person, cleo: Person) -> None:
    assert book_for(desk, known, by=cleo).status_code == 404
    assert book_for(desk, known, by=known).status_code == 403


def test_the_same_request_books_once(desk: Desk, known: Person) -> None:
    body = {"clientId": known.user_id, "offeringId": desk.offering_id, "startTime": desk.at(12).isoformat()}
    path, key = f"/v1/providers/{desk.provider_id}/bookings", {"Idempotency-Key": "again"}

    first, second = (desk.owner.post(path, body, headers=key) for _ in range(2))

    assert first.get_json()["data"]["id"] == second.get_json()["data"]["id"]
    assert second.headers["Idempotency-Replayed"] == "true"
