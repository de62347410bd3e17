"""The checker finds what it looks for: each kind of damage, planted in a sound world and rolled back."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

from tests.chaos.checks import Evidence, Found, Inquiry
from tests.chaos.load import Story
from tests.chaos.world import Wish

SOUND = """
WITH ada AS (
    INSERT INTO users (email, password_hash, role, first_name, last_name, timezone)
    VALUES ('planted@example.com', '-', 'PROVIDER', 'Ada', 'Example', 'UTC') RETURNING id
), desk AS (
    INSERT INTO providers (user_id, name, hourly_rate_minor, currency, timezone)
    SELECT id, 'Ada', 4500, 'USD', 'UTC' FROM ada RETURNING id, user_id
), offering AS (
    INSERT INTO offerings (provider_id, title, duration_minutes, step_minutes, price_minor, currency)
    SELECT id, 'Lesson', 30, 30, 0, 'USD' FROM desk RETURNING id
), resource AS (
    INSERT INTO resources (provider_id) SELECT id FROM desk RETURNING id
), booking AS (
    INSERT INTO bookings (id, provider_id, client_id, offering_id, start_time, end_time, wall_start, zone,
        tz_version, client_timezone, status, payment_required, amount_minor, currency, cancel_free_hours,
        cancel_late_percent, notes, version)
    SELECT 1, desk.id, desk.user_id, offering.id, now(), now() + interval '30 min', now(), 'UTC', '-', 'UTC',
        'CONFIRMED', false, 0, 'USD', 24, 0, 'planted', 2 FROM desk, offering
    RETURNING id, offering_id, start_time, end_time
), history AS (
    INSERT INTO booking_events (booking_id, kind, status, version)
    SELECT booking.id, kind, status, version FROM booking, (
        VALUES (1, 'requested', 'REQUESTED'), (2, 'confirmed', 'CONFIRMED')) AS e(version, kind, status)
), task AS (
    INSERT INTO tasks (id, actor, queue, args, max_attempts, state)
    VALUES (gen_random_uuid(), 'bookings.reserve', 'reservations', '{"booking_id": 1}', 12, 'done')
)
INSERT INTO occupancies (resource_id, during, kind, booking_id, offering_id, starts_at)
SELECT resource.id, tstzrange(start_time, end_time, '[)'), 'booking', booking.id, offering_id, start_time
FROM booking, resource
"""
SECOND_OCCUPANCY = """
    ALTER TABLE occupancies DROP CONSTRAINT ex_occupancies_one_at_a_time;
    INSERT INTO occupancies (resource_id, during, kind, booking_id, offering_id, starts_at)
    SELECT resource_id, during, kind, booking_id, offering_id, starts_at FROM occupancies WHERE booking_id = 1
"""
# The one booking has its seat in a class of eight.
GROUPED = """
    UPDATE occupancies SET booking_id = NULL, ends_at = upper(during), capacity = 8
    WHERE booking_id = 1 AND resource_id IN (SELECT id FROM resources WHERE kind = 'time');
    INSERT INTO seat_claims (booking_id, occupancy_id, seats)
    SELECT 1, id, 1 FROM occupancies WHERE ends_at IS NOT NULL;
"""
# A room of its own besides.
ROOMY = """
    WITH room AS (
        INSERT INTO resources (provider_id, kind, name) SELECT id, 'room', 'North' FROM providers RETURNING id
    ), needed AS (UPDATE offerings SET needs_count = 1)
    INSERT INTO occupancies (resource_id, during, kind, booking_id, offering_id, starts_at)
    SELECT room.id, during, kind, booking_id, offering_id, starts_at FROM occupancies, room;
"""
# Two serve it together.
SERVED_BY_TWO = """
    WITH bea AS (
        INSERT INTO users (email, password_hash, role, first_name, last_name, timezone)
        VALUES ('bea@example.com', '-', 'PROVIDER', 'Bea', 'Example', 'UTC') RETURNING id
    ), desk AS (
        INSERT INTO providers (user_id, name, hourly_rate_minor, currency, timezone)
        SELECT id, 'Bea', 4500, 'USD', 'UTC' FROM bea RETURNING id
    ), resource AS (
        INSERT INTO resources (provider_id) SELECT id FROM desk RETURNING id
    ), serving AS (
        INSERT INTO booking_hosts (booking_id, provider_id)
        SELECT 1, id FROM providers UNION ALL SELECT 1, id FROM desk
    )
    INSERT INTO occupancies (resource_id, during, kind, booking_id, offering_id, starts_at)
    SELECT resource.id, during, kind, booking_id, offering_id, starts_at FROM occupancies, resource;
