from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.availability.next_available import next_available
from app.bookings import rules
from app.bookings.models import Booking
from app.db.session import database
from app.providers.models import Provider
from tests.counting import statements_counted


def one(session: Session, statement: str) -> Any:
    return session.execute(text(statement)).scalar_one()


def test_there_are_as_many_as_promised(today: Session) -> None:
    assert one(today, "SELECT count(*) FROM providers") == 12
    assert one(today, "SELECT count(*) FROM users WHERE role = 'CLIENT'") == 40
    assert one(today, "SELECT count(*) FROM users WHERE role = 'ADMIN'") == 1
    assert one(today, "SELECT count(*) FROM bookings") == 200
    assert one(today, "SELECT count(DISTINCT timezone) FROM providers") == 5
    assert one(today, "SELECT count(DISTINCT split_part(address, ', ', -1)) FROM providers") == 6


def test_the_people_of_the_tour_have_something_to_show(today: Session) -> None:
    at_adas = (
        "SELECT count(*) FROM bookings b JOIN providers p ON p.id = b.provider_id"
        " JOIN users ada ON ada.id = p.user_id JOIN users ben ON ben.id = b.client_id"
        " WHERE ada.email = 'ada@example.com' AND ben.email = 'ben@example.com' AND b.status = '{}'"
    )
    assert one(today, at_adas.format("CONFIRMED")) >= 1
    assert one(today, at_adas.format("COMPLETED")) >= 1
    assert one(today, "SELECT count(*) FROM users WHERE email = 'client@example.com'") == 1
    cleos = "SELECT count(*) FROM bookings JOIN users u ON u.id = client_id WHERE email = 'cleo@example.com'"
    assert one(today, cleos) == 0


def test_every_booking_is_told_from_its_request_to_its_state(today: Session) -> None:
    assert one(today, "SELECT count(*) FROM booking_events WHERE version = 1 AND kind <> 'requested'") == 0
    untold = """
        SELECT count(*) FROM bookings b WHERE NOT EXISTS (
            SELECT FROM booking_events e WHERE e.booking_id = b.id AND e.version = b.version
            AND e.status = b.status AND e.step IS NOT DISTINCT FROM b.step)
        OR (SELECT count(*) FROM booking_events e WHERE e.booking_id = b.id) <> b.version
    """
    assert one(today, untold) == 0
    backwards = """
        SELECT count(*) FROM booking_events a JOIN booking_events b USING (booking_id)
        WHERE a.version < b.version AND a.at > b.at
    """
    assert one(today, backwards) == 0
    assert one(today, "SELECT count(*) FROM booking_events WHERE at > now() + interval '1 minute'") == 0


def test_past_and_future_are_in_states_that_they_can_be_in(today: Session) -> None:
    past = set(today.scalars(text("SELECT DISTINCT status FROM bookings WHERE end_time < now()")))
    future = set(today.scalars(text("SELECT DISTINCT status FROM bookings WHERE start_time > now()")))

    assert past == {"COMPLETED", "NO_SHOW", "CANCELLED", "REJECTED", "EXPIRED"}
    assert future == {"CONFIRMED", "PENDING", "CANCELLED", "EXPIRED"}
    assert one(today, "SELECT count(*) FROM bookings WHERE now() BETWEEN start_time AND end_time") == 0


def test_time_is_taken_for_what_stands_and_for_nothing_else(today: Session) -> None:
    standing = "status IN ('CONFIRMED', 'COMPLETED', 'NO_SHOW', 'PENDING')"
    wrong = f"""
        SELECT count(*) FROM bookings b FULL JOIN occupancies o ON o.booking_id = b.id
        WHERE (b.id IS NOT NULL AND {standing}) <> (o.id IS NOT NULL) AND o.kind IS DISTINCT FROM 'time_off'
    """  # noqa: S608 - no input
    assert one(today, wrong) == 0
    outside = """
        SELECT count(*) FROM bookings b JOIN occupancies o ON o.booking_id = b.id
        WHERE NOT o.during @> tstzrange(b.start_time, b.end_time)
    """
    assert one(today, outside) == 0


def test_what_is_to_come_is_owed_in_the_ledger(today: Session) -> None:
    owed = """
        SELECT count(*) FROM bookings b WHERE status IN ('CONFIRMED', 'PENDING') AND NOT EXISTS (
            SELECT FROM tasks WHERE (args ->> 'booking_id')::bigint = b.id AND run_at > now() AND actor =
            CASE b.status WHEN 'CONFIRMED' THEN 'bookings.complete' ELSE 'bookings.expire_hold' END)
    """
    assert one(today, owed) == 0
    assert one(today, "SELECT count(*) FROM tasks WHERE run_at <= now() AND actor <> 'search.index'") == 0


