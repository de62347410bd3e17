from datetime import datetime, timedelta

import pytest

from app.kernel import zones
from tests.api import Person, execute
from tests.bookings.asking import book, history, occupied, seen, standing, told
from tests.bookings.changing import move
from tests.bookings.working import work_on
from tests.factories.desks import Desk, open_desk

HOUR = timedelta(hours=1)


@pytest.fixture
def london(ada: Person) -> Desk:
    return open_desk(ada, timezone="Europe/London", opens=0, closes=1440)


def booked_before(booking_id: int, *, off: timedelta = HOUR) -> None:
    """As if it had been booked while the law was another: the wall time is what was agreed."""
    execute(
        "UPDATE bookings SET start_time = start_time - :off, end_time = end_time - :off, tz_version = '1999a'"
        " WHERE id = :id",
        id=booking_id,
        off=off,
    )
    execute(
        "UPDATE occupancies SET starts_at = starts_at - :off,"
        " during = tstzrange(lower(during) - :off, upper(during) - :off) WHERE booking_id = :id",
        id=booking_id,
        off=off,
    )


def mind() -> None:
    """The job runs, and what it owes."""
    _run("bookings.mind_time_law", "{}")
    _run_owed("bookings.keep_wall_times")


def _run(actor: str, args: str) -> None:
    task_id = execute(
        "INSERT INTO tasks (id, actor, queue, args, max_attempts)"
        " VALUES (gen_random_uuid(), :actor, 'bulk', cast(:args as jsonb), 5) RETURNING id",
        actor=actor,
        args=args,
    )
    assert work_on(task_id, actor)


def _run_owed(actor: str) -> None:
    rows = execute(
        "SELECT coalesce(json_agg(id), '[]') FROM tasks WHERE actor = :actor AND state = 'ready'", actor=actor
    )
    for task_id in rows:
        work_on(task_id, actor)


def start_of(person: Person, booking_id: int) -> datetime:
    return datetime.fromisoformat(seen(person, booking_id)["startTime"])


def stretch(booking_id: int) -> datetime:
    found = execute("SELECT lower(during)::text FROM occupancies WHERE booking_id = :id", id=booking_id)
    return datetime.fromisoformat(found)


def test_a_booking_keeps_its_wall_time_and_both_are_told(ben: Person, london: Desk) -> None:
    booking_id = book(ben, london, london.at(10))
    booked_before(booking_id)
    version = seen(ben, booking_id)["version"]

    mind()

    assert (start_of(ben, booking_id), stretch(booking_id)) == (london.at(10), london.at(10))
    assert (seen(ben, booking_id)["version"], history(booking_id)[-1]) == (version + 1, "time_law")
    assert told(booking_id)[-1] == "time_law_changed"
    assert seen(ben, booking_id)["attention"] is None
    noted = execute("SELECT tz_version FROM bookings WHERE id = :id", id=booking_id)
    assert noted == zones.database_version()


def test_what_the_law_leaves_alone_is_only_noted(ben: Person, london: Desk) -> None:
    booking_id = book(ben, london, london.at(10))
    execute("UPDATE bookings SET tz_version = '1999a' WHERE id = :id", id=booking_id)
    before = seen(ben, booking_id)

    mind()

    assert seen(ben, booking_id) == before
    noted = execute("SELECT tz_version FROM bookings WHERE id = :id", id=booking_id)
    assert noted == zones.database_version()


def test_neighbours_move_together(ben: Person, cleo: Person, london: Desk) -> None:
    bookings = [
        book(ben, london, london.at(10)),
        book(cleo, london, london.at(11)),
        book(ben, london, london.at(12)),
    ]
    for booking_id in bookings:
        booked_before(booking_id)

    mind()

    assert [stretch(booking_id) for booking_id in bookings] == [london.at(hour) for hour in (10, 11, 12)]


def test_what_cannot_move_waits_for_its_provider(ben: Person, cleo: Person, london: Desk) -> None:
    booking_id = book(ben, london, london.at(10))
    booked_before(booking_id)
    book(cleo, london, london.at(10))

    mind()

    assert (start_of(ben, booking_id), stretch(booking_id)) == (london.at(9), london.at(9))
    assert (seen(ben, booking_id)["attention"], standing(ben, booking_id)[0]) == ("TIME_LAW", "CONFIRMED")
    assert told(booking_id)[-1] == "time_law_conflict"
    listed = london.owner.get("/v1/bookings?attention=true").get_json()["data"]
    assert [booking["id"] for booking in listed] == [booking_id]
    calm = london.owner.get("/v1/bookings?attention=false").get_json()["data"]
    assert booking_id not in [booking["id"] for booking in calm]


@pytest.mark.parametrize("decision", ["move", "keep"])
def test_the_provider_decides(ben: Person, cleo: Person, london: Desk, decision: str) -> None:
    booking_id = book(ben, london, london.at(10))
    booked_before(booking_id)
    book(cleo, london, london.at(10))
    mind()

    if decision == "move":
        assert move(london.owner, booking_id, london.at(15)).status_code == 200
    else:
        assert ben.post(f"/v1/bookings/{booking_id}/keep-time").status_code == 403
        assert london.owner.post(f"/v1/bookings/{booking_id}/keep-time").status_code == 200
    mind()

    assert seen(ben, booking_id)["attention"] is None
    assert start_of(ben, booking_id) == london.at(15 if decision == "move" else 9)
    assert told(booking_id)[-1] == {"move": "booking_moved", "keep": "time_law_changed"}[decision]
    assert london.owner.post(f"/v1/bookings/{booking_id}/keep-time").status_code == 409


def test_the_job_runs_twice_without_harm(ben: Person, london: Desk) -> None:
    booking_id = book(ben, london, london.at(10))
    booked_before(booking_id)

    mind()
    before = seen(ben, booking_id)
    mind()

    assert seen(ben, booking_id) == before
    assert occupied(booking_id) == 1


def test_what_is_past_stays_as_it_was(ben: Person, london: Desk) -> None:
    booking_id = book(ben, london, london.at(10))
    execute(
        "UPDATE bookings SET start_time = now() - interval '2 days', end_time = now() - interval '1 day',"
        " tz_version = '1999a' WHERE id = :id",
        id=booking_id,
    )

    mind()

    assert execute("SELECT tz_version FROM bookings WHERE id = :id", id=booking_id) == "1999a"
