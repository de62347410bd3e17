"""Several schedules: some offerings have hours of their own."""

from typing import Any

import pytest

from tests.api import Person, refused_fields
from tests.availability.slots.looking import look, starts
from tests.bookings.asking import book
from tests.factories.desks import Desk, offer, open_desk

EVENING: dict[str, Any] = {"name": "Evenings", "rules": [], "overrides": []}
DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
RULES = [{"dayOfWeek": day, "startTime": "18:00", "endTime": "20:00"} for day in DAYS]


@pytest.fixture
def desk(ada: Person) -> Desk:
    return open_desk(ada, duration_minutes=60, step_minutes=60)


@pytest.fixture
def path(desk: Desk) -> str:
    return f"/v1/providers/{desk.provider_id}/schedules"


@pytest.fixture
def evenings(desk: Desk, path: str) -> int:
    added = desk.owner.post(path, {**EVENING, "rules": RULES})
    assert added.status_code == 201, added.text
    schedule_id: int = added.get_json()["data"]["id"]
    return schedule_id


def follow(desk: Desk, offering_id: int, schedule_id: int | None) -> None:
    where = f"/v1/providers/{desk.provider_id}/offerings/{offering_id}"
    answer = desk.owner.put(where, {"scheduleId": schedule_id})
    assert answer.status_code == 200, answer.text


def hours(person: Person, desk: Desk, offering_id: int, day: int = 3) -> list[str]:
    found = starts(look(person, desk, desk.at(0, day=day), desk.at(24, day=day), offeringId=offering_id))
    return [f"{start:%H:%M}" for start in found]


def test_an_offering_follows_its_schedule_and_the_others_the_standard_hours(
    stranger: Person, desk: Desk, evenings: int
) -> None:
    second = offer(desk.provider_id, position=1)
    follow(desk, second, evenings)

    assert hours(stranger, desk, second) == ["18:00", "18:30", "19:00"]
    assert hours(stranger, desk, desk.offering_id)[0] == "08:00"
    follow(desk, second, None)
    assert hours(stranger, desk, second)[0] == "08:00"


def test_what_is_booked_of_one_is_taken_of_all(
    stranger: Person, ben: Person, desk: Desk, evenings: int
) -> None:
    desk.opens(8 * 60, 20 * 60)
    second = offer(desk.provider_id, position=1, step_minutes=60)
    follow(desk, second, evenings)
    book(ben, desk, desk.at(18))

    assert hours(stranger, desk, second) == ["19:00"]


def test_a_date_of_its_own_wins_over_one_for_all(
    stranger: Person, desk: Desk, path: str, evenings: int
) -> None:
    follow(desk, desk.offering_id, evenings)
    desk.closes_on(desk.at(day=3).date())
    assert hours(stranger, desk, desk.offering_id) == []

    own = {"date": f"{desk.at(day=3):%F}", "spans": [{"startTime": "21:00", "endTime": "22:00"}]}
    desk.owner.put(f"{path}/{evenings}", {**EVENING, "rules": RULES, "overrides": [own]})

    assert hours(stranger, desk, desk.offering_id) == ["21:00"]


def test_new_hours_name_the_bookings_outside_of_them(
    ben: Person, desk: Desk, path: str, evenings: int
) -> None:
    follow(desk, desk.offering_id, evenings)
    late = book(ben, desk, desk.at(19))
    other = offer(desk.provider_id, position=1)
    book(ben, desk, desk.at(9), offeringId=other)
    earlier = [{**rule, "endTime": "19:00"} for rule in RULES]

    answer = desk.owner.put(f"{path}/{evenings}", {**EVENING, "rules": earlier}).get_json()["data"]

    assert [conflict["bookingId"] for conflict in answer["conflicts"]] == [late]


def test_standard_hours_are_replaced_beside_it(desk: Desk, path: str, evenings: int) -> None:
    where = f"/v1/providers/{desk.provider_id}/availability"

    assert desk.owner.put(where, {"rules": []}).status_code == 200

    kept = desk.owner.get(f"{path}/{evenings}").get_json()["data"]
    assert len(kept["rules"]) == 7
    assert desk.owner.get(where).get_json()["data"]["rules"] == []


def test_schedules_are_listed_renamed_and_dropped(desk: Desk, path: str, evenings: int) -> None:
    renamed = desk.owner.put(f"{path}/{evenings}", {**EVENING, "name": "Nights"})
    assert (renamed.status_code, renamed.get_json()["data"]["rules"]) == (200, [])
    listed = desk.owner.get(path).get_json()["data"]["schedules"]
    assert [(one["id"], one["name"]) for one in listed] == [(evenings, "Nights")]

    assert desk.owner.delete(f"{path}/{evenings}").status_code == 204
    assert desk.owner.get(f"{path}/{evenings}").status_code == 404


def test_one_that_an_offering_follows_is_not_dropped(desk: Desk, path: str, evenings: int) -> None:
    follow(desk, desk.offering_id, evenings)

    assert desk.owner.delete(f"{path}/{evenings}").status_code == 409


def test_a_stale_change_is_refused(desk: Desk, path: str, evenings: int) -> None:
    tag = desk.owner.get(f"{path}/{evenings}").headers["ETag"]
    desk.owner.put(f"{path}/{evenings}", EVENING)

    late = desk.owner.put(f"{path}/{evenings}", EVENING, headers={"If-Match": tag})

    assert late.status_code == 412


def test_schedules_are_their_providers_alone(cleo: Person, ben: Person, path: str, evenings: int) -> None:
    assert [person.get(path).status_code for person in (cleo, ben)] == [404, 403]
    assert cleo.put(f"{path}/{evenings}", EVENING).status_code == 404
    assert cleo.delete(f"{path}/{evenings}").status_code == 404


def test_nobody_follows_another_providers_schedule(cleo: Person, evenings: int) -> None:
    other = open_desk(cleo)
    where = f"/v1/providers/{other.provider_id}/offerings/{other.offering_id}"

    assert refused_fields(cleo.put(where, {"scheduleId": evenings})) == {"scheduleId"}
    assert refused_fields(cleo.put(where, {"scheduleId": 0})) == {"scheduleId"}


TWICE = [RULES[0], {**RULES[0], "startTime": "19:00", "endTime": "21:00"}]


@pytest.mark.usefixtures("evenings")
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"name": "EVENINGS"}, "name"),
        ({"rules": [{**RULES[0], "endTime": "23:59"}]}, "rules.0.endTime"),
        ({"rules": TWICE}, "rules.1.startTime"),
        ({"rules": RULES * 30}, "rules"),
        ({"overrides": [{"date": "2027-01-01", "spans": [RULES[0]]}]}, "overrides.0.spans.0.dayOfWeek"),
    ],
)
def test_bad_hours_are_refused_by_their_field(
    desk: Desk, path: str, changes: dict[str, Any], field: str
) -> None:
    assert field in refused_fields(desk.owner.post(path, EVENING | changes))
