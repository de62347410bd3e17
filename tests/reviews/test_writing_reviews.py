from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from app.cli import main
from app.kernel.ids import public_number
from tests import api
from tests.api import Person, execute, refused_fields
from tests.races import at_once

_BOOKING = """
    INSERT INTO bookings (id, provider_id, client_id, offering_id, start_time, end_time, wall_start, zone,
        tz_version, client_timezone, status, payment_required, amount_minor, currency, cancel_free_hours,
        cancel_late_percent)
    SELECT :id, :provider_id, :client_id, id, :start, :start + interval '1 hour', '2026-01-01', 'UTC',
        '2026a', 'UTC', :status, false, 0, 'USD', 24, 0
    FROM offerings WHERE provider_id = :provider_id LIMIT 1
"""
GOOD = {"rating": 5, "comment": "Good."}


@pytest.fixture
def took_place(profile: int) -> Callable[..., int]:
    """An appointment with Ada that took place, or did not."""

    def book(client: Person, status: str = "COMPLETED") -> int:
        number = public_number()
        start = datetime.now(UTC) - timedelta(days=1)
        values = {"id": number, "provider_id": profile, "client_id": client.user_id, "start": start}
        execute(_BOOKING, **values, status=status)
        return number

    return book


@pytest.fixture
def admin(app: Flask) -> Person:
    return api.join(app, "Root", "ADMIN")


def review(client: Person, booking: int, **opinion: Any) -> int:
    answer = client.post(f"/v1/bookings/{booking}/review", {**GOOD, **opinion})
    assert answer.status_code == 201, answer.text
    review_id: int = answer.get_json()["data"]["id"]
    return review_id


def figures(profile: int, stranger: Person) -> tuple[float | None, int]:
    shown = stranger.get(f"/v1/providers/{profile}").get_json()["data"]
    return shown["rating"], shown["totalReviews"]


def test_an_appointment_that_took_place_is_reviewed_once(
    took_place: Callable[..., int], ben: Person, cleo: Person, profile: int, stranger: Person
) -> None:
    booking = took_place(ben)

    review(ben, booking, rating=4)

    assert ben.post(f"/v1/bookings/{booking}/review", GOOD).status_code == 409
    assert cleo.post(f"/v1/bookings/{booking}/review", GOOD).status_code == 403
    assert figures(profile, stranger) == (4.0, 1)


@pytest.mark.parametrize("status", ["CONFIRMED", "CANCELLED", "NO_SHOW"])
def test_what_did_not_take_place_is_not_reviewed(
    took_place: Callable[..., int], ben: Person, status: str
) -> None:
    assert ben.post(f"/v1/bookings/{took_place(ben, status)}/review", GOOD).status_code == 409


def test_nobody_reviews_for_another(app: Flask, took_place: Callable[..., int], ben: Person) -> None:
    other = api.join(app, "Benno", "CLIENT")

    assert other.post(f"/v1/bookings/{took_place(ben)}/review", GOOD).status_code == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"rating": 6}, "rating"),
        ({"rating": 0}, "rating"),
        ({}, "rating"),
        ({"rating": 5, "comment": "x" * 2001}, "comment"),
    ],
)
def test_a_bad_review_names_its_field(
    took_place: Callable[..., int], ben: Person, body: dict[str, Any], field: str
) -> None:
    assert refused_fields(ben.post(f"/v1/bookings/{took_place(ben)}/review", body)) == {field}


def test_a_review_is_changed_for_fourteen_days(
    took_place: Callable[..., int], ben: Person, profile: int, stranger: Person
) -> None:
    review_id = review(ben, took_place(ben))

    assert ben.put(f"/v1/reviews/{review_id}", {"rating": 2, "comment": "Thought again."}).status_code == 204
    assert figures(profile, stranger) == (2.0, 1)
    execute("UPDATE reviews SET created_at = now() - interval '15 days' WHERE id = :id", id=review_id)
    assert ben.put(f"/v1/reviews/{review_id}", GOOD).status_code == 409


