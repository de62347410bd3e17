from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from app.availability.rules import Span
from app.availability.schedule import Schedule, ask, schedule_of
from app.kernel.zones import instant_of
from tests import api
from tests.api import Person, execute
from tests.factories.desks import Desk, offer, open_desk

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def app(database_url: str, redis_url: str) -> Iterator[Flask]:
    with api.application(database_url, redis_url) as application:
        yield application


@pytest.fixture
def desk(app: Flask) -> Desk:
    ada: Person = api.join(app, "Ada", "PROVIDER")
    return open_desk(ada, timezone="Europe/London", buffer_before_minutes=5, notice_minutes=30)


def read(desk: Desk, day: int = 3) -> Schedule:
    facts = ask(
        desk.provider_id, offering_id=desk.offering_id, since=desk.at(0, day=day), until=desk.at(24, day=day)
    )
    assert facts is not None
    return schedule_of(facts)


def occupy(desk: Desk, since: datetime, until: datetime, *, active: bool = True) -> None:
    execute(
        "INSERT INTO occupancies (resource_id, during, kind, starts_at, active, booking_id)"
        " SELECT id, tstzrange(:since, :until), 'hold', :since, :active, 7 FROM resources"
        " WHERE provider_id = :id",
        id=desk.provider_id,
        since=since,
        until=until,
        active=active,
    )


def test_one_round_trip_gives_hours_and_terms(desk: Desk) -> None:
    schedule = read(desk)

    assert schedule.timetable.zone == "Europe/London"
    assert {rule.weekday for rule in schedule.timetable.weekly} == set(range(7))
    assert {(rule.opens, rule.closes) for rule in schedule.timetable.weekly} == {(480, 1080)}
    terms = schedule.terms
    assert (terms.duration, terms.step, terms.buffer_before, terms.buffer_after) == (60, 30, 5, 0)
    assert (terms.notice, terms.horizon_days) == (timedelta(minutes=30), 60)
    assert abs(schedule.now - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_broken_second_is_taken_whole(desk: Desk) -> None:
    occupy(desk, desk.at(10) + timedelta(milliseconds=900), desk.at(11) + timedelta(milliseconds=1))

    [busy] = read(desk).timetable.busy

    assert busy == (instant_of(desk.at(10)), instant_of(desk.at(11)) + 1)


def test_only_what_is_active_and_near_is_taken(desk: Desk) -> None:
    occupy(desk, desk.at(10), desk.at(11), active=False)
    occupy(desk, desk.at(10, day=9), desk.at(11, day=9))

    assert read(desk).timetable.busy == ()


def test_one_booking_can_be_left_out(desk: Desk) -> None:
    occupy(desk, desk.at(10), desk.at(11))
    window = {"since": desk.at(0), "until": desk.at(24)}

    without = ask(desk.provider_id, offering_id=desk.offering_id, besides=7, **window)
    within = ask(desk.provider_id, offering_id=desk.offering_id, besides=8, **window)

    assert without is not None
    assert within is not None
    assert (without["busy"], len(within["busy"])) == (None, 2)


def test_nights_and_closed_dates_are_read(desk: Desk) -> None:
    desk.opens(22 * 60, 2 * 60)
    desk.closes_on(date(2035, 1, 1))
    execute(
        "INSERT INTO availability_overrides (provider_id, date, spans) "
        " VALUES (:id, '2035-01-02', '[[1320, 120]]')",
        id=desk.provider_id,
    )

    table = read(desk).timetable

    assert {(rule.opens, rule.closes) for rule in table.weekly} == {(1320, 1440 + 120)}
    assert {override.date: override.spans for override in table.overrides} == {
        date(2035, 1, 1): (),
        date(2035, 1, 2): (Span(1320, 1560),),
    }


def test_overrides_are_complete_from_today_on_however_far_the_window(desk: Desk) -> None:
    desk.closes_on(desk.at(day=0).date())

    assert len(read(desk, day=50).timetable.overrides) == 1


def test_the_first_offering_of_a_length_is_found(desk: Desk) -> None:
    second = offer(desk.provider_id, duration_minutes=25, position=2)
    offer(desk.provider_id, duration_minutes=25, position=3)
    offer(desk.provider_id, duration_minutes=25, position=1, active=False)

    def found(minutes: int) -> int | None:
        facts = ask(desk.provider_id, offering_id=None, minutes=minutes, since=NOW, until=NOW)
        assert facts is not None
        offering_id: int | None = facts["offering_id"]
        return offering_id

    assert (found(60), found(25), found(35)) == (desk.offering_id, second, None)


def test_an_offering_of_another_provider_is_none(app: Flask, desk: Desk) -> None:
    other = open_desk(api.join(app, "Cleo", "PROVIDER"))

    facts = ask(desk.provider_id, offering_id=other.offering_id, since=NOW, until=NOW)

    assert facts is not None
    assert facts["offering_id"] is None
