"""Reminders: planned with the booking, void with its version, of use until they are not."""

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select, update

from app.bookings.models import Booking
from app.db.ledger.models import TaskRow
from app.db.session import reading, transaction
from app.notifications import service
from app.notifications.kinds import Role
from app.notifications.metrics import REMINDERS
from app.notifications.models import Delivery, Preferences
from app.ports.mail import Letter
from app.providers.models import Offering
from tests.factories.bookings_rows import Booked, a_booking

pytestmark = pytest.mark.usefixtures("process")


def plan(booked: Booked, version: int = 2) -> int:
    with transaction() as session:
        return service.plan_reminders(session, booked.booking, version)


def planned(booked: Booked) -> list[TaskRow]:
    with reading() as session:
        key = f"remind:{booked.booking}:"
        tasks = session.scalars(select(TaskRow).where(TaskRow.actor == "notifications.remind")).all()
        return sorted(
            (one for one in tasks if (one.dedupe_key or "").startswith(key)), key=lambda one: one.run_at
        )


def starts(booked: Booked) -> datetime:
    with reading() as session:
        found = session.scalar(select(Booking.start_time).where(Booking.id == booked.booking))
    assert found is not None
    return found


def remind(booked: Booked, now: datetime, *, version: int = 2, role: Role = Role.CLIENT) -> list[int]:
    with transaction() as session:
        return service.remind(session, booked.booking, version, minutes=60, reader=(role, None), now=now)


def counted(outcome: str) -> float:
    return REMINDERS.labels(outcome)._value.get()  # noqa: SLF001 - the library shows it nowhere else


def wish(user_id: int, **columns: object) -> None:
    with transaction() as session:
        session.add(Preferences(user_id=user_id, **columns))


def test_both_are_reminded_a_day_and_an_hour_before() -> None:
    booked = a_booking()

    assert plan(booked) == 4

    assert [(starts(booked) - one.run_at, one.args["role"]) for one in planned(booked)] == [
        (timedelta(hours=24), role) for role in ("client", "provider")
    ] + [(timedelta(hours=1), role) for role in ("client", "provider")]


def test_the_same_version_is_planned_once() -> None:
    booked = a_booking()

    plan(booked)
    plan(booked)

    assert len(planned(booked)) == 4


def test_each_offering_has_its_own_times() -> None:
    booked = a_booking()
    with transaction() as session:
        mine = Offering.provider_id == booked.provider
        session.execute(update(Offering).where(mine).values(reminder_minutes=[120]))

    plan(booked)

    assert {starts(booked) - one.run_at for one in planned(booked)} == {timedelta(hours=2)}


def test_who_books_shortly_before_is_not_reminded_of_what_was_just_said() -> None:
    soon = datetime.now(UTC) + timedelta(hours=3)
    booked = a_booking(start_time=soon, end_time=soon + timedelta(hours=1))

    plan(booked)

    assert {one.args["minutes"] for one in planned(booked)} == {60}


def test_a_plan_that_comes_late_still_reminds_of_what_fell_due_meanwhile() -> None:
    soon = datetime.now(UTC) + timedelta(minutes=50)
    long_ago = soon - timedelta(days=3)
    booked = a_booking(start_time=soon, end_time=soon + timedelta(hours=1), updated_at=long_ago)

    plan(booked)

    assert {one.args["minutes"] for one in planned(booked)} == {60, 1440}


@pytest.mark.parametrize("state", [{"status": "CANCELLED"}, {"version": 3}])
def test_what_is_cancelled_or_changed_is_planned_no_more(state: dict[str, object]) -> None:
    booked = a_booking()
    booked.becomes(**state)

    assert plan(booked) == 0


def test_quiet_hours_move_a_reminder() -> None:
    begins = (datetime.now(UTC) + timedelta(days=10)).replace(hour=5, minute=0, second=0, microsecond=0)
    booked = a_booking(start_time=begins, end_time=begins + timedelta(hours=1), client_timezone="UTC")
    wish(booked.ben, quiet_from=time(22), quiet_until=time(7))

    plan(booked)

    mine = [one.run_at for one in planned(booked) if one.args["role"] == "client"]
    assert mine == [begins - timedelta(hours=22), begins - timedelta(hours=7)]


def test_a_reminder_is_owed_once_to_its_reader() -> None:
    booked = a_booking()
    due = starts(booked) - timedelta(hours=1)

    first, again = remind(booked, due), remind(booked, due)

    assert (len(first), again) == (1, [])
    with transaction() as session:
        letter = service.compose(session, first[0], now=due)
    assert isinstance(letter, Letter)
    assert letter.subject.startswith("Reminder: Career coaching with Ada Lovelace")
    assert "begins in 1 hour" in letter.html


@pytest.mark.parametrize("state", [{"status": "CANCELLED"}, {"version": 3}])
def test_a_reminder_of_what_was_moved_or_cancelled_is_dropped_and_counted(state: dict[str, object]) -> None:
    booked = a_booking()
    booked.becomes(**state)
    before = counted("dropped")

    assert remind(booked, starts(booked) - timedelta(hours=1)) == []
    assert counted("dropped") == before + 1


@pytest.mark.parametrize(("minutes", "owed"), [(20, True), (15, True), (14, False)])
def test_a_late_worker_reminds_while_it_helps(minutes: int, owed: bool) -> None:  # noqa: FBT001 - a case
    booked = a_booking()
    before = counted("missed")

    sent = remind(booked, starts(booked) - timedelta(minutes=minutes))

    assert bool(sent) == owed
    assert counted("missed") - before == (0 if owed else 1)


def test_a_reminder_that_waited_too_long_for_its_sending_counts_as_missed() -> None:
    booked = a_booking()
    [delivery_id] = remind(booked, starts(booked) - timedelta(hours=1))
    before = counted("missed")

    with transaction() as session:
        assert service.compose(session, delivery_id, now=starts(booked)) is None
    assert counted("missed") == before + 1


def test_who_opted_out_everywhere_is_not_reminded() -> None:
    booked = a_booking()
    wish(booked.ben, muted=["booking_reminder:EMAIL", "booking_reminder:IN_APP"])

    due = starts(booked) - timedelta(hours=1)

    assert remind(booked, due) == []
    assert len(remind(booked, due, role=Role.PROVIDER)) == 1


def test_who_wants_no_mail_finds_the_reminder_in_the_app() -> None:
    booked = a_booking()
    wish(booked.ben, muted=["booking_reminder:EMAIL"])
    due = starts(booked) - timedelta(hours=1)

    [delivery_id] = remind(booked, due)

    with transaction() as session:
        assert service.compose(session, delivery_id, now=due) is None
    with reading() as session:
        kept = session.get(Delivery, delivery_id)
    assert kept is not None
    assert (kept.channel, kept.status) == ("IN_APP", "SENT")
