from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.availability.rules import open_slots
from app.availability.schedule import ask, schedule_of
from app.kernel.intervals import Interval
from app.kernel.zones import instant_from, moment_of, zone
from tests.api import Person, execute, refused_fields
from tests.availability.slots.looking import look, starts
from tests.factories.desks import Desk, offer, open_desk


def takes(desk: Desk, since: datetime, until: datetime) -> None:
    execute(
        "INSERT INTO occupancies (resource_id, during, kind, starts_at)"
        " SELECT id, tstzrange(:since, :until), 'time_off', :since FROM resources WHERE provider_id = :id",
        id=desk.provider_id,
        since=since,
        until=until,
    )


def test_anybody_sees_the_free_times_of_a_day(stranger: Person, desk: Desk) -> None:
    data = look(stranger, desk, desk.at(0), desk.at(24))

    expected = [desk.at(8) + timedelta(minutes=30 * half) for half in range(19)]
    assert starts(data) == expected
    assert data["slots"][0] == {
        "startTime": f"{desk.at(8):%FT%T}Z",
        "endTime": f"{desk.at(9):%FT%T}Z",
    }
    facts = (data["offeringId"], data["durationMinutes"], data["price"], data["currency"])
    assert facts == (desk.offering_id, 60, 0, "EUR")
    assert (data["timezone"], data["providerTimezone"]) == ("UTC", "UTC")


def test_the_window_is_half_open_and_by_the_starts(stranger: Person, desk: Desk) -> None:
    assert starts(look(stranger, desk, desk.at(10), desk.at(10, 30))) == [desk.at(10)]
    assert starts(look(stranger, desk, desk.at(10, 1), desk.at(10, 30))) == []


def test_what_is_taken_is_not_listed(stranger: Person, desk: Desk) -> None:
    desk.offers(buffer_after_minutes=30)
    takes(desk, desk.at(12), desk.at(13))

    listed = starts(look(stranger, desk, desk.at(0), desk.at(24)))

    assert desk.at(10, 30) in listed
    assert not {desk.at(11), desk.at(11, 30), desk.at(12), desk.at(12, 30)} & set(listed)
    assert desk.at(13) in listed


def test_what_is_taken_far_from_the_window_counts_through_its_buffer(stranger: Person, desk: Desk) -> None:
    desk.opens(0, 1440)
    desk.offers(duration_minutes=1440, buffer_after_minutes=1440, step_minutes=60)
    takes(desk, desk.at(23, day=6), desk.at(1, day=7))

    listed = starts(look(stranger, desk, desk.at(0, day=3), desk.at(0, day=6)))

    assert max(listed) == desk.at(23, day=4)


def test_the_list_is_what_the_engine_says(stranger: Person, ada: Person) -> None:
    desk = open_desk(ada, timezone="America/New_York", opens=9 * 60 + 10, step_minutes=25, notice_minutes=90)
    takes(desk, desk.at(15), desk.at(17, 5))
    since, until = desk.at(0, day=0), desk.at(0, day=31)

    data = look(stranger, desk, since, until)

    facts = ask(desk.provider_id, offering_id=desk.offering_id, since=since, until=until)
    assert facts is not None
    schedule = schedule_of(facts)
    window = Interval(instant_from(since), instant_from(until))
    expected = open_slots(schedule.timetable, schedule.terms, window=window, now=schedule.now)
    assert starts(data) == [moment_of(at) for at in expected]
    assert len(expected) > 300


def test_offsets_are_the_viewers_on_both_sides_of_a_change_of_the_clock(
    stranger: Person, ada: Person
) -> None:
    desk = open_desk(ada, opens=0, closes=1440, step_minutes=60, horizon_days=730)
    lord_howe = zone("Australia/Lord_Howe")
    change = next(
        day
        for day in range(1, 400)
        if desk.at(0, day=day).astimezone(lord_howe).utcoffset()
        != desk.at(0, day=day + 1).astimezone(lord_howe).utcoffset()
    )

    window = desk.at(0, day=change - 1), desk.at(0, day=change + 2)

    data = look(stranger, desk, *window, timezone=lord_howe.key)

    assert len(data["slots"]) == 72
    texts = [slot["startTime"] for slot in data["slots"]]
    assert {text[-6:] for text in texts} == {"+10:30", "+11:00"}
    assert texts == [at.astimezone(lord_howe).isoformat() for at in starts(data)]
    ends = [datetime.fromisoformat(slot["endTime"]) for slot in data["slots"]]
    assert {end - start for start, end in zip(starts(data), ends, strict=True)} == {timedelta(hours=1)}


