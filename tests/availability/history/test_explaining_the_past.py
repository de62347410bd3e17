"""`slots/explain` as of a past moment, and what only the provider is told."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.api import Person, execute, refused_fields
from tests.bookings.asking import book
from tests.factories.desks import Desk, open_desk

PRIVATE = "against"


@pytest.fixture
def desk(ada: Person) -> Desk:
    """Its history is known: whoever opens a profile over the API has one from the first moment."""
    desk = open_desk(ada)
    desk.changed()
    return desk


def now() -> datetime:
    """By the clock that dates the history."""
    moment: datetime = execute("SELECT clock_timestamp()")
    return moment


def explain(person: Person, desk: Desk, at: datetime, moment: datetime | None = None) -> dict[str, Any]:
    asked = {"at": at.isoformat(), "offeringId": desk.offering_id}
    if moment is not None:
        asked["asOf"] = moment.isoformat()
    answer = person.get(f"{desk.slots}/explain", query_string=asked)
    assert answer.status_code == 200, answer.text
    data: dict[str, Any] = answer.get_json()["data"]
    return data


def behind(person: Person, desk: Desk, at: datetime, moment: datetime | None = None) -> list[tuple[Any, ...]]:
    """Reason, kind, id and note of all that the provider is told."""
    against = explain(person, desk, at, moment)[PRIVATE]
    return [(one["reason"], one["kind"], one["id"], one["note"]) for one in against]


def missing(answer: TestResponse) -> list[str]:
    """The fields that a 404 names."""
    assert answer.status_code == 404, answer.text
    return [detail["field"] for detail in answer.get_json()["error"]["details"]]


def test_a_booking_cancelled_since_stood_in_the_way_then(ada: Person, ben: Person, desk: Desk) -> None:
    before = now()
    booking_id = book(ben, desk, desk.at(10), notes="Left knee")
    booked = now()
    assert ben.delete(f"/v1/bookings/{booking_id}").status_code == 204

    assert explain(ben, desk, desk.at(10))["offered"]
    assert explain(ben, desk, desk.at(10), before)["offered"]
    assert explain(ben, desk, desk.at(10), booked)["reasons"] == ["TAKEN"]
    assert behind(ada, desk, desk.at(10), booked) == [("TAKEN", "BOOKING", booking_id, "Left knee")]


def test_a_booking_moved_since_stood_where_it_stood(ben: Person, desk: Desk) -> None:
    booking_id = book(ben, desk, desk.at(10))
    booked = now()
    moved = ben.put(f"/v1/bookings/{booking_id}", {"startTime": desk.at(14).isoformat()})
    assert moved.status_code == 200, moved.text

    assert explain(ben, desk, desk.at(10), booked)["reasons"] == ["TAKEN"]
    assert explain(ben, desk, desk.at(14), booked)["reasons"] == []
    assert explain(ben, desk, desk.at(14))["reasons"] == ["TAKEN"]


def test_hours_and_terms_are_those_of_the_moment(ben: Person, desk: Desk) -> None:
    wide = now()
    desk.opens(12 * 60, 18 * 60)
    narrow = now()
    desk.offers(step_minutes=60, horizon_days=1)

    assert explain(ben, desk, desk.at(10, 30), wide)["reasons"] == []
    assert explain(ben, desk, desk.at(10, 30), narrow)["reasons"] == ["OUTSIDE_HOURS"]
    assert explain(ben, desk, desk.at(12, 30), narrow)["reasons"] == []
    assert explain(ben, desk, desk.at(12, 30))["reasons"] == ["TOO_FAR", "OFF_GRID"]


def test_notice_counts_from_the_moment(ben: Person, desk: Desk) -> None:
    desk.offers(notice_minutes=24 * 60)
    moment = now()

    assert explain(ben, desk, moment + timedelta(hours=2), moment)["reasons"][0] == "TOO_SOON"
    assert explain(ben, desk, moment - timedelta(minutes=1), moment)["reasons"][0] == "IN_THE_PAST"


def test_a_time_off_ended_since_and_its_colleague(ada: Person, ben: Person, cleo: Person, desk: Desk) -> None:
    other = open_desk(cleo)
    off = {
        "startTime": desk.at(9).isoformat(),
        "endTime": desk.at(12).isoformat(),
        "note": "Dentist",
        "colleagueProviderId": other.provider_id,
    }
    taken = ada.post(f"/v1/providers/{desk.provider_id}/time-off", off)
    away = now()
    assert ada.delete(taken.headers["Location"]).status_code == 204

    told = explain(ben, desk, desk.at(10), away)

    assert (told["reasons"], told["colleague"]["providerId"]) == (["TAKEN"], other.provider_id)
    assert behind(ada, desk, desk.at(10), away) == [
        ("TAKEN", "TIME_OFF", taken.get_json()["data"]["id"], "Dentist")
    ]
    assert explain(ben, desk, desk.at(10))["colleague"] is None
    assert ada.get(taken.headers["Location"]).status_code == 404


def test_what_the_provider_is_told_of_hours(ada: Person, desk: Desk) -> None:
    body = {
        "timezone": "UTC",
        "rules": [{"dayOfWeek": f"{desk.at(day=3):%A}".upper(), "startTime": "08:00", "endTime": "12:00"}],
        "overrides": [{"date": f"{desk.at(day=5):%F}", "spans": [], "reason": "Moving house"}],
    }
    put = ada.put(f"/v1/providers/{desk.provider_id}/availability", body)
    assert put.status_code == 200, put.text
    ids = execute(
        "SELECT json_build_array((SELECT id FROM availability WHERE provider_id = :id),"
        " (SELECT id FROM availability_overrides WHERE provider_id = :id))",
        id=desk.provider_id,
    )

    assert behind(ada, desk, desk.at(14)) == [("OUTSIDE_HOURS", "RULE", ids[0], "08:00-12:00")]
    assert behind(ada, desk, desk.at(14, day=5)) == [("OUTSIDE_HOURS", "OVERRIDE", ids[1], "Moving house")]
    assert behind(ada, desk, desk.at(14, day=4)) == [
        ("OUTSIDE_HOURS", "SCHEDULE", None, f"No hours on a {desk.at(day=4):%A}.")
    ]
    assert behind(ada, desk, desk.at(9)) == []


def test_what_the_provider_is_told_of_limits_rest_holidays_and_trips(
    ada: Person, ben: Person, desk: Desk
) -> None:
    booking_id = book(ben, desk, desk.at(10))
    pace = {"restMinutes": 60, "limits": [{"period": "DAY", "count": 1}]}
    assert ada.put(f"/v1/providers/{desk.provider_id}/pace", pace).status_code == 200
    away = {"firstDate": f"{desk.at(day=8):%F}", "lastDate": f"{desk.at(day=8):%F}", "timezone": "Asia/Tokyo"}
    assert ada.put(f"/v1/providers/{desk.provider_id}/trips", {"trips": [away]}).status_code == 200

    assert behind(ada, desk, desk.at(11)) == [
        ("REST", "BOOKING", booking_id, ""),
        ("LIMIT_REACHED", "PROVIDER", desk.provider_id, "Bookings a day: 1 at most."),
    ]
    assert ("OUTSIDE_HOURS", "TRIP") in [one[:2] for one in behind(ada, desk, desk.at(12, day=8))]


def test_a_holiday_is_named(ada: Person, desk: Desk) -> None:
    assert ada.put(f"/v1/providers/{desk.provider_id}/holidays", {"country": "DE"}).status_code == 200
    desk.offers(horizon_days=730)
    christmas = datetime(desk.at(day=366).year, 12, 25, 10, tzinfo=UTC)

    (told,) = [one for one in explain(ada, desk, christmas)[PRIVATE] if one["kind"] == "HOLIDAY"]

    assert (told["name"], told["date"]) == ("Erster Weihnachtstag", f"{christmas:%F}")


def test_a_busy_time_of_a_calendar_that_went_since(ben: Person, desk: Desk) -> None:
    busy = execute(
        "INSERT INTO busy_periods (resource_id, during, source)"
        " SELECT id, tstzrange(:since, :until), 'calendar' FROM resources WHERE provider_id = :id"
        " RETURNING id",
        since=desk.at(10),
        until=desk.at(11),
        id=desk.provider_id,
    )
    there = now()
    execute(
        "UPDATE busy_periods SET during = tstzrange(:since, :until) WHERE id = :id",
        since=desk.at(15),
        until=desk.at(16),
        id=busy,
    )
    elsewhere = now()
    execute("DELETE FROM busy_periods WHERE id = :id", id=busy)

    assert explain(ben, desk, desk.at(10), there)["reasons"] == ["TAKEN"]
    assert explain(ben, desk, desk.at(10), elsewhere)["reasons"] == []
    assert explain(ben, desk, desk.at(15), elsewhere)["reasons"] == ["TAKEN"]
    assert explain(ben, desk, desk.at(15))["reasons"] == []


def test_private_details_are_the_providers(
    ada: Person, ben: Person, cleo: Person, stranger: Person, desk: Desk
) -> None:
    book(ben, desk, desk.at(10), notes="Left knee")
    moment = now()

    for person in (ben, cleo, stranger):
        for when in (None, moment):
            told = explain(person, desk, desk.at(10), when)
            assert (told["reasons"], told[PRIVATE]) == (["TAKEN"], None)
    assert [one["name"] for one in explain(ada, desk, desk.at(10))[PRIVATE]] == ["Ben Example"]


def test_a_moment_to_come_or_before_all_history_is_refused(stranger: Person, desk: Desk) -> None:
    for moment in (now() + timedelta(minutes=1), now() - timedelta(days=400)):
        asked = {"at": desk.at(10).isoformat(), "asOf": moment.isoformat()}
        assert refused_fields(stranger.get(f"{desk.slots}/explain", query_string=asked)) == {"asOf"}
    for bad in ("yesterday", "2026-01-01T00:00:00", "0001-01-01T00:00:00Z"):
        asked = {"at": desk.at(10).isoformat(), "asOf": bad}
        assert refused_fields(stranger.get(f"{desk.slots}/explain", query_string=asked)) == {"asOf"}


def test_a_profile_has_a_history_from_its_first_moment(ada: Person, profile: int) -> None:
    known = execute("SELECT min(at) FROM timetable_history WHERE provider_id = :id", id=profile)
    tomorrow = known.replace(microsecond=0) + timedelta(days=1)
    asked = {"at": tomorrow.isoformat(), "asOf": known.isoformat()}

    answer = ada.get(f"/v1/providers/{profile}/slots/explain", query_string=asked)

    assert answer.get_json()["data"]["reasons"] == ["OUTSIDE_HOURS"]
    early = asked | {"asOf": (known - timedelta(microseconds=1)).isoformat()}
    assert refused_fields(ada.get(f"/v1/providers/{profile}/slots/explain", query_string=early)) == {"asOf"}


def test_what_was_not_shown_then_is_not_explained(ada: Person, stranger: Person, desk: Desk) -> None:
    desk.is_now(published=False)
    hidden = now()
    asked = {"at": desk.at(10).isoformat(), "asOf": hidden.isoformat()}
    path = f"{desk.slots}/explain"
    assert stranger.get(path, query_string=asked).status_code == 404

    desk.is_now(published=True)
    desk.offers(listed=False)
    unlisted = now()
    desk.offers(listed=True)

    assert missing(stranger.get(path, query_string=asked)) == ["asOf"]
    asked |= {"asOf": unlisted.isoformat(), "offeringId": desk.offering_id}
    assert missing(stranger.get(path, query_string=asked)) == ["offeringId"]
    assert ada.get(path, query_string=asked).status_code == 200


def test_an_offering_withdrawn_since_is_explained_as_it_was(stranger: Person, desk: Desk) -> None:
    offered = now()
    desk.offers(active=False)

    assert explain(stranger, desk, desk.at(10), offered)["offered"]


def test_an_edit_that_changes_nothing_leaves_no_line(desk: Desk) -> None:
    lines = "SELECT count(*) FROM timetable_history WHERE provider_id = :id"
    before = execute(lines, id=desk.provider_id)

    desk.changed()

    assert execute(lines, id=desk.provider_id) == before
