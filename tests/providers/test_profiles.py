from typing import Any

import pytest

from tests.api import Person, execute, refused_fields
from tests.counting import statements_counted

WHOLE: dict[str, Any] = {
    "name": "Ada Lovelace",
    "bio": "Numbers, patiently.",
    "specializations": ["maths_tutor", "maths_tutor", "programming"],
    "languages": ["english", "french"],
    "hourlyRate": 45.5,
    "currency": "EUR",
    "location": {
        "address": "12 St James's Square, London",
        "city": None,
        "country": "GB",
        "latitude": 51.507,
        "longitude": -0.134,
    },
    "meeting": "BOTH",
    "photoUrl": "https://example.com/ada.jpg",
    "videoLink": "https://meet.example.com/ada",
    "timezone": "America/New_York",
    "metadata": {"certificates": [{"name": "Analytical engine", "year": 1843}]},
    "cancellationPolicy": {"freeHours": 12, "latePercent": 50},
    "published": True,
}
MINIMAL = {"hourlyRate": 45, "currency": "USD"}


def test_a_profile_comes_back_as_it_was_opened(ada: Person) -> None:
    answer = ada.post("/v1/providers", WHOLE)

    assert answer.status_code == 201, answer.text
    data = answer.get_json()["data"]
    assert answer.headers["Location"] == f"/v1/providers/{data['id']}"
    assert {name: data[name] for name in WHOLE} == {
        **WHOLE,
        "specializations": ["maths_tutor", "programming"],
    }
    assert data["userId"] == ada.user_id
    assert data["rating"] is None
    assert data["totalReviews"] == 0


def test_a_profile_takes_name_and_zone_from_the_account(ada: Person) -> None:
    data = ada.post("/v1/providers", MINIMAL).get_json()["data"]

    assert data["name"] == "Ada Example"
    assert data["timezone"] == "Europe/London"
    assert data["location"] is None
    assert data["cancellationPolicy"] == {"freeHours": 24, "latePercent": 0}


def test_a_new_provider_has_a_time_and_an_hour_to_be_booked(ada: Person) -> None:
    data = ada.post("/v1/providers", MINIMAL).get_json()["data"]

    (offering,) = data["offerings"]
    assert offering["durationMinutes"] == 60
    assert offering["price"] == 45.0
    assert offering["currency"] == "USD"
    assert execute("SELECT kind FROM resources WHERE provider_id = :id", id=data["id"]) == "time"


def test_an_account_has_one_profile(ada: Person, profile: int) -> None:
    answer = ada.post("/v1/providers", MINIMAL)

    assert answer.status_code == 409
    assert execute("SELECT count(*) FROM resources WHERE provider_id = :id", id=profile) == 1


