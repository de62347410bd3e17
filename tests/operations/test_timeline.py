"""GET /v1/bookings/{id}/timeline: everything in one list, for the two people of a booking and nobody else."""

from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from app.db.ledger.models import TaskRow
from app.db.session import reading, transaction
from app.kernel.ids import uuid7
from app.notifications import service
from app.operations.timeline.entries import Side, View
from app.operations.timeline.service import timeline
from tests import api
from tests.api import Person
from tests.bookings.asking import book
from tests.counting import statements_counted
from tests.factories.bookings_rows import Booked, a_booking
from tests.factories.desks import Desk, open_desk
from tests.notifications.reaching import has_number
from tests.people import ada, app, ben, cleo, stranger
from tests.webhooks.listening import listens, relayed

__all__ = ["ada", "app", "ben", "cleo", "stranger"]


@pytest.fixture
def desk(ada: Person) -> Desk:
    return open_desk(ada)


def shown(person: Person, booking_id: int) -> list[dict[str, Any]]:
    answer = person.get(f"/v1/bookings/{booking_id}/timeline")
    assert answer.status_code == 200, answer.text
    data: list[dict[str, Any]] = answer.get_json()["data"]
    return data


def told(booking_id: int) -> None:
    with transaction() as session:
        service.tell(session, "booking_confirmed", occasion="t", booking_id=booking_id, version=2)
        service.plan_reminders(session, booking_id, 2)


def of(entries: list[dict[str, Any]], kind: str) -> list[tuple[str, str, str | None]]:
    return [(each["name"], each["status"], each["who"]) for each in entries if each["type"] == kind]


def test_everything_stands_in_one_ordered_list(ben: Person, desk: Desk) -> None:
    booking_id = book(ben, desk, desk.at(10))
    told(booking_id)

    entries = shown(ben, booking_id)

    moments = [datetime.fromisoformat(each["at"]) for each in entries]
    assert moments == sorted(moments)
    assert of(entries, "EVENT") == [("requested", "REQUESTED", "CLIENT"), ("confirmed", "CONFIRMED", None)]
    assert of(entries, "MESSAGE") == [("booking_confirmed", "OWED", "CLIENT")]
    assert ("bookings.reserve", "DONE", None) in of(entries, "TASK")
    assert ("bookings.complete", "READY", None) in of(entries, "TASK")
    assert ("notifications.remind", "READY", "CLIENT") in of(entries, "TASK")


def test_each_sees_their_own_messages_and_reminders_alone(ada: Person, ben: Person, desk: Desk) -> None:
    booking_id = book(ben, desk, desk.at(10))
    told(booking_id)

    for person, own in ((ada, "PROVIDER"), (ben, "CLIENT")):
        entries = shown(person, booking_id)
        personal = [each for each in entries if each["type"] == "MESSAGE" or each["name"].endswith(".remind")]
        assert {each["who"] for each in personal} == {own}
        assert {each["error"] for each in entries} == {None}
        assert {each["attempts"] for each in entries} == {None}


def test_no_name_and_no_address_is_shown(ben: Person, desk: Desk) -> None:
    booking_id = book(ben, desk, desk.at(10), notes="a secret between us")
    told(booking_id)

    answer = ben.get(f"/v1/bookings/{booking_id}/timeline").text

    assert "@" not in answer
    assert "Ada" not in answer
    assert "secret" not in answer


def test_an_administrator_sees_all_of_it(app: Flask, ben: Person, desk: Desk) -> None:
    booking_id = book(ben, desk, desk.at(10))
    told(booking_id)

    entries = shown(api.join(app, "Root", "ADMIN"), booking_id)

    assert {who for _, _, who in of(entries, "MESSAGE")} == {"CLIENT", "PROVIDER"}
    assert all(each["attempts"] is not None for each in entries if each["type"] == "TASK")


def test_strangers_see_nothing(cleo: Person, stranger: Person, ben: Person, desk: Desk) -> None:
    booking_id = book(ben, desk, desk.at(10))

    assert cleo.get(f"/v1/bookings/{booking_id}/timeline").status_code == 404
    assert stranger.get(f"/v1/bookings/{booking_id}/timeline").status_code == 401


@pytest.fixture
def paid(app: Flask) -> Booked:
    del app
    booked = a_booking(status="CANCELLED")
    booked.refunds(booked.pays("CAPTURED", captured_minor=4500), 1500)
    return booked


def test_money_that_came_and_went_is_listed(paid: Booked) -> None:
    with reading() as session:
        entries = timeline(session, paid.booking, View(paid.ben, frozenset({paid.ada}), Side.CLIENT))

    money = [(each.type, each.status, str(each.amount), each.currency) for each in entries]
    assert money == [("PAYMENT", "CAPTURED", "45.00", "EUR"), ("REFUND", "DONE", "15.00", "EUR")]


@pytest.mark.parametrize("status", ["DISPUTED", "LOST"])
def test_money_that_a_bank_took_back_is_listed(app: Flask, status: str) -> None:
    del app
    booked = a_booking()
    booked.pays(status, captured_minor=4500, lost_minor=4500 if status == "LOST" else 0, attention="DISPUTED")

    with reading() as session:
        [entry] = timeline(session, booked.booking, View(booked.ben, frozenset({booked.ada}), Side.CLIENT))

    assert (entry.type, entry.status, entry.error) == ("PAYMENT", status, None)


def test_a_timeline_costs_the_same_however_long_it_is(paid: Booked) -> None:
    view = View(paid.ben, frozenset({paid.ada}), None)
    told(paid.booking)

    with reading() as session, statements_counted() as statements:
        timeline(session, paid.booking, view)

    assert len(statements) == 6


def test_what_programs_phones_and_calendars_are_told_stands_in_it_too(
    ada: Person, ben: Person, desk: Desk
) -> None:
    listens(ada.user_id)
    has_number(ben.user_id, f"+49151{ben.user_id:08}")
    booking_id = book(ben, desk, desk.at(10))
    with transaction() as session:
        session.add(
            TaskRow(
                id=uuid7(),
                actor="calendars.push",
                queue="calendars",
                args={"booking_id": booking_id},
                max_attempts=3,
            )
        )
        service.tell(session, "booking_reminder", occasion="t", booking_id=booking_id, version=2)
    relayed()

    hers, his = shown(ada, booking_id), shown(ben, booking_id)

    assert of(hers, "WEBHOOK") == [
        ("booking.requested", "OWED", "PROVIDER"),
        ("booking.confirmed", "OWED", "PROVIDER"),
    ]
    assert of(his, "WEBHOOK") == []
    assert [each["version"] for each in hers if each["type"] == "WEBHOOK"] == [1, 2]
    assert of(hers, "CALENDAR") == [("calendars.push", "READY", None)]
    assert {each["channel"] for each in his if each["name"] == "booking_reminder"} == {"EMAIL", "SMS"}
