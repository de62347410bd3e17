from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.api import Person, execute, refused_fields
from tests.availability.taken import book, taken
from tests.counting import statements_counted

NOON = (datetime.now(UTC) + timedelta(days=3)).replace(hour=12, minute=0, second=0, microsecond=0)
HOUR = timedelta(hours=1)


@pytest.fixture
def path(profile: int) -> str:
    return f"/v1/providers/{profile}/time-off"


def stretch(start: datetime, end: datetime, **more: Any) -> dict[str, Any]:
    return {"startTime": start.isoformat(), "endTime": end.isoformat(), **more}


def test_a_free_stretch_is_taken_whole(ada: Person, profile: int, path: str) -> None:
    answer = ada.post(path, stretch(NOON, NOON + 3 * HOUR, note="Dentist"))

    assert answer.status_code == 201, answer.text
    data = answer.get_json()["data"]
    assert data["note"] == "Dentist"
    assert data["bookings"] == []
    assert ada.get(answer.headers["Location"]).get_json()["data"] == data
    assert taken(profile, "time_off") == [(NOON, NOON + 3 * HOUR)]
    assert book(profile, NOON + HOUR) is None


def test_bookings_in_the_way_stand_and_are_listed(ada: Person, profile: int, path: str) -> None:
    standing = book(profile, NOON + HOUR)

    data = ada.post(path, stretch(NOON, NOON + 3 * HOUR)).get_json()["data"]

    assert [booking["bookingId"] for booking in data["bookings"]] == [standing]
    assert taken(profile, "time_off") == [(NOON, NOON + HOUR), (NOON + 2 * HOUR, NOON + 3 * HOUR)]
    assert len(taken(profile, "booking")) == 1


def test_a_booking_cancelled_later_leaves_its_time_closed(ada: Person, profile: int, path: str) -> None:
    hours = {"rules": [{"dayOfWeek": day, "startTime": "00:00", "endTime": "24:00"} for day in DAYS]}
    ada.put(f"/v1/providers/{profile}/availability", {**hours, "timezone": "UTC"})
    ada.put(f"/v1/providers/{profile}", {"bio": f"Known as no{profile}"})
    start = datetime.now(UTC) - HOUR
    standing = book(profile, datetime.now(UTC) + HOUR)
    ada.post(path, stretch(start, NOON + 30 * timedelta(days=1)))

    execute("DELETE FROM occupancies WHERE booking_id = :id", id=standing)

    found = ada.get("/v1/providers", query_string={"q": f"no{profile}"}).get_json()["data"]
    (mine,) = [provider for provider in found if provider["id"] == profile]
    assert mine["availability"]["nextAvailable"] is None


DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")


def test_times_off_may_overlap(ada: Person, profile: int, path: str) -> None:
    first = ada.post(path, stretch(NOON, NOON + 2 * HOUR))
    second = ada.post(path, stretch(NOON + HOUR, NOON + 3 * HOUR))

    assert [first.status_code, second.status_code] == [201, 201]
    assert taken(profile, "time_off") == [(NOON, NOON + 2 * HOUR), (NOON + 2 * HOUR, NOON + 3 * HOUR)]


def test_ended_time_off_is_free_again(ada: Person, profile: int, path: str) -> None:
    book(profile, NOON + HOUR)
    where = ada.post(path, stretch(NOON, NOON + 3 * HOUR)).headers["Location"]

    assert ada.delete(where).status_code == 204
    assert ada.delete(where).status_code == 404
    assert taken(profile, "time_off") == []
    assert len(taken(profile, "booking")) == 1
    busy = (
        "SELECT count(*) FROM busy_periods b JOIN resources r ON r.id = resource_id WHERE provider_id = :id"
    )
    assert execute(busy, id=profile) == 0


def test_only_their_provider_sees_times_off(
    ada: Person, ben: Person, cleo: Person, stranger: Person, path: str
) -> None:
    where = ada.post(path, stretch(NOON, NOON + HOUR, note="Private")).headers["Location"]

    assert [cleo.get(path).status_code, cleo.get(where).status_code] == [404, 404]
    assert [cleo.delete(where).status_code, cleo.post(path, stretch(NOON, NOON + HOUR)).status_code] == [
        404,
        404,
    ]
    assert [ben.get(path).status_code, stranger.get(path).status_code] == [403, 401]
    assert ada.get(where).status_code == 200


@pytest.mark.parametrize(
    ("start", "end", "named"),
    [
        (NOON, NOON, "endTime"),
        (NOON, NOON - HOUR, "endTime"),
        (NOON - timedelta(days=30), NOON - timedelta(days=29), "endTime"),
        (NOON, NOON + timedelta(days=367), "endTime"),
        (NOON + timedelta(days=3000), NOON + timedelta(days=3001), "endTime"),
        (NOON.replace(tzinfo=None), NOON + HOUR, "startTime"),
    ],
)
def test_a_senseless_stretch_names_its_field(
    ada: Person, path: str, start: datetime, end: datetime, named: str
) -> None:
    assert refused_fields(ada.post(path, stretch(start, end))) == {named}
    assert refused_fields(ada.post(path, stretch(NOON, NOON + HOUR, note="x" * 501))) == {"note"}


def test_a_list_is_paged_latest_first_with_the_same_queries_for_any_length(ada: Person, path: str) -> None:
    starts = [NOON + day * timedelta(days=1) for day in range(4)]
    ada.post(path, stretch(starts[0], starts[0] + HOUR))
    with statements_counted() as short:
        ada.get(path)
    for start in starts[1:]:
        ada.post(path, stretch(start, start + HOUR))
    with statements_counted() as long:
        answer = ada.get(path, query_string={"size": 3}).get_json()

    assert [datetime.fromisoformat(item["startTime"]) for item in answer["data"]] == starts[:0:-1]
    assert answer["pagination"]["total"] == 4
    assert len(short) == len(long) == 5
