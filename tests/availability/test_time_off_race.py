from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from tests.api import Person, execute
from tests.availability.taken import book, taken
from tests.races import at_once

DAWN = (datetime.now(UTC) + timedelta(days=3)).replace(hour=6, minute=0, second=0, microsecond=0)
HOURS = [DAWN + timedelta(hours=hour) for hour in range(12)]


def test_every_minute_is_either_booked_or_off_when_both_come_at_once(ada: Person, profile: int) -> None:
    def bookings(starts: list[datetime]) -> Callable[[], list[int | None]]:
        return lambda: [book(profile, start) for start in starts]

    def time_off() -> list[int | None]:
        body = {"startTime": DAWN.isoformat(), "endTime": (DAWN + timedelta(hours=12)).isoformat()}
        answer = ada.post(f"/v1/providers/{profile}/time-off", body)
        assert answer.status_code == 201, answer.text
        return [booking["bookingId"] for booking in answer.get_json()["data"]["bookings"]]

    _, listed, _ = at_once([bookings(HOURS[::2]), time_off, bookings(HOURS[1::2])])

    whole = sorted(taken(profile, "booking") + taken(profile, "time_off"))
    assert whole[0][0] == DAWN
    assert whole[-1][1] == DAWN + timedelta(hours=12)
    assert all(before[1] == after[0] for before, after in pairwise(whole))
    assert set(listed) == _booked(profile)


def test_two_times_off_at_once_share_the_time(ada: Person, profile: int) -> None:
    body = {"startTime": DAWN.isoformat(), "endTime": (DAWN + timedelta(hours=12)).isoformat()}

    answers = at_once([lambda: ada.post(f"/v1/providers/{profile}/time-off", body) for _ in range(4)])

    assert [answer.status_code for answer in answers] == [201] * 4
    assert taken(profile, "time_off") == [(DAWN, DAWN + timedelta(hours=12))]


def _booked(profile: int) -> set[int]:
    found = execute(
        "SELECT array_agg(booking_id) FROM occupancies o JOIN resources r ON r.id = o.resource_id"
        " WHERE r.provider_id = :id AND o.kind = 'booking'",
        id=profile,
    )
    return set(found or ())
