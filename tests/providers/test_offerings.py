from typing import Any

import pytest

from tests.api import Person, execute, refused_fields
from tests.counting import statements_counted

TRIAL: dict[str, Any] = {"title": "Trial", "durationMinutes": 25, "price": 12.5}
GROUP: dict[str, Any] = {
    "title": "Group class",
    "description": "Eight mats, one teacher.",
    "durationMinutes": 90,
    "stepMinutes": 15,
    "price": 20,
    "seats": 1,
    "bufferBeforeMinutes": 10,
    "bufferAfterMinutes": 20,
    "noticeMinutes": 120,
    "horizonDays": 30,
    "needsApproval": True,
    "payment": "LATER",
    "active": True,
    "position": 3,
}


@pytest.fixture
def path(profile: int) -> str:
    return f"/v1/providers/{profile}/offerings"


@pytest.fixture
def trial(ada: Person, path: str) -> str:
    """Where Ada's trial lesson is to be found."""
    return str(ada.post(path, TRIAL).headers["Location"])


def timetable(provider_id: int) -> int:
    version: int = execute("SELECT timetable_version FROM providers WHERE id = :id", id=provider_id)
    return version


def test_an_offering_comes_back_as_it_was_added(ada: Person, path: str, stranger: Person) -> None:
    added = ada.post(path, GROUP)

    assert added.status_code == 201, added.text
    data = stranger.get(added.headers["Location"]).get_json()["data"]
    assert {name: data[name] for name in GROUP} == GROUP
    assert data["currency"] == "USD"


@pytest.mark.parametrize(("minutes", "step"), [(25, 25), (30, 30), (60, 30), (90, 30)])
def test_starts_are_half_an_hour_apart_or_less(ada: Person, path: str, minutes: int, step: int) -> None:
    added = ada.post(path, {**TRIAL, "durationMinutes": minutes}).get_json()["data"]

    assert added["stepMinutes"] == step
    assert added["seats"] == 1
    assert added["payment"] == "NOW"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", 5),
        ("description", "x" * 2001),
        ("durationMinutes", 4),
        ("durationMinutes", 1441),
        ("durationMinutes", "60"),
        ("durationMinutes", 60.5),
        ("durationMinutes", True),
        ("stepMinutes", 0),
        ("price", -1),
        ("price", 1.005),
        ("price", None),
        ("seats", 0),
        ("seats", 501),
        ("bufferBeforeMinutes", -5),
        ("bufferAfterMinutes", 2000),
        ("noticeMinutes", 10**7),
        ("horizonDays", 0),
        ("horizonDays", 731),
        ("needsApproval", "no"),
        ("payment", "SOMETIME"),
        ("position", -1),
        ("currency", "EUR"),
    ],
)
def test_bad_input_names_its_field(ada: Person, path: str, trial: str, field: str, value: object) -> None:
    assert refused_fields(ada.post(path, {**TRIAL, field: value})) == {field}
    assert refused_fields(ada.put(trial, {field: value})) == {field}


def test_a_missing_price_is_named(ada: Person, path: str) -> None:
    assert refused_fields(ada.post(path, {"title": "Trial"})) == {"price", "durationMinutes"}


def test_an_offering_that_is_not_active_shows_to_its_owner_alone(
    ada: Person, path: str, trial: str, stranger: Person
) -> None:
    ada.put(trial, {"active": False})

    assert [o["title"] for o in ada.get(path).get_json()["data"]] == ["One hour", "Trial"]
    assert ada.get(path).headers["Cache-Control"] == "private, no-cache"
    assert [o["title"] for o in stranger.get(path).get_json()["data"]] == ["One hour"]
    assert stranger.get(trial).status_code == 404
    assert ada.get(trial).status_code == 200


def test_offerings_stand_in_their_providers_order(ada: Person, path: str, stranger: Person) -> None:
    for title, position in (("Third", 3), ("Second", 2)):
        ada.post(path, {**TRIAL, "title": title, "position": position})

    answer = stranger.get(path, query_string={"size": 2})

    assert [offering["title"] for offering in answer.get_json()["data"]] == ["One hour", "Second"]
    assert answer.get_json()["pagination"] == {"page": 1, "size": 2, "total": 3, "totalPages": 2}


def test_a_withdrawn_offering_is_gone_and_its_row_stays(
    ada: Person, path: str, trial: str, stranger: Person
) -> None:
    answer = ada.delete(trial)

    assert answer.status_code == 204
    assert ada.get(trial).status_code == 404
    assert stranger.get(trial).status_code == 404
    assert ada.delete(trial).status_code == 404
    assert len(ada.get(path).get_json()["data"]) == 1
    assert (
        execute("SELECT deleted_at FROM offerings WHERE id = :id", id=int(trial.rsplit("/", maxsplit=1)[-1]))
        is not None
    )


def test_every_change_makes_another_timetable(ada: Person, path: str, profile: int) -> None:
    versions = [timetable(profile)]
    trial = ada.post(path, TRIAL).headers["Location"]
    versions.append(timetable(profile))
    ada.put(trial, {"durationMinutes": 30})
    versions.append(timetable(profile))
    ada.delete(trial)
    versions.append(timetable(profile))

    assert versions == [1, 2, 3, 4]


def test_of_two_changes_from_one_reading_the_second_is_refused(ada: Person, trial: str) -> None:
    tag = {"If-Match": ada.get(trial).headers["ETag"]}

    statuses = [ada.put(trial, {"price": price}, headers=tag).status_code for price in (1, 2)]

    assert statuses == [200, 412]
    assert ada.delete(trial, headers=tag).status_code == 412
    assert ada.get(trial).get_json()["data"]["price"] == 1
    assert refused_fields(ada.put(trial, {"price": 3}, headers={"If-Match": "yesterday"})) == {"If-Match"}


def test_nobody_touches_somebody_elses_offerings(ben: Person, cleo: Person, path: str, trial: str) -> None:
    cleos = cleo.post("/v1/providers", {"hourlyRate": 1, "currency": "USD"}).get_json()["data"]["id"]
    through_her_own = f"/v1/providers/{cleos}/offerings/{trial.rsplit('/', maxsplit=1)[-1]}"

    assert cleo.post(path, TRIAL).status_code == 404
    assert cleo.put(trial, TRIAL).status_code == 404
    assert cleo.delete(trial).status_code == 404
    assert cleo.get(through_her_own).status_code == 404
    assert cleo.delete(through_her_own).status_code == 404
    assert ben.put(trial, TRIAL).status_code == 403


def test_a_provider_offers_at_most_a_hundred_things(ada: Person, path: str, profile: int) -> None:
    execute(
        "INSERT INTO offerings (provider_id, title, duration_minutes, step_minutes, price_minor, currency)"
        " SELECT :id, 'Lesson ' || n, 60, 30, 0, 'USD' FROM generate_series(1, 99) n",
        id=profile,
    )

    assert ada.post(path, TRIAL).status_code == 409


def test_a_longer_list_takes_no_more_queries(ada: Person, path: str, profile: int, stranger: Person) -> None:
    with statements_counted() as short:
        stranger.get(path)
        stranger.get(f"/v1/providers/{profile}")
    for _ in range(5):
        ada.post(path, TRIAL)
    with statements_counted() as long:
        stranger.get(path)
        stranger.get(f"/v1/providers/{profile}")

    assert len(short) == len(long) == 6
