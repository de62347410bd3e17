from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from tests import api
from tests.api import Person, execute, refused_fields
from tests.counting import statements_counted

DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
ALWAYS = {"rules": [{"dayOfWeek": day, "startTime": "00:00", "endTime": "24:00"} for day in DAYS]}


@pytest.fixture
def word() -> str:
    """A word that only this test's providers have in their texts."""
    return f"w{uuid4().hex[:10]}"


@pytest.fixture
def offer(app: Flask, word: str) -> Callable[..., int]:
    """Publish a provider of this test's own."""

    def publish(name: str, *, rate: float = 45, rating: float | None = None, **more: Any) -> int:
        person = api.join(app, name, "PROVIDER")
        profile = {"name": name, "bio": f"About {word}.", "hourlyRate": rate, "currency": "USD", **more}
        provider_id: int = person.post("/v1/providers", profile).get_json()["data"]["id"]
        execute("UPDATE providers SET rating = :rating WHERE id = :id", rating=rating, id=provider_id)
        return provider_id

    return publish


@pytest.fixture
def names(stranger: Person, word: str) -> Callable[..., list[str]]:
    """The names of this test's providers that a search finds, in its order."""

    def search(**query: Any) -> list[str]:
        query["q"] = f"{word} {query.get('q', '')}"
        answer = stranger.get("/v1/providers", query_string=query)
        assert answer.status_code == 200, answer.text
        return [provider["name"] for provider in answer.get_json()["data"]]

    return search


def test_the_designs_own_search_is_answered_in_its_shape(
    offer: Callable[..., int], stranger: Person, word: str
) -> None:
    provider_id = offer(
        "John Smith",
        rating=4.8,
        specializations=[word, "business_english"],
        languages=["english", "spanish"],
        timezone="America/New_York",
    )

    query = {"specialization": word, "language": "english", "rating_min": 4.5, "page": 1, "size": 20}
    answer = stranger.get("/v1/providers", query_string=query)

    (found,) = answer.get_json()["data"]
    wanted = {
        "id": provider_id,
        "name": "John Smith",
        "bio": f"About {word}.",
        "specializations": [word, "business_english"],
        "languages": ["english", "spanish"],
        "hourlyRate": 45.0,
        "rating": 4.8,
        "totalReviews": 0,
        "availability": {"nextAvailable": None, "timezone": "America/New_York", "slots": []},
        "distanceKm": None,
        "highlights": {},
    }
    assert {name: found[name] for name in wanted} == wanted
    assert found["userId"] > 0
    assert answer.get_json()["pagination"] == {"page": 1, "size": 20, "total": 1, "totalPages": 1}
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    again = stranger.get(
        "/v1/providers", query_string=query, headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


def test_each_word_is_looked_for_in_names_texts_and_skills(
    offer: Callable[..., int], names: Callable[..., list[str]]
) -> None:
    offer("Grace", specializations=["language_tutor"], languages=["english"])
    offer("Linus", specializations=["language_tutor"], languages=["finnish"])

    assert names(q="English TUTOR") == ["Grace"]
    assert names(q="tutor linus") == ["Linus"]
    assert names(q="language_tutor", sort="name") == ["Grace", "Linus"]
    assert names(q="plumber") == []


def test_filters_narrow_a_search(offer: Callable[..., int], names: Callable[..., list[str]]) -> None:
    offer("Cheap", rate=20, rating=3.9, specializations=["barber"], languages=["english"])
    offer("Dear", rate=80, rating=4.9, specializations=["barber", "stylist"], languages=["german"])
    offer("New", rate=50, specializations=["stylist"], languages=["english"])

    assert names(specialization="barber") == ["Dear", "Cheap"]
    assert names(language="english") == ["Cheap", "New"]
    assert names(rating_min=4) == ["Dear"]
    assert names(price_min=20, price_max=50, sort="price") == ["Cheap", "New"]
    assert names(specialization="stylist", language="english") == ["New"]


def test_prices_are_asked_for_in_major_units(
    offer: Callable[..., int], names: Callable[..., list[str]]
) -> None:
    offer("Kyoto", rate=5000, currency="JPY")
    offer("Boston", rate=50)

    assert names(price_min=4000) == ["Kyoto"]
    assert names(price_max=4000) == ["Boston"]
    assert names(currency="JPY") == ["Kyoto"]


def test_a_search_is_sorted_as_asked(offer: Callable[..., int], names: Callable[..., list[str]]) -> None:
    offer("bertha", rate=30, rating=4.0)
    offer("Anton", rate=40)
    offer("Caesar", rate=20, rating=5.0)

    assert names() == ["Caesar", "bertha", "Anton"]
    assert names(sort="price") == ["Caesar", "bertha", "Anton"]
    assert names(sort="name") == ["Anton", "bertha", "Caesar"]
    assert names(sort="name", size=1, page=2) == ["bertha"]
    assert names(sort="name", size=1, page=9) == []


def test_the_unpublished_and_the_deleted_are_not_found(
    offer: Callable[..., int], names: Callable[..., list[str]]
) -> None:
    offer("Here")
    hidden, gone = offer("Hidden"), offer("Gone")
    execute("UPDATE providers SET published = false WHERE id = :id", id=hidden)
    execute(
        "UPDATE users SET deleted_at = now() WHERE id = (SELECT user_id FROM providers WHERE id = :id)",
        id=gone,
    )

    assert names() == ["Here"]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"rating_min": 6}, "rating_min"),
        ({"rating_min": "good"}, "rating_min"),
        ({"rating_min": "nan"}, "rating_min"),
        ({"price_min": -1}, "price_min"),
        ({"price_min": 50, "price_max": 20}, "price_max"),
        ({"price_max": "1e999"}, "price_max"),
        ({"specialization": "Language Tutor"}, "specialization"),
        ({"sort": "luck"}, "sort"),
        ({"page": 0}, "page"),
        ({"size": 101}, "size"),
        ({"q": ""}, "q"),
        ({"colour": "red"}, "colour"),
        ({"q": "x" * 10_000}, "q"),
        ({"size": 10_000}, "size"),
        ({"lat": 91, "lon": 0}, "lat"),
        ({"lat": 1}, "lon"),
        ({"radiusKm": 5}, "radiusKm"),
        ({"sort": "distance"}, "sort"),
        ({"freeOn": "tomorrow"}, "freeOn"),
        ({"freeOn": "2020-01-01"}, "freeOn"),
        ({"freeOn": "2900-01-01"}, "freeOn"),
        ({"freeAfter": "17:00"}, "freeAfter"),
        ({"freeOn": "2900-01-01", "freeAfter": "24:00"}, "freeAfter"),
        ({"timezone": "Mars"}, "timezone"),
    ],
)
def test_a_bad_search_names_its_parameter(stranger: Person, query: dict[str, Any], named: str) -> None:
    assert refused_fields(stranger.get("/v1/providers", query_string=query)) == {named}


