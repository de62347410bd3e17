"""Trips, public holidays, and a colleague to turn to."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.api import Person, refused_fields
from tests.availability.slots.looking import look, starts
from tests.bookings.asking import ask, book, seen
from tests.factories.desks import Desk, open_desk


@pytest.fixture
def desk(ada: Person) -> Desk:
    return open_desk(ada, timezone="Europe/London", opens=9 * 60, closes=11 * 60, step_minutes=60)


def at(desk: Desk, what: str) -> str:
    return f"/v1/providers/{desk.provider_id}/{what}"


def trip(desk: Desk, first: int, last: int, zone: str = "Asia/Tokyo") -> dict[str, str]:
    dates = {"firstDate": f"{desk.at(day=first):%F}", "lastDate": f"{desk.at(day=last):%F}"}
    return {**dates, "timezone": zone}


def test_on_a_trip_the_hours_are_read_there(stranger: Person, ben: Person, desk: Desk) -> None:
    answer = desk.owner.put(at(desk, "trips"), {"trips": [trip(desk, 3, 4)]})
    assert (answer.status_code, answer.get_json()["data"]["conflicts"]) == (200, [])

    found = look(stranger, desk, desk.at(0, day=2), desk.at(0, day=5), timezone="Asia/Tokyo")["slots"]

    assert [slot["startTime"][8:] for slot in found if slot["startTime"].endswith("T09:00:00+09:00")] == [
        f"{desk.at(day=day):%d}T09:00:00+09:00" for day in (3, 4)
    ]
    booked = book(ben, desk, desk.at(0, day=3))  # nine in Tokyo
    assert seen(ben, booked)["status"] == "CONFIRMED"


def test_a_trip_names_the_bookings_it_leaves_outside(ben: Person, desk: Desk) -> None:
    booking = book(ben, desk, starts(look(ben, desk, desk.at(0), desk.at(24)))[0])

    answer = desk.owner.put(at(desk, "trips"), {"trips": [trip(desk, 3, 3)]}).get_json()["data"]

    assert [conflict["bookingId"] for conflict in answer["conflicts"]] == [booking]
    assert desk.owner.get(at(desk, "trips")).get_json()["data"]["trips"] == [trip(desk, 3, 3)]


@pytest.mark.parametrize(
    ("trips", "field"),
    [
        ([{"firstDate": "2027-05-02", "lastDate": "2027-05-01", "timezone": "UTC"}], "trips.0.lastDate"),
        (
            [{"firstDate": "2027-05-01", "lastDate": "2027-05-02", "timezone": "Mars/Base"}],
            "trips.0.timezone",
        ),
        ([{"firstDate": "2027-05-01", "timezone": "UTC"}], "trips.0.lastDate"),
        (
            [{"firstDate": "2027-05-01", "lastDate": "2027-05-03", "timezone": "UTC"}] * 2,
            "trips.1.firstDate",
        ),
    ],
)
def test_a_bad_trip_is_refused_by_its_field(desk: Desk, trips: list[dict[str, str]], field: str) -> None:
    assert refused_fields(desk.owner.put(at(desk, "trips"), {"trips": trips})) == {field}


def german(**more: Any) -> dict[str, Any]:
    return {"country": "DE", "subdivision": "BY", "worked": [], **more}


def coming(desk: Desk, name: str) -> date:
    listed = desk.owner.get(at(desk, "holidays")).get_json()["data"]["coming"]
    return next(date.fromisoformat(one["date"]) for one in listed if one["name"] == name)


def free_on(person: Person, desk: Desk, day: date) -> int:
    since = desk.at(0, day=0) + (day - desk.at(day=0).date()) * 1
    return len(starts(look(person, desk, since, since + timedelta(days=1))))


def test_on_a_public_holiday_a_provider_is_closed(stranger: Person, desk: Desk) -> None:
    desk.offers(horizon_days=730)
    chosen = desk.owner.put(at(desk, "holidays"), german())
    assert chosen.status_code == 200, chosen.text
    new_year = coming(desk, "Neujahr")

    assert free_on(stranger, desk, new_year) == 0
    assert free_on(stranger, desk, new_year + timedelta(days=2)) == 2


@pytest.mark.parametrize("by", ["name", "date", "override"])
def test_a_holiday_is_worked_by_its_name_its_date_or_an_override(
    stranger: Person, desk: Desk, by: str
) -> None:
    desk.offers(horizon_days=730)
    desk.owner.put(at(desk, "holidays"), german())
    new_year = coming(desk, "Neujahr")

    if by == "override":
        span = {"startTime": "09:00", "endTime": "11:00"}
        rules = desk.owner.get(at(desk, "availability")).get_json()["data"]["rules"]
        hours = {"rules": rules, "overrides": [{"date": new_year.isoformat(), "spans": [span]}]}
        assert desk.owner.put(at(desk, "availability"), hours).status_code == 200
    else:
        worked = ["neujahr" if by == "name" else new_year.isoformat()]
        answer = desk.owner.put(at(desk, "holidays"), german(worked=worked)).get_json()["data"]
        assert {one["name"] for one in answer["coming"] if one["worked"]} == {"Neujahr"}

    assert free_on(stranger, desk, new_year) == 2


def test_a_booking_on_a_holiday_stands_and_is_named(ben: Person, desk: Desk) -> None:
    desk.offers(horizon_days=730)
    desk.owner.put(at(desk, "holidays"), german())
    day = coming(desk, "Neujahr")
    desk.owner.put(at(desk, "holidays"), german(country=None, subdivision=None))
    since = desk.at(0, day=0) + (day - desk.at(day=0).date()) * 1
    booking = book(ben, desk, starts(look(ben, desk, since, since + timedelta(days=1)))[0])

    answer = desk.owner.put(at(desk, "holidays"), german()).get_json()["data"]

    assert [conflict["bookingId"] for conflict in answer["conflicts"]] == [booking]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"country": "XX"}, "country"),
        ({"country": "de"}, "country"),
        ({"country": "Germany"}, "country"),
        ({"subdivision": "ENG"}, "subdivision"),
        ({"country": None}, "subdivision"),
        ({"worked": [""]}, "worked.0"),
        ({"worked": ["x"] * 101}, "worked"),
    ],
)
def test_a_bad_choice_is_refused_by_its_field(desk: Desk, changes: dict[str, Any], field: str) -> None:
    assert refused_fields(desk.owner.put(at(desk, "holidays"), german(**changes))) == {field}


def test_trips_and_holidays_are_their_providers_alone(ben: Person, cleo: Person, desk: Desk) -> None:
    for what, body in (("trips", {"trips": []}), ("holidays", german())):
        assert [person.get(at(desk, what)).status_code for person in (ben, cleo)] == [403, 404]
        assert [person.put(at(desk, what), body).status_code for person in (ben, cleo)] == [403, 404]


def test_clients_learn_of_the_colleague_while_a_provider_is_off(
    ben: Person, cleo: Person, desk: Desk
) -> None:
    other = open_desk(cleo)
    first, last = desk.at(0, day=3), desk.at(0, day=5)
    body = {"startTime": first.isoformat(), "endTime": last.isoformat(), "note": "Sailing."}
    taken = desk.owner.post(at(desk, "time-off"), {**body, "colleagueProviderId": other.provider_id})
    assert taken.get_json()["data"]["colleagueProviderId"] == other.provider_id
    colleague = {"providerId": other.provider_id, "name": "Somebody's desk"}

    shown = look(ben, desk, desk.at(0, day=2), desk.at(0, day=4))["timeOff"]
    hour = starts(look(ben, desk, desk.at(0, day=6), desk.at(24, day=6)))[0] - timedelta(days=3)
    explained = ben.get(f"{desk.slots}/explain", query_string={"at": hour.isoformat()}).get_json()["data"]
    refused = ask(ben, desk, hour).get_json()["error"]

    assert shown == [{"startTime": f"{first:%FT%T}Z", "endTime": f"{last:%FT%T}Z", "colleague": colleague}]
    assert (explained["reasons"], explained["colleague"]) == (["TAKEN"], colleague)
    assert (refused["code"], refused["colleague"]) == ("SLOT_TAKEN", colleague)
    assert look(ben, desk, desk.at(0, day=6), desk.at(0, day=8))["timeOff"] == []


def test_a_colleague_is_another_provider_who_can_be_found(cleo: Person, desk: Desk) -> None:
    hidden = open_desk(cleo)
    hidden.is_now(published=False)
    body = {"startTime": desk.at(0).isoformat(), "endTime": desk.at(24).isoformat()}

    for colleague in (desk.provider_id, hidden.provider_id, 10**9):
        answer = desk.owner.post(at(desk, "time-off"), {**body, "colleagueProviderId": colleague})
        assert refused_fields(answer) == {"colleagueProviderId"}
