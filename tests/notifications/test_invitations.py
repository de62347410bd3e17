"""The calendar file, parsed back as a calendar program would."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from app.notifications import ics
from app.notifications.facts import Appointment
from app.notifications.kinds import Kind, Method, Role
from app.notifications.writing import write
from tests.factories.installed import SITE
from tests.notifications.stories import ADA, BEN, NOW, appointment, story


def parsed(about: Appointment, method: Method = Method.REQUEST) -> tuple[Any, Any]:
    raw = ics.calendar(about, method, host="book.example", site="BookMyTime", now=NOW)
    calendar: Any = icalendar.Calendar.from_ical(raw)
    [event] = calendar.walk("VEVENT")
    assert not event.errors
    return calendar, event


def test_an_invitation_names_who_where_and_when() -> None:
    calendar, event = parsed(appointment())

    assert (calendar["METHOD"], calendar["VERSION"]) == ("REQUEST", "2.0")
    assert calendar["PRODID"]
    assert event["UID"] == "482915730166@book.example"
    assert (event["SEQUENCE"], event["STATUS"]) == (3, "CONFIRMED")
    assert event["SUMMARY"] == "Career coaching: Ada Lovelace / Ben Carter"
    assert event["LOCATION"] == "https://meet.example/ada"
    assert "BK-482915730166" in event["DESCRIPTION"]
    assert event["ORGANIZER"] == f"mailto:{ADA.email}"
    assert event["ORGANIZER"].params["CN"] == "Ada Lovelace"
    assert event["ATTENDEE"] == f"mailto:{BEN.email}"
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert event["DTSTAMP"].dt == NOW


def test_a_cancellation_is_of_the_same_event_with_a_higher_sequence() -> None:
    _, invitation = parsed(appointment(version=3))
    calendar, cancellation = parsed(appointment(version=4, status="CANCELLED"), Method.CANCEL)

    assert calendar["METHOD"] == "CANCEL"
    assert cancellation["STATUS"] == "CANCELLED"
    assert cancellation["UID"] == invitation["UID"]
    assert cancellation["SEQUENCE"] > invitation["SEQUENCE"]


@pytest.mark.parametrize(
    ("zone", "wall", "instant"),
    [
        ("Europe/Berlin", datetime(2026, 10, 25, 1, 30), datetime(2026, 10, 24, 23, 30, tzinfo=UTC)),  # noqa: DTZ001
        ("Europe/Berlin", datetime(2026, 10, 25, 3, 30), datetime(2026, 10, 25, 2, 30, tzinfo=UTC)),  # noqa: DTZ001
        ("America/New_York", datetime(2026, 3, 8, 1, 30), datetime(2026, 3, 8, 6, 30, tzinfo=UTC)),  # noqa: DTZ001
        ("America/New_York", datetime(2026, 3, 8, 3, 30), datetime(2026, 3, 8, 7, 30, tzinfo=UTC)),  # noqa: DTZ001
        ("Australia/Lord_Howe", datetime(2026, 4, 5, 3, 0), datetime(2026, 4, 4, 16, 30, tzinfo=UTC)),  # noqa: DTZ001
    ],
)
def test_times_are_instants_on_both_sides_of_a_clock_change(
    zone: str, wall: datetime, instant: datetime
) -> None:
    starts = wall.replace(tzinfo=ZoneInfo(zone))

    _, event = parsed(appointment(starts=starts, ends=instant + timedelta(hours=1)))

    assert event["DTSTART"].to_ical() == instant.strftime("%Y%m%dT%H%M%SZ").encode()
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(hours=1)


def test_nobody_writes_lines_of_their_own_into_the_file() -> None:
    evil = 'Eve";X=1:\r\nATTENDEE:mailto:cleo@example.com\r\nBEGIN:VALARM'
    person = appointment().client

    _, event = parsed(
        appointment(
            title=evil,
            notes=evil,
            address=evil,
            client=type(person)(name=evil, first_name=evil, email=BEN.email, zone=BEN.zone, locale="en"),
        )
    )

    assert event["ATTENDEE"] == f"mailto:{BEN.email}"
    assert event.subcomponents == []


def test_long_texts_are_folded_and_come_back_whole() -> None:
    notes = "Zoë says: " + "grüße, " * 80

    raw = ics.calendar(appointment(notes=notes), Method.REQUEST, host="h.example", site="B", now=NOW)

    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    assert notes in icalendar.Calendar.from_ical(raw).walk("VEVENT")[0]["DESCRIPTION"]


def test_an_appointment_in_a_room_is_placed_there() -> None:
    _, event = parsed(appointment(address="12 Crosby Street", video_link=None))

    assert event["LOCATION"] == "12 Crosby Street"


def test_calendars_that_were_never_told_of_an_appointment_get_no_cancellation() -> None:
    about = appointment(status="CANCELLED")

    invited = write(story(Kind.BOOKING_CANCELLED, Role.CLIENT, about=about), SITE, now=NOW)
    not_invited = story(Kind.BOOKING_CANCELLED, Role.CLIENT, about=about, invited=False)

    assert [file.name for file in invited.attachments] == ["cancel.ics"]
    assert invited.attachments[0].content_type == "text/calendar; method=CANCEL; charset=utf-8"
    assert write(not_invited, SITE, now=NOW).attachments == ()