def test_only_providers_open_profiles(ben: Person, stranger: Person) -> None:
    assert ben.post("/v1/providers", MINIMAL).status_code == 403
    assert stranger.post("/v1/providers", MINIMAL).status_code == 401


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("name", "   ", "name"),
        ("name", "x" * 121, "name"),
        ("bio", "x" * 5001, "bio"),
        ("specializations", ["Language Tutor"], "specializations.0"),
        ("specializations", ["ok", "not-ok!"], "specializations.1"),
        ("specializations", [f"a{n}" for n in range(21)], "specializations"),
        ("languages", ["English"], "languages.0"),
        ("languages", "english", "languages"),
        ("hourlyRate", -1, "hourlyRate"),
        ("hourlyRate", "45", "hourlyRate"),
        ("hourlyRate", 45.001, "hourlyRate"),
        ("currency", "usd", "currency"),
        ("currency", "QQQ", "currency"),
        ("location", {"latitude": 91, "longitude": 0}, "location.latitude"),
        ("location", {"latitude": 10}, "location.longitude"),
        ("location", {"latitude": "10", "longitude": 10}, "location.latitude"),
        ("meeting", "SOMEWHERE", "meeting"),
        ("photoUrl", "http://example.com/ada.jpg", "photoUrl"),
        ("photoUrl", "javascript:alert(1)", "photoUrl"),
        ("videoLink", "ftp://example.com", "videoLink"),
        ("timezone", "Europe/Atlantis", "timezone"),
        ("metadata", {"text": "x" * 9000}, "metadata"),
        ("metadata", {"a": {"b": {"c": {"d": {"e": {}}}}}}, "metadata"),
        ("metadata", [1], "metadata"),
        ("cancellationPolicy", {"freeHours": -1, "latePercent": 0}, "cancellationPolicy.freeHours"),
        ("cancellationPolicy", {"freeHours": 1, "latePercent": 101}, "cancellationPolicy.latePercent"),
        ("cancellationPolicy", {"freeHours": 1}, "cancellationPolicy.latePercent"),
        ("published", "yes", "published"),
        ("rating", 5, "rating"),
    ],
)
def test_bad_input_names_its_field_and_writes_nothing(
    ada: Person, field: str, value: object, named: str
) -> None:
    answer = ada.post("/v1/providers", {**MINIMAL, field: value})

    assert refused_fields(answer) == {named}
    assert execute("SELECT count(*) FROM providers WHERE user_id = :id", id=ada.user_id) == 0


def test_a_currency_decides_how_many_decimals_a_rate_has(ada: Person, cleo: Person) -> None:
    assert refused_fields(ada.post("/v1/providers", {"hourlyRate": 5000.5, "currency": "JPY"})) == {
        "hourlyRate"
    }
    assert ada.post("/v1/providers", {"hourlyRate": 5000, "currency": "JPY"}).status_code == 201
    assert cleo.post("/v1/providers", {"hourlyRate": 4.125, "currency": "KWD"}).status_code == 201