def test_the_provider_answers_and_nobody_else(
    took_place: Callable[..., int], ada: Person, ben: Person, cleo: Person, stranger: Person
) -> None:
    review_id = review(ben, took_place(ben))

    assert cleo.put(f"/v1/reviews/{review_id}/reply", {"reply": "Hm."}).status_code == 404
    assert ada.put(f"/v1/reviews/{review_id}/reply", {"reply": "Thank you!"}).status_code == 204

    shown = stranger.get(f"/v1/reviews/{review_id}").get_json()["data"]
    assert shown["reply"] == "Thank you!"
    assert ada.put(f"/v1/reviews/{review_id}/reply", {"reply": None}).status_code == 204


def test_reviews_are_sorted_and_counted_by_stars(
    took_place: Callable[..., int], ben: Person, profile: int, stranger: Person
) -> None:
    for rating in (3, 5, 1, 5):
        review(ben, took_place(ben), rating=rating)

    answer = stranger.get(f"/v1/providers/{profile}/reviews?sort=highest&size=3").get_json()

    assert [one["rating"] for one in answer["data"]] == [5, 5, 3]
    assert answer["histogram"] == {"1": 1, "2": 0, "3": 1, "4": 0, "5": 2}
    assert answer["pagination"]["total"] == 4
    assert refused_fields(stranger.get(f"/v1/providers/{profile}/reviews?sort=luck")) == {"sort"}


def test_a_reported_review_waits_until_it_is_decided_on(
    took_place: Callable[..., int], ada: Person, ben: Person, admin: Person, profile: int
) -> None:
    stranger = Person(ben.app)
    review_id = review(ben, took_place(ben), rating=1)
    review(ben, took_place(ben), rating=5)

    assert ada.post(f"/v1/reviews/{review_id}/reports", {"reason": "Untrue."}).status_code == 204
    assert ada.post(f"/v1/reviews/{review_id}/reports", {"reason": "Untrue."}).status_code == 409
    assert ben.get("/v1/admin/reviews").status_code == 403
    assert review_id in queue(admin)

    assert admin.put(f"/v1/admin/reviews/{review_id}/decision", {"decision": "HIDE"}).status_code == 204
    assert review_id not in queue(admin)
    assert figures(profile, stranger) == (5.0, 1)
    assert admin.put(f"/v1/admin/reviews/{review_id}/decision", {"decision": "KEEP"}).status_code == 204
    assert figures(profile, stranger) == (3.0, 2)


def queue(admin: Person) -> list[int]:
    return [one["id"] for one in admin.get("/v1/admin/reviews?size=100").get_json()["data"]]


def test_figures_are_exact_when_many_speak_at_once(
    took_place: Callable[..., int], ben: Person, profile: int, stranger: Person
) -> None:
    bookings = [took_place(ben) for _ in range(8)]

    at_once([lambda one=one, n=n: review(ben, one, rating=1 + n % 4) for n, one in enumerate(bookings)])

    assert figures(profile, stranger) == (2.5, 8)


def test_one_command_makes_wrong_figures_right(
    took_place: Callable[..., int],
    ben: Person,
    profile: int,
    stranger: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    review(ben, took_place(ben), rating=3)
    execute("UPDATE providers SET rating = 5, total_reviews = 99 WHERE id = :id", id=profile)
    monkeypatch.setattr("app.bootstrap.start", lambda: None)

    assert main(["reviews", "recount"]) == 0

    assert figures(profile, stranger) == (3.0, 1)


def test_a_client_finds_their_own_review_by_its_booking(
    app: Flask, took_place: Callable[..., int], ben: Person
) -> None:
    booking, dan = took_place(ben), api.join(app, "Dan", "CLIENT")
    assert ben.get(f"/v1/bookings/{booking}/review").status_code == 404

    written = review(ben, booking, comment="Patient and clear.")

    found = ben.get(f"/v1/bookings/{booking}/review").get_json()["data"]
    assert (found["id"], found["comment"]) == (written, "Patient and clear.")
    assert dan.get(f"/v1/bookings/{booking}/review").status_code == 404
