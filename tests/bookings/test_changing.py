from typing import Any

import pytest

from tests.api import Person, refused_fields
from tests.bookings.asking import book, seen, told
from tests.bookings.changing import change, move
from tests.factories.desks import Desk


@pytest.fixture
def booking(ben: Person, desk: Desk) -> int:
    """Ben's ten o'clock."""
    return book(ben, desk, desk.at(10))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("startTime", "0001-01-01T00:00:00Z"),
        ("startTime", "9999-12-31T23:59:59Z"),
        ("startTime", None),
        ("startTime", 5),
        ("endTime", "2030-01-01T00:00:00Z"),
        ("notes", "x" * 501),
        ("notes", None),
        ("videoCallLink", "http://insecure.example"),
        ("videoCallLink", "javascript:alert(1)"),
        ("videoCallLink", "https://meet.example/" + "x" * 500),
        ("status", "COMPLETED"),
    ],
)
def test_a_bad_change_is_refused(ben: Person, booking: int, field: str, value: Any) -> None:
    before = seen(ben, booking)

    answer = change(ben, booking, **{field: value})

    assert refused_fields(answer) == {field}
    assert seen(ben, booking) == before


def test_an_empty_change_is_refused(ben: Person, booking: int) -> None:
    assert refused_fields(change(ben, booking)) == {"body"}


def test_notes_can_be_changed_and_emptied(ben: Person, booking: int) -> None:
    first = change(ben, booking, notes="Bring the map.")
    again = change(ben, booking, notes="Bring the map.")
    emptied = change(ben, booking, notes="")

    assert [answer.headers["ETag"] for answer in (first, again, emptied)] == ['"3"', '"3"', '"4"']
    assert emptied.get_json()["data"]["notes"] == ""
    assert told(booking) == ["booking_confirmed"]


def test_the_video_link_is_the_providers_to_set(ben: Person, desk: Desk, booking: int) -> None:
    link = "https://video.example/room"

    assert change(ben, booking, videoCallLink=link).status_code == 403
    assert change(desk.owner, booking, videoCallLink=link).status_code == 200
    assert seen(ben, booking)["videoCallLink"] == link


def test_only_the_current_version_is_changed(ben: Person, desk: Desk, booking: int) -> None:
    assert move(ben, booking, desk.at(14), **{"If-Match": '"1"'}).status_code == 412
    assert move(ben, booking, desk.at(14), **{"If-Match": '"2"'}).status_code == 200
    assert move(ben, booking, desk.at(15), **{"If-Match": '"2"'}).status_code == 412
    assert move(ben, booking, desk.at(15), **{"If-Match": "*"}).status_code == 200