def test_the_first_offering_is_meant_where_none_is_named(stranger: Person, desk: Desk) -> None:
    first = offer(desk.provider_id, duration_minutes=45, position=-1)
    window = {"from": desk.at(0).isoformat(), "to": desk.at(24).isoformat()}

    assert stranger.get(desk.slots, query_string=window).get_json()["data"]["offeringId"] == first


@pytest.mark.parametrize(
    ("since", "until"), [(timedelta(), timedelta(days=31)), (timedelta(days=1000), timedelta(days=1001))]
)
def test_a_window_of_31_days_is_answered(
    stranger: Person, desk: Desk, since: timedelta, until: timedelta
) -> None:
    look(stranger, desk, desk.at(0) + since, desk.at(0) + until)


DAY = "2030-01-01T00:00:00Z"
BAD: list[tuple[dict[str, Any], set[str]]] = [
    ({"from": DAY, "to": "2030-02-01T00:00:01Z"}, {"to"}),
    ({"from": DAY, "to": DAY}, {"to"}),
    ({"from": DAY, "to": "2029-01-01T00:00:00Z"}, {"to"}),
    ({"from": DAY}, {"to"}),
    ({}, {"from", "to"}),
    ({"from": "0001-01-01T00:00:00Z", "to": "0001-01-02T00:00:00Z"}, {"from", "to"}),
    ({"from": "9999-12-30T00:00:00Z", "to": "9999-12-31T00:00:00Z"}, {"from", "to"}),
    ({"from": "2030-01-01", "to": "2030-01-02"}, {"from", "to"}),
    ({"from": DAY, "to": "2030-01-02T00:00:00Z", "timezone": "Mars/Olympus"}, {"timezone"}),
    ({"from": DAY, "to": "2030-01-02T00:00:00Z", "timezone": "Factory"}, {"timezone"}),
    ({"from": DAY, "to": "2030-01-02T00:00:00Z", "timezone": ""}, {"timezone"}),
    ({"from": DAY, "to": "2030-01-02T00:00:00Z", "offeringId": "x"}, {"offeringId"}),
    ({"from": DAY, "to": "2030-01-02T00:00:00Z", "offeringId": 0}, {"offeringId"}),
    ({"from": DAY, "to": "2030-01-02T00:00:00Z", "offeringId": 2**63}, {"offeringId"}),
    ({"from": DAY, "to": "2030-01-02T00:00:00Z", "chairs": 1}, {"chairs"}),
]


@pytest.mark.parametrize(("query", "fields"), BAD)
def test_a_bad_question_is_refused(
    stranger: Person, desk: Desk, query: dict[str, Any], fields: set[str]
) -> None:
    assert refused_fields(stranger.get(desk.slots, query_string=query)) == fields


@pytest.mark.parametrize("path", ["slots", "slots/explain"])
def test_what_is_not_shown_has_no_slots(stranger: Person, desk: Desk, path: str) -> None:
    query = {"from": DAY, "to": "2030-01-02T00:00:00Z"} if path == "slots" else {"at": DAY}

    def status(provider_id: int, **more: Any) -> int:
        url = f"/v1/providers/{provider_id}/{path}"
        return stranger.get(url, query_string={**query, **more}).status_code

    assert status(desk.provider_id, offeringId=10**14) == 404
    assert status(10**14) == 404
    desk.offers(active=False)
    assert status(desk.provider_id) == 404
    desk.offers(active=True)
    assert status(desk.provider_id) == 200
    desk.is_now(published=False)
    assert status(desk.provider_id) == 404
    desk.is_now(published=True, deleted_at=datetime.now(UTC))
    assert status(desk.provider_id) == 404
