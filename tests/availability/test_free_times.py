"""What search lists of many providers is what each of them alone offers, whatever rules they have."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from app.availability.free_times import free_times
from app.availability.next_available import next_available
from app.availability.rules import open_slots
from app.availability.schedule import Schedule, ask, schedule_of
from app.db.session import reading
from app.kernel.intervals import Interval
from app.kernel.zones import instant_of, moment_of
from tests.api import Person, join
from tests.bookings.asking import book
from tests.factories.desks import Desk, open_desk
from tests.people import ada, app, ben

__all__ = ["ada", "app", "ben"]

ONCE = json.dumps([{"period": "DAY", "count": 1, "minutes": None}])
RULES: dict[str, dict[str, Any]] = {
    "several lengths": {"further_durations": '[{"minutes": 90, "price_minor": 0}]'},
    "a grid that fits": {"grid": "FIT", "start_offset_minutes": 10},
    "a limit": {"limits": ONCE},
    "bookable days": {"horizon_kind": "BOOKABLE_DAYS", "horizon_days": 3},
    "a fixed range": {"horizon_kind": "FIXED", "bookable_until": "2000-01-01"},
}
PACES: dict[str, dict[str, Any]] = {"a rest": {"rest_minutes": 45}, "a limit over all": {"limits": ONCE}}


def desk_with(ada: Person, name: str) -> Desk:
    desk = open_desk(ada, **RULES.get(name, {}))
    if name in PACES:
        desk.is_now(**PACES[name])
    return desk


def schedule_at(desk: Desk, since: datetime, until: datetime) -> Schedule:
    facts = ask(desk.provider_id, offering_id=desk.offering_id, since=since, until=until)
    assert facts is not None
    return schedule_of(facts)


@pytest.mark.parametrize("name", [*RULES, *PACES])
def test_many_are_read_as_each_by_itself(app: Flask, ada: Person, ben: Person, name: str) -> None:
    desk, other = desk_with(ada, name), open_desk(join(app, "Other", "PROVIDER"))
    if name != "a fixed range":
        book(ben, desk, desk.at(10, 10 if "fits" in name else 0))
    since, until, now = desk.at(0, day=1), desk.at(0, day=5), datetime.now(UTC)

    with reading() as session:
        found = free_times(session, [desk.provider_id, other.provider_id], since=since, until=until, now=now)

    alone = schedule_at(desk, since, until)
    window = Interval(instant_of(since), instant_of(until))
    for times in found[desk.provider_id]:
        length = alone.lasting(timedelta(minutes=times.minutes))
        assert times.starts == open_slots(length.timetable, length.terms, window=window, now=now)
    assert [times.minutes for times in found[desk.provider_id]] == ([60, 90] if "lengths" in name else [60])
    assert found[other.provider_id][0].starts


@pytest.mark.parametrize("name", [*RULES, *PACES])
def test_the_next_free_time_is_the_first_that_can_be_booked(ada: Person, ben: Person, name: str) -> None:
    desk, now = desk_with(ada, name), datetime.now(UTC)
    if "limit" in name:
        book(ben, desk, desk.at(10, day=1))
    schedule = schedule_at(desk, now, desk.at(0, day=14))
    window = Interval(instant_of(now), instant_of(now) + 14 * 86_400)
    expected = open_slots(schedule.timetable, schedule.terms, window=window, now=now)

    with reading() as session:
        first = next_available(session, [desk.provider_id], now=now)

    assert first == {desk.provider_id: moment_of(expected[0]) if expected else None}