"""
DAMAGE = {
    "accepted and not in the database": "UPDATE bookings SET notes = 'another' WHERE id = 1",
    "still undecided": "UPDATE bookings SET status = 'REQUESTED' WHERE id = 1",
    "overlapping occupancies of one resource": SECOND_OCCUPANCY,
    "not exactly the occupancy it should have": "DELETE FROM occupancies WHERE booking_id = 1",
    "an occupancy at another time than its booking": """
        UPDATE bookings SET start_time = start_time + interval '5 min' WHERE id = 1""",
    "an occupancy of nobody's": "UPDATE occupancies SET booking_id = 2 WHERE booking_id = 1",
    "freed time that was set aside and forgotten": """
        UPDATE occupancies SET kind = 'waitlist', booking_id = NULL WHERE booking_id = 1""",
    "an offer that its wish does not know, or the other way round": """
        INSERT INTO wishes (provider_id, client_id, offering_id, first_date, last_date, opens_minute,
                            closes_minute, zone, expires_at, status)
        SELECT provider_id, client_id, offering_id, current_date, current_date, 0, 1440, 'UTC',
               now() + interval '1 day', 'OFFERED' FROM bookings WHERE id = 1""",
    "a host whose time it does not take": f"""
        {SERVED_BY_TWO} DELETE FROM occupancies WHERE resource_id = (SELECT max(id) FROM resources)""",  # noqa: S608
    "other seats than it asked for": f"{GROUPED} UPDATE bookings SET seats = 2",  # noqa: S608 - our words
    "seats that do not add up": f"{GROUPED} UPDATE occupancies SET seats_taken = 2",  # noqa: S608
    "seats in another class than the one it is of": f"""
        {GROUPED} UPDATE occupancies SET starts_at = starts_at + interval '1 min'""",  # noqa: S608
    "not all of the rooms and devices that it needs, or some that it should not have": f"""
        {ROOMY} UPDATE offerings SET needs_count = 2""",  # noqa: S608
    "an occurrence that takes its rooms at another time": f"""
        {ROOMY} {GROUPED}
        UPDATE occupancies SET booking_id = NULL, ends_at = NULL, starts_at = starts_at + interval '1 min',
            occurrence_id = (SELECT occupancy_id FROM seat_claims)
        WHERE resource_id IN (SELECT id FROM resources WHERE kind = 'room')""",  # noqa: S608
    "decided otherwise than once": """
        INSERT INTO booking_events (booking_id, kind, status, version) VALUES (1, 'x', 'CONFIRMED', 2)""",
    "not one reservation task a booking": "DELETE FROM tasks WHERE args = '{\"booking_id\": 1}'",
    "the same work owed twice": """
        INSERT INTO tasks (id, actor, queue, args, max_attempts, state)
        SELECT gen_random_uuid(), actor, queue, args, max_attempts, state FROM tasks
        WHERE args = '{"booking_id": 1}'""",
    "decided too late after the faults": """
        UPDATE booking_events SET at = at + interval '11 s' WHERE booking_id = 1 AND version = 2""",
    "not exactly the payment it should have": "UPDATE bookings SET payment_required = true WHERE id = 1",
    "cancelled and yet alive": "SELECT",
    "history that does not lead to the state": "UPDATE bookings SET version = 3 WHERE id = 1",
    "rejected although nobody else wanted it": "UPDATE bookings SET status = 'REJECTED' WHERE id = 1",
    "in work beyond twice its lease": """
        UPDATE tasks SET state = 'running', lease_until = now() - interval '6 s'
        WHERE args = '{"booking_id": 1}'""",
    "due for more than 10 s": """
        UPDATE tasks SET state = 'ready', run_at = now() - interval '11 s'
        WHERE args = '{"booking_id": 1}'""",
    "dead tasks": "UPDATE tasks SET state = 'dead' WHERE args = '{\"booking_id\": 1}'",
}


@pytest.fixture
def world(database_url: str) -> Iterator[psycopg.Connection[Any]]:
    """One sound booking, in a transaction that is rolled back; what other tests left behind is put aside."""
    with psycopg.connect(database_url) as connection:
        connection.execute("TRUNCATE users, tasks CASCADE")
        connection.execute("SET LOCAL session_replication_role = replica")  # history is append-only
        connection.execute(SOUND)
        yield connection
        connection.rollback()


def test_a_sound_world_is_found_sound(world: psycopg.Connection[Any]) -> None:
    assert _found(world) == {}


@pytest.mark.parametrize("kind", [GROUPED, ROOMY, SERVED_BY_TWO])
def test_what_is_more_than_a_stretch_is_found_sound(world: psycopg.Connection[Any], kind: str) -> None:
    world.execute(kind)

    assert _found(world) == {}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_found(world: psycopg.Connection[Any], name: str) -> None:
    world.execute(DAMAGE[name])

    assert name in _found(world, cancelled=name == "cancelled and yet alive")


@pytest.mark.parametrize(
    ("story", "name"),
    [
        ({"status": 0}, "never answered"),
        ({"status": 409, "code": "ALREADY_REQUESTED"}, "refused its own repeated request"),
        ({"status": 409, "code": "SLOT_TAKEN"}, "refused a slot of its own"),
    ],
)
def test_what_clients_should_not_live_through_is_found(
    world: psycopg.Connection[Any], story: dict[str, Any], name: str
) -> None:
    assert name in _found(world, **story)


def test_an_answer_that_blames_the_server_is_found(world: psycopg.Connection[Any]) -> None:
    assert "answered 5xx other than 503" in _found(world, failures=[503, 500])


def _found(world: psycopg.Connection[Any], *, failures: Sequence[int] = (), **story: Any) -> Found:
    """Everything that the checks have to say about the one booking and the client who asked for it."""
    wish = Wish(key="planted", token="", provider=1, start=datetime.now(UTC), minutes=30, rival=False)
    seen = Story(wish, **{"status": 201, "booking_id": 1, **story})
    row = world.execute("SELECT now()").fetchone()
    assert row is not None
    inquiry = Inquiry(world, Evidence([seen], failures, row[0], within=10.0))
    found = {**inquiry.lost(), **inquiry.doubled(), **inquiry.broken()}
    return {name: cases for name, cases in found.items() if cases}