def test_the_next_free_time_is_the_first_that_can_be_booked(
    ada: Person, profile: int, stranger: Person
) -> None:
    ada.put(f"/v1/providers/{profile}", {"bio": f"a{profile}b"})
    ada.put(f"/v1/providers/{profile}/availability", {**ALWAYS, "timezone": "UTC"})

    def free() -> datetime:
        answer = stranger.get("/v1/providers", query_string={"q": f"a{profile}b"})
        (found,) = answer.get_json()["data"]
        return datetime.fromisoformat(found["availability"]["nextAvailable"])

    first = free()
    ada.post(
        f"/v1/providers/{profile}/time-off",
        {"startTime": first.isoformat(), "endTime": (first + timedelta(days=5)).isoformat()},
    )

    assert timedelta() <= first - datetime.now(UTC) <= timedelta(minutes=30)
    assert free() == first + timedelta(days=5)


def test_a_provider_without_an_offering_has_no_next_free_time(
    ada: Person, profile: int, stranger: Person
) -> None:
    ada.put(f"/v1/providers/{profile}", {"bio": f"a{profile}b"})
    ada.put(f"/v1/providers/{profile}/availability", ALWAYS)
    (offering,) = ada.get(f"/v1/providers/{profile}/offerings").get_json()["data"]
    ada.put(f"/v1/providers/{profile}/offerings/{offering['id']}", {"active": False})

    (found,) = stranger.get("/v1/providers", query_string={"q": f"a{profile}b"}).get_json()["data"]

    assert found["availability"]["nextAvailable"] is None