def test_anybody_reads_a_published_profile_and_may_keep_it(profile: int, stranger: Person) -> None:
    answer = stranger.get(f"/v1/providers/{profile}")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    again = stranger.get(f"/v1/providers/{profile}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert not again.data


def test_a_change_of_the_profile_or_of_an_offering_changes_the_tag(
    ada: Person, profile: int, stranger: Person
) -> None:
    first = stranger.get(f"/v1/providers/{profile}").headers["ETag"]
    ada.put(f"/v1/providers/{profile}", {"bio": "New words."})
    second = stranger.get(f"/v1/providers/{profile}").headers["ETag"]
    ada.post(f"/v1/providers/{profile}/offerings", {"title": "Trial", "durationMinutes": 30, "price": 0})
    third = stranger.get(f"/v1/providers/{profile}").headers["ETag"]

    assert len({first, second, third}) == 3


def test_a_video_link_is_for_its_owner_alone(ada: Person, ben: Person) -> None:
    provider_id = ada.post("/v1/providers", WHOLE).get_json()["data"]["id"]

    mine, theirs = ada.get(f"/v1/providers/{provider_id}"), ben.get(f"/v1/providers/{provider_id}")

    assert mine.get_json()["data"]["videoLink"] == WHOLE["videoLink"]
    assert mine.headers["Cache-Control"] == "private, no-cache"
    assert theirs.get_json()["data"]["videoLink"] is None
    assert mine.headers["ETag"] != theirs.headers["ETag"]


def test_an_unpublished_profile_is_seen_by_its_owner_alone(ada: Person, cleo: Person, profile: int) -> None:
    ada.put(f"/v1/providers/{profile}", {"published": False})

    assert ada.get(f"/v1/providers/{profile}").status_code == 200
    assert cleo.get(f"/v1/providers/{profile}").status_code == 404
    assert cleo.get(f"/v1/providers/{profile}/offerings").status_code == 404


def test_a_deleted_account_takes_its_profile_along(ada: Person, profile: int, stranger: Person) -> None:
    execute("UPDATE users SET deleted_at = now() WHERE id = :id", id=ada.user_id)

    assert stranger.get(f"/v1/providers/{profile}").status_code == 404
    assert ada.put(f"/v1/providers/{profile}", {"bio": "I was here."}).status_code == 404
    assert ada.post("/v1/providers", MINIMAL).status_code == 401


def test_a_change_touches_what_it_names_and_no_more(ada: Person) -> None:
    opened = ada.post("/v1/providers", WHOLE).get_json()["data"]

    changed = ada.put(f"/v1/providers/{opened['id']}", {"bio": "New.", "location": None}).get_json()["data"]

    kept = {
        name: value for name, value in WHOLE.items() if name not in {"bio", "location", "specializations"}
    }
    assert {name: changed[name] for name in kept} == kept
    assert changed["bio"] == "New."
    assert changed["location"] is None


def test_of_two_changes_from_one_reading_the_second_is_refused(ada: Person, profile: int) -> None:
    tag = {"If-Match": ada.get(f"/v1/providers/{profile}").headers["ETag"]}

    first = ada.put(f"/v1/providers/{profile}", {"bio": "First."}, headers=tag)
    second = ada.put(f"/v1/providers/{profile}", {"bio": "Second."}, headers=tag)

    assert [first.status_code, second.status_code] == [200, 412]
    assert ada.get(f"/v1/providers/{profile}").get_json()["data"]["bio"] == "First."
    third = ada.put(
        f"/v1/providers/{profile}", {"bio": "Third."}, headers={"If-Match": first.headers["ETag"]}
    )
    assert third.status_code == 200


def test_nobody_changes_somebody_elses_profile(ben: Person, cleo: Person, profile: int) -> None:
    assert cleo.put(f"/v1/providers/{profile}", {"bio": "Mine now."}).status_code == 404
    assert ben.put(f"/v1/providers/{profile}", {"bio": "Mine now."}).status_code == 403
    assert cleo.put("/v1/providers/999999999", {"bio": "Nobody's."}).status_code == 404


def test_the_currency_stands_while_offerings_are_priced_in_it(ada: Person, profile: int) -> None:
    refused = ada.put(f"/v1/providers/{profile}", {"currency": "EUR"})
    (offering,) = ada.get(f"/v1/providers/{profile}").get_json()["data"]["offerings"]
    ada.delete(f"/v1/providers/{profile}/offerings/{offering['id']}")
    accepted = ada.put(f"/v1/providers/{profile}", {"currency": "JPY"})

    assert refused.status_code == 409
    assert accepted.get_json()["data"]["hourlyRate"] == 45


def test_another_zone_makes_another_timetable(ada: Person, profile: int) -> None:
    before = execute("SELECT timetable_version FROM providers WHERE id = :id", id=profile)
    ada.put(f"/v1/providers/{profile}", {"timezone": "Asia/Kathmandu"})
    ada.put(f"/v1/providers/{profile}", {"timezone": "Asia/Kathmandu"})

    assert execute("SELECT timetable_version FROM providers WHERE id = :id", id=profile) == before + 1


def test_a_profile_is_made_once_for_all_who_read_it(
    ada: Person, profile: int, stranger: Person, cleo: Person
) -> None:
    first = stranger.get(f"/v1/providers/{profile}")
    with statements_counted() as again:
        second = cleo.get(f"/v1/providers/{profile}")

    assert second.data == first.data
    assert not any("offerings" in statement for statement in again)
    ada.put(f"/v1/providers/{profile}", {"bio": "Newer"})
    assert stranger.get(f"/v1/providers/{profile}").get_json()["data"]["bio"] == "Newer"
    assert ada.get(f"/v1/providers/{profile}").headers["Cache-Control"] == "private, no-cache"


def test_a_provider_finds_their_own_profile_published_or_not(ada: Person, cleo: Person, profile: int) -> None:
    ada.put(f"/v1/providers/{profile}", {"published": False})

    assert ada.get("/v1/providers/me").get_json()["data"]["id"] == profile
    assert cleo.get("/v1/providers/me").status_code in {403, 404}
