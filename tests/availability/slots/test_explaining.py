from datetime import UTC, datetime, timedelta

import pytest

from tests.api import Person, refused_fields
from tests.availability.slots.looking import look, starts
from tests.bookings.asking import book
from tests.factories.desks import Desk


def reasons(person: Person, desk: Desk, at: datetime) -> list[str]:
    answer = person.get(f"{desk.slots}/explain", query_string={"at": at.isoformat()})
    assert answer.status_code == 200, answer.text
    data = answer.get_json()["data"]
    assert data["offered"] is (data["reasons"] == [])
    assert datetime.fromisoformat(data["at"]) == at
    found: list[str] = data["reasons"]
    return found


def test_why_a_time_is_or_is_not_offered(stranger: Person, ben: Person, desk: Desk) -> None:
    desk.offers(notice_minutes=60)
    book(ben, desk, desk.at(12))
    past = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(days=1)

    assert reasons(stranger, desk, desk.at(10)) == []
    assert reasons(stranger, desk, desk.at(12)) == ["TAKEN"]
    assert reasons(stranger, desk, desk.at(11, 30)) == ["TAKEN"]
    assert reasons(stranger, desk, desk.at(7)) == ["OUTSIDE_HOURS"]
    assert reasons(stranger, desk, desk.at(10, 5)) == ["OFF_GRID"]
    assert reasons(stranger, desk, desk.at(10) + timedelta(microseconds=1)) == ["OFF_GRID"]
    assert reasons(stranger, desk, desk.at(10, day=61)) == ["TOO_FAR"]
    assert "IN_THE_PAST" in reasons(stranger, desk, past)
    assert "TOO_SOON" in reasons(stranger, desk, datetime.now(UTC) + timedelta(minutes=30))


@pytest.mark.parametrize("at", ["", "now", "2030-01-01T00:00:00", "0001-01-01T00:00:00Z"])
def test_a_bad_moment_is_refused(stranger: Person, desk: Desk, at: str) -> None:
    assert refused_fields(stranger.get(f"{desk.slots}/explain", query_string={"at": at})) == {"at"}


def test_every_listed_time_is_offered_and_no_other(stranger: Person, ben: Person, desk: Desk) -> None:
    desk.offers(buffer_before_minutes=10, step_minutes=20)
    book(ben, desk, desk.at(12))
    listed = starts(look(stranger, desk, desk.at(7), desk.at(19)))

    moments = [desk.at(7) + timedelta(minutes=10 * tenth) for tenth in range(72)]

    assert [at for at in moments if not reasons(stranger, desk, at)] == listed