def test_a_page_of_any_size_takes_three_queries(
    offer: Callable[..., int], names: Callable[..., list[str]]
) -> None:
    for number in range(5):
        offer(f"Number {number}")
    with statements_counted() as one:
        names(size=1)
    with statements_counted() as five:
        assert len(names()) == 5

    assert len(one) == len(five) == 1  # the search itself and the cards go past SQLAlchemy


def test_a_misspelt_word_finds_what_was_meant(
    offer: Callable[..., int], names: Callable[..., list[str]]
) -> None:
    offer("Philippa", specializations=["saxophone_teacher"])

    assert names(q="saxofxne") == []
    assert names(q="saxophome") == names(q="sxaophone") == names(q="phillippa") == ["Philippa"]
    assert names(q="Professeur") == ["Philippa"]


def test_what_was_found_is_marked_and_the_rest_escaped(
    offer: Callable[..., int], stranger: Person, word: str
) -> None:
    offer("Zoë <b>", bio=f"Zoë & friends {word}")

    (found,) = stranger.get(f"/v1/providers?q=zoe+{word}").get_json()["data"]

    assert found["highlights"]["name"] == "<em>Zoë</em> &lt;b&gt;"
    assert found["highlights"]["bio"] == f"<em>Zoë</em> &amp; friends <em>{word}</em>"


def test_facets_count_over_all_pages(offer: Callable[..., int], stranger: Person, word: str) -> None:
    offer("One", bio=word, languages=["english"], meeting="BOTH")
    offer("Two", bio=word, languages=["english", "german"], meeting="ONLINE")

    answer = stranger.get(f"/v1/providers?q={word}&size=1").get_json()

    assert answer["facets"]["languages"] == {"english": 2, "german": 1}
    assert answer["facets"]["meeting"] == {"ONLINE": 2, "IN_PERSON": 1}
    assert answer["degraded"] is False


def test_who_is_near_is_found_the_nearest_first(
    offer: Callable[..., int], stranger: Person, word: str
) -> None:
    for name, latitude in (("Far", 53.5), ("Near", 52.51), ("Nearest", 52.5)):
        offer(name, bio=word, location={"latitude": latitude, "longitude": 13.4, "city": "Berlin"})

    query = {"q": word, "lat": 52.5, "lon": 13.4, "radiusKm": 5, "sort": "distance"}
    found = stranger.get("/v1/providers", query_string=query).get_json()["data"]

    assert [one["name"] for one in found] == ["Nearest", "Near"]
    assert found[1]["distanceKm"] == pytest.approx(1.1, abs=0.1)
    assert found[0]["location"]["city"] == "Berlin"


@pytest.mark.parametrize(
    "signs",
    ["*", "name:zoe", "(", '"', "zoe~2", "/.*/", "\\", "a AND NOT b", "'; DROP TABLE", "[1 TO *]", "é" * 99],
)
def test_signs_of_a_query_language_are_taken_literally(stranger: Person, signs: str) -> None:
    assert stranger.get("/v1/providers", query_string={"q": signs}).status_code == 200
    assert stranger.get("/v1/providers/autocomplete", query_string={"q": signs}).status_code == 200


def test_a_beginning_is_completed(offer: Callable[..., int], stranger: Person, word: str) -> None:
    number = offer(f"Anna {word}", specializations=[f"art_{word}"])

    def completed(begun: str) -> list[dict[str, Any]]:
        answer = stranger.get("/v1/providers/autocomplete", query_string={"q": begun})
        suggestions: list[dict[str, Any]] = answer.get_json()["data"]
        return suggestions

    assert {"text": f"Anna {word}", "providerId": number} in completed(word[:8])
    assert {"text": f"art_{word}", "providerId": None} in completed(f"art {word[:8]}")


def test_the_similar_offer_the_like(offer: Callable[..., int], stranger: Person, word: str) -> None:
    one = offer("One", specializations=[word])
    other = offer("Other", specializations=[word, "else"])
    offer("Stranger", specializations=["else"])

    found = stranger.get(f"/v1/providers/{one}/similar").get_json()["data"]

    assert [provider["id"] for provider in found] == [other]
    assert stranger.get("/v1/providers/999999999/similar").status_code == 404
