"""What happens to a booking becomes a message for those who want it: once, and none is missed."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from app.bookings.models import BookingEvent
from app.db.session import database, transaction
from app.webhooks.models import Cursor
from tests.factories.bookings_rows import a_booking
from tests.patience import eventually
from tests.races import at_once
from tests.webhooks.listening import changes, happens, listens, owed_tries, relayed, told

pytestmark = pytest.mark.usefixtures("process")


def test_an_event_becomes_a_message_with_its_number_in_the_bookings_history() -> None:
    booked = a_booking()
    endpoint = listens(booked.ada).endpoint
    happens(booked, "confirmed", version=2)
    happens(booked, "moved", version=3)

    relayed()

    messages = [message for _, message in told(endpoint.id)]
    assert [(each.type, each.sequence) for each in messages] == [
        ("booking.confirmed", 2),
        ("booking.moved", 3),
    ]
    assert messages[0].payload["bookingId"] == booked.booking
    assert messages[0].payload["amount"] == 45.0


def test_a_message_names_no_person() -> None:
    booked = a_booking(notes="my private note")
    endpoint = listens(booked.ada).endpoint
    happens(booked, "confirmed")

    relayed()

    [(_, message)] = told(endpoint.id)
    for private in ("Ben", "Carter", "Lovelace", "@example.com", "private note"):
        assert private not in str(message.payload)


def test_reading_again_tells_nothing_twice() -> None:
    booked = a_booking()
    endpoint = listens(booked.ada).endpoint
    happens(booked, "confirmed")

    for _ in range(4):
        relayed()

    [(delivery, _)] = told(endpoint.id)
    assert [(round_, attempt) for round_, attempt, _ in owed_tries(delivery.id)] == [(0, 1)]


def test_two_who_read_at_the_same_time_tell_it_once() -> None:
    booked = a_booking()
    endpoint = listens(booked.ada).endpoint
    happens(booked, "confirmed")

    at_once([relayed] * 4)
    relayed()

    assert len(told(endpoint.id)) == 1


def test_an_event_that_commits_late_is_not_passed_over() -> None:
    """Its number is smaller than one that was read before it could be seen."""
    booked = a_booking()
    endpoint = listens(booked.ada).endpoint
    with database().sessions() as slow:
        slow.add(
            BookingEvent(
                booking_id=booked.booking,
                kind="confirmed",
                status="CONFIRMED",
                version=2,
                at=datetime.now(UTC),
            )
        )
        slow.flush()
        happens(booked, "moved", version=3)
        for _ in range(3):
            relayed()
        assert [message.sequence for _, message in told(endpoint.id)] == [3]
        slow.commit()

    relayed()

    assert sorted(message.sequence or 0 for _, message in told(endpoint.id)) == [2, 3]


def test_the_reading_moves_on() -> None:
    booked = a_booking()
    listens(booked.ada)
    last = happens(booked, "confirmed")

    def has_moved_on() -> bool:
        """As soon as every transaction that was open at its last look has ended, on the whole server."""
        relayed()
        with transaction() as session:
            return session.scalars(select(Cursor.low)).one() >= last

    eventually(has_moved_on, within=30)


def test_only_wanted_events_are_told() -> None:
    booked = a_booking()
    wants = listens(booked.ada, events=["booking.cancelled"]).endpoint
    all_of_them = listens(booked.ada).endpoint
    happens(booked, "confirmed", version=2)
    happens(booked, "payment_failed", version=3)
    happens(booked, "cancelled", status="CANCELLED", version=4)

    relayed()

    assert [message.type for _, message in told(wants.id)] == ["booking.cancelled"]
    assert [message.type for _, message in told(all_of_them.id)] == [
        "booking.confirmed",
        "booking.changed",
        "booking.cancelled",
    ]


def test_nobody_hears_of_other_peoples_bookings() -> None:
    adas, others = a_booking(), a_booking()
    endpoint = listens(others.ada).endpoint
    happens(adas, "confirmed")

    relayed()

    assert told(endpoint.id) == []


def test_what_happened_before_an_endpoint_came_is_not_told() -> None:
    booked = a_booking()
    happens(booked, "confirmed")
    endpoint = listens(booked.ada).endpoint
    changes(endpoint.id, created_at=datetime.now(UTC) + timedelta(seconds=1))

    relayed()

    assert told(endpoint.id) == []


def test_what_happens_while_an_endpoint_is_paused_is_held() -> None:
    booked = a_booking()
    endpoint = listens(booked.ada).endpoint
    changes(endpoint.id, status="PAUSED")
    happens(booked, "confirmed")

    relayed()

    [(delivery, _)] = told(endpoint.id)
    assert delivery.status == "HELD"
    assert owed_tries(delivery.id) == []


def test_a_reader_does_not_wait_for_another() -> None:
    held, over = threading.Event(), threading.Event()

    def reads() -> None:
        with transaction() as session:
            session.execute(text("SELECT 1 FROM webhook_cursor FOR UPDATE"))
            held.set()
            over.wait(5)

    other = threading.Thread(target=reads)
    other.start()
    held.wait(5)

    assert relayed() == 0

    over.set()
    other.join()