def test_payments_agree_with_their_bookings_and_with_the_company(today: Session) -> None:
    states = """
        SELECT count(*) FROM bookings b LEFT JOIN payments p ON p.booking_id = b.id
        WHERE b.payment_required <> (p.id IS NOT NULL) OR p.amount_minor <> b.amount_minor
            OR NOT p.status = ANY(CASE b.status
                WHEN 'CANCELLED' THEN '{CAPTURED,REFUNDED,PARTIALLY_REFUNDED}'::text[]
                WHEN 'PENDING' THEN '{AUTHORIZED}' WHEN 'REJECTED' THEN '{VOIDED}'
                WHEN 'EXPIRED' THEN '{VOIDED}' ELSE '{CAPTURED}' END)
    """
    assert one(today, states) == 0
    company = """
        SELECT count(*) FROM payments p LEFT JOIN sandbox_checkouts s ON s.reference = p.company_reference
        WHERE p.asked_at IS NOT NULL AND (s.payment_id IS DISTINCT FROM p.id
            OR s.captured_minor <> p.captured_minor OR s.key <> 'pay:' || p.id
            OR p.refunded_minor <> coalesce((SELECT sum(amount_minor) FROM sandbox_refunds r
                WHERE r.checkout_reference = s.reference), 0))
    """
    assert one(today, company) == 0


def test_cancellations_were_refunded_by_their_policy(today: Session) -> None:
    cancelled = today.execute(
        text(
            "SELECT b.*, p.refunded_minor FROM bookings b JOIN payments p ON p.booking_id = b.id"
            " WHERE b.status = 'CANCELLED'"
        )
    ).all()

    for row in cancelled:
        policy = rules.Policy(row.cancel_free_hours, row.cancel_late_percent)
        due = rules.refund_due(
            row.amount_minor, policy, start=row.start_time, at=row.updated_at, by_client=True
        )
        assert row.refund_due_minor == row.refunded_minor == due
    assert {row.refunded_minor == row.amount_minor for row in cancelled} == {True, False}


def test_ratings_are_exact(today: Session) -> None:
    wrong = """
        SELECT count(*) FROM providers p JOIN (
            SELECT provider_id, round(avg(rating), 2) AS mean, count(*) AS number FROM reviews GROUP BY 1
        ) r ON r.provider_id = p.id WHERE (p.rating, p.total_reviews) IS DISTINCT FROM (r.mean, r.number)
    """
    assert one(today, wrong) == 0
    assert one(today, "SELECT min(total_reviews) FROM providers") >= 2
    foreign = """
        SELECT count(*) FROM reviews r JOIN bookings b ON b.id = r.booking_id
        WHERE b.status <> 'COMPLETED' OR b.client_id <> r.client_id OR r.created_at < b.end_time
    """
    assert one(today, foreign) == 0


def test_nobody_is_written_to_again(today: Session) -> None:
    assert set(today.scalars(text("SELECT DISTINCT status FROM notifications"))) == {"SENT"}
    assert one(today, "SELECT count(*) FROM tasks WHERE actor LIKE 'notifications.%'") == 0


def test_everybody_can_be_booked(today: Session) -> None:
    ids = today.scalars(select(Provider.id)).all()

    free = next_available(today, ids, now=datetime.now(UTC))

    assert None not in free.values()


@pytest.mark.parametrize("days", [0, 100, 190, 280])
def test_it_is_the_same_world_on_any_day(world: Callable[[datetime], Session], days: int) -> None:
    session = world(datetime(2027, 1, 1, 15, 30, tzinfo=UTC) + timedelta(days=days))

    bookings = session.scalars(select(Booking.id).order_by(Booking.id)).all()
    assert len(bookings) == 200
    assert bookings[0] == 108_141_569_917
    assert one(session, "SELECT string_agg(name, ', ' ORDER BY id) FROM providers").startswith("Ada Okafor, ")


def test_it_takes_few_statements(world: Callable[[datetime], Session]) -> None:
    assert database().engine is not None
    with statements_counted() as sent:
        world(datetime.now(UTC))

    ledger = [statement for statement in sent if "INSERT INTO tasks" in statement]
    assert len(sent) - len(ledger) <= 40


def test_there_are_a_class_with_a_room_and_a_team_in_turn_and_together(today: Session) -> None:
    assert one(today, "SELECT count(*) FROM offerings WHERE seats = 8 AND needs_count = 1") == 1
    assert one(today, "SELECT count(*) FROM offering_needs") == 2
    served = """
        SELECT array_agg(assignment || ' ' || n ORDER BY assignment) FROM (
            SELECT o.assignment, count(*) AS n FROM offerings o JOIN offering_hosts h ON h.offering_id = o.id
            WHERE h.accepted_at IS NOT NULL GROUP BY o.id) t
    """
    assert one(today, served) == ["COLLECTIVE 3", "ROUND_ROBIN 3"]
