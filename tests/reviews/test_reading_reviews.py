from datetime import UTC, datetime, timedelta

from app.kernel.ids import public_number
from tests.api import Person, execute
from tests.counting import statements_counted

_BOOKING = """
    INSERT INTO bookings (id, provider_id, client_id, offering_id, start_time, end_time, wall_start, zone,
        tz_version, client_timezone, status, payment_required, amount_minor, currency, cancel_free_hours,
        cancel_late_percent)
    SELECT :id, :provider_id, :client_id, id, :start, :start + interval '1 hour', '2026-01-01', 'UTC',
        '2026a', 'UTC', 'COMPLETED', false, 0, 'USD', 24, 0
    FROM offerings WHERE provider_id = :provider_id LIMIT 1
"""
_REVIEW = """
    INSERT INTO reviews (booking_id, provider_id, client_id, rating, comment, created_at)
    VALUES (:booking_id, :provider_id, :client_id, :rating, :comment, :at)
"""
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def review(provider_id: int, client: Person, rating: int, comment: str, *, day: int = 0) -> None:
    booking_id, at = public_number(), START + timedelta(days=day)
    execute(_BOOKING, id=booking_id, provider_id=provider_id, client_id=client.user_id, start=at)
    execute(
        _REVIEW,
        booking_id=booking_id,
        provider_id=provider_id,
        client_id=client.user_id,
        rating=rating,
        comment=comment,
        at=at,
    )


def test_reviews_are_read_newest_first_with_a_first_name_alone(
    profile: int, ben: Person, stranger: Person
) -> None:
    review(profile, ben, 4, "Good.")
    review(profile, ben, 5, "Better.", day=3)

    answer = stranger.get(f"/v1/providers/{profile}/reviews")

    newest, oldest = answer.get_json()["data"]
    assert newest == {
        "id": newest["id"],
        "rating": 5,
        "comment": "Better.",
        "clientName": "Ben",
        "createdAt": "2026-01-08T09:00:00Z",
        "reply": None,
        "editedAt": None,
        "repliedAt": None,
    }
    assert oldest["rating"] == 4
    assert answer.headers["Cache-Control"] == "public, max-age=300"


def test_a_deleted_client_leaves_words_without_a_name(profile: int, ben: Person, stranger: Person) -> None:
    review(profile, ben, 4, "Good.")
    execute("UPDATE users SET deleted_at = now() WHERE id = :id", id=ben.user_id)

    (found,) = stranger.get(f"/v1/providers/{profile}/reviews").get_json()["data"]

    assert found["clientName"] is None


def test_reviews_of_one_provider_are_not_anothers(
    ada: Person, cleo: Person, profile: int, ben: Person, stranger: Person
) -> None:
    other = cleo.post("/v1/providers", {"hourlyRate": 1, "currency": "USD"}).get_json()["data"]["id"]
    review(profile, ben, 4, "Good.")

    assert stranger.get(f"/v1/providers/{other}/reviews").get_json()["data"] == []
    assert stranger.get("/v1/providers/999999999/reviews").status_code == 404
    ada.put(f"/v1/providers/{profile}", {"published": False})
    assert stranger.get(f"/v1/providers/{profile}/reviews").status_code == 404


def test_pages_of_reviews_take_the_same_queries_for_any_length(
    profile: int, ben: Person, stranger: Person
) -> None:
    path = f"/v1/providers/{profile}/reviews"
    review(profile, ben, 5, "Day 0")
    with statements_counted() as short:
        stranger.get(path)
    for day in range(1, 4):
        review(profile, ben, 5, f"Day {day}", day=day)
    with statements_counted() as long:
        answer = stranger.get(path, query_string={"size": 2, "page": 2}).get_json()

    assert [item["comment"] for item in answer["data"]] == ["Day 1", "Day 0"]
    assert answer["pagination"] == {"page": 2, "size": 2, "total": 4, "totalPages": 2}
    assert len(short) == len(long) == 3
