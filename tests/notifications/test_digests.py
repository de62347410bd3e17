"""The agenda of the day, the review invitation, the follow-up, and a rejection that nobody waited for."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.db.ledger.models import TaskRow
from app.db.session import reading, transaction
from app.notifications import service
from app.notifications.service.digests import morning_of
from app.ports.mail import Letter
from app.reviews.models import Review
from tests.factories.bookings_rows import Booked, a_booking

pytestmark = pytest.mark.usefixtures("process")
# Ada's zone is New York: 7 in the morning there is noon in UTC, in winter.
START = datetime(2031, 12, 10, 15, 0, tzinfo=UTC)
MORNING = datetime(2031, 12, 10, 12, 5, tzinfo=UTC)
DAY = "2031-12-10"


def a_day(**values: object) -> Booked:
    return a_booking(**({"start_time": START, "end_time": START + timedelta(hours=1)} | values))


def owed(booked: Booked, now: datetime) -> list[dict[str, object]]:
    with transaction() as session:
        service.plan_digests(session, now=now)
    with reading() as session:
        tasks = session.scalars(select(TaskRow.args).where(TaskRow.actor == "notifications.digest")).all()
    return [args for args in tasks if args["provider_id"] == booked.provider]


def composed(delivery_id: int | None, now: datetime) -> Letter | None:
    assert delivery_id is not None
    with transaction() as session:
        return service.compose(session, delivery_id, now=now)


def told(booked: Booked, kind: str) -> int:
    with transaction() as session:
        [delivery_id] = service.tell(session, kind, occasion="t", booking_id=booked.booking, version=2)
    return delivery_id


@pytest.mark.parametrize(
    ("hour", "day"), [(11, None), (12, date(2031, 12, 10)), (14, date(2031, 12, 10)), (15, None)]
)
def test_it_is_morning_from_seven_until_ten(hour: int, day: date | None) -> None:
    assert morning_of("America/New_York", START.replace(hour=hour)) == day


def test_a_provider_is_owed_one_digest_a_day() -> None:
    booked = a_day()

    owed(booked, MORNING)

    assert owed(booked, MORNING + timedelta(minutes=15)) == [{"provider_id": booked.provider, "day": DAY}]


@pytest.mark.parametrize("values", [{"status": "CANCELLED"}, {"start_time": START - timedelta(days=1)}])
def test_who_has_nothing_today_gets_no_digest(values: dict[str, object]) -> None:
    assert owed(a_day(**values), MORNING) == []


def test_the_digest_lists_the_day_by_the_providers_clock() -> None:
    booked = a_day()
    with transaction() as session:
        [delivery_id] = service.digest(session, booked.provider, DAY)

    letter = composed(delivery_id, MORNING)

    assert letter is not None
    assert letter.subject == "Today: 1 appointment, Wednesday, 10 December 2031"
    assert "10:00\N{EN DASH}11:00: Career coaching with Ben Carter" in letter.text


def test_a_digest_of_a_day_that_was_cleared_meanwhile_is_dropped() -> None:
    booked = a_day()
    with transaction() as session:
        [delivery_id] = service.digest(session, booked.provider, DAY)
    booked.becomes(status="CANCELLED")

    assert composed(delivery_id, MORNING) is None


def test_a_completed_appointment_is_asked_about_once_and_not_when_reviewed() -> None:
    booked, other = a_day(status="COMPLETED"), a_day(status="COMPLETED")
    with transaction() as session:
        session.add(
            Review(booking_id=other.booking, provider_id=other.provider, client_id=other.ben, rating=5)
        )

    letter = composed(told(booked, "review_invitation"), START)

    assert letter is not None
    assert f"https://book.example/bookings/{booked.booking}" in letter.text
    assert composed(told(other, "review_invitation"), START) is None


def test_who_comes_again_anyway_is_not_asked_to() -> None:
    booked = a_day(status="COMPLETED")
    delivery_id = told(booked, "follow_up")

    letter = composed(delivery_id, START)

    assert letter is not None
    assert f"https://book.example/providers/{booked.provider}" in letter.html

    again = {"client_id": booked.ben, "provider_id": booked.provider}
    a_day(start_time=START + timedelta(days=7), end_time=START + timedelta(days=8)).becomes(**again)
    assert composed(delivery_id, START) is None


@pytest.mark.parametrize("reason", ["SLOT_TAKEN", "NOT_OFFERED"])
def test_a_client_who_does_not_wait_any_more_learns_of_a_rejection(reason: str) -> None:
    booked = a_booking(status="REJECTED", reason=reason)
    now = datetime.now(UTC)
    with transaction() as session:
        [delivery_id] = service.tell_rejection(session, booked.booking, occasion="t", now=now)

    letter = composed(delivery_id, now)

    assert letter is not None
    assert letter.subject.startswith("Not booked: Career coaching")


def test_a_request_that_is_not_decided_yet_is_looked_at_again() -> None:
    booked = a_booking(status="REQUESTED")
    with transaction() as session:
        assert service.tell_rejection(session, booked.booking, occasion="t", now=datetime.now(UTC)) == []
    with reading() as session:
        tasks = session.scalars(
            select(TaskRow.args).where(TaskRow.actor == "notifications.tell_rejection")
        ).all()

    assert {"booking_id": booked.booking, "look": 2} in tasks


@pytest.mark.parametrize("state", [{"status": "CONFIRMED"}, {"status": "REJECTED", "reason": "DECLINED"}])
def test_no_rejection_is_told_where_there_is_none_of_ours(state: dict[str, str]) -> None:
    booked = a_booking(**state)
    with transaction() as session:
        assert service.tell_rejection(session, booked.booking, occasion="t", now=datetime.now(UTC)) == []
