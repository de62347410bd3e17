"""Files as they come from the world's programs, and what they take by RFC 5545."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.calendars.ics import Unclear, entries, taken
from app.kernel import zones
from app.ports.calendars import NotACalendar, Stretch, Weight, Window

BERLIN = "Europe/Berlin"
YEAR = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC), BERLIN)
NINE = f"DTSTART;TZID={BERLIN}:20260327T090000\nDURATION:PT1H"

# Outlook sends its own definition under a name that means nothing elsewhere.
CUSTOM = """BEGIN:VTIMEZONE
TZID:Somewhere Custom
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE"""


def calendar(*events: str, before: str = "") -> str:
    blocks = [f"BEGIN:VEVENT\nUID:one\nDTSTAMP:20260101T000000Z\n{event}\nEND:VEVENT" for event in events]
    text = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *([before] if before else []), *blocks])
    return (text + "\nEND:VCALENDAR\n").replace("\n", "\r\n")


def stretches(*events: str, window: Window = YEAR, before: str = "") -> list[Stretch]:
    (entry,) = entries(calendar(*events, before=before))
    return sorted(taken(entry.text, window), key=lambda one: one.start)


def starts(*events: str, window: Window = YEAR, before: str = "") -> list[str]:
    """In Berlin's wall time, short."""
    found = stretches(*events, window=window, before=before)
    return [f"{one.start.astimezone(zones.zone(BERLIN)):%m-%d %H:%M}" for one in found]


TABLE: dict[str, tuple[list[str], list[str]]] = {
    "UNTIL in UTC holds the last one": (
        [f"{NINE}\nRRULE:FREQ=DAILY;UNTIL=20260330T070000Z"],
        ["03-27 09:00", "03-28 09:00", "03-29 09:00", "03-30 09:00"],
    ),
    "UNTIL a second before it does not": (
        [f"{NINE}\nRRULE:FREQ=DAILY;UNTIL=20260330T065959Z"],
        ["03-27 09:00", "03-28 09:00", "03-29 09:00"],
    ),
    "UNTIL in local time, as Outlook of old wrote it": (
        [f"{NINE}\nRRULE:FREQ=DAILY;UNTIL=20260329T090000"],
        ["03-27 09:00", "03-28 09:00", "03-29 09:00"],
    ),
    "EXDATE in local time and in UTC": (
        [
            (
                f"{NINE}\nRRULE:FREQ=DAILY;COUNT=5\nEXDATE;TZID={BERLIN}:20260328T090000,20260329T090000"
                "\nEXDATE:20260330T070000Z"
            )
        ],
        ["03-27 09:00", "03-31 09:00"],
    ),
    "EXDATE as a date": (
        [f"{NINE}\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20260328"],
        ["03-27 09:00", "03-29 09:00"],
    ),
    "EXDATE of the first one": (
        [f"{NINE}\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;TZID={BERLIN}:20260327T090000"],
        ["03-28 09:00", "03-29 09:00"],
    ),
    "RDATE with times and a period": (
        [f"{NINE}\nRDATE;TZID={BERLIN}:20260401T100000\nRDATE;VALUE=PERIOD:20260403T080000Z/PT3H"],
        ["03-27 09:00", "04-01 10:00", "04-03 10:00"],
    ),
    "RECURRENCE-ID moves one": (
        [
            f"{NINE}\nRRULE:FREQ=DAILY;COUNT=3",
            f"RECURRENCE-ID;TZID={BERLIN}:20260328T090000\nDTSTART;TZID={BERLIN}:20260328T150000\nDURATION:PT2H",
        ],
        ["03-27 09:00", "03-28 15:00", "03-29 09:00"],
    ),
    "RECURRENCE-ID in UTC names the same one": (
        [
            f"{NINE}\nRRULE:FREQ=DAILY;COUNT=2",
            "RECURRENCE-ID:20260328T080000Z\nDTSTART:20260328T140000Z\nDURATION:PT1H",
        ],
        ["03-27 09:00", "03-28 15:00"],
    ),
    "RECURRENCE-ID cancels one": (
        [
            f"{NINE}\nRRULE:FREQ=DAILY;COUNT=3",
            (
                f"STATUS:CANCELLED\nRECURRENCE-ID;TZID={BERLIN}:20260328T090000\n"
                f"DTSTART;TZID={BERLIN}:20260328T090000\nDURATION:PT1H"
            ),
        ],
        ["03-27 09:00", "03-29 09:00"],
    ),
    "an exception whose series we do not have": (
        [
            f"RECURRENCE-ID;TZID={BERLIN}:20260328T090000\nDTSTART;TZID={BERLIN}:20260328T150000\nDURATION:PT2H"
        ],
        ["03-28 15:00"],
    ),
    "THISANDFUTURE": (
        [
            f"{NINE}\nRRULE:FREQ=DAILY;COUNT=3",
            (
                f"RECURRENCE-ID;RANGE=THISANDFUTURE;TZID={BERLIN}:20260328T090000\n"
                f"DTSTART;TZID={BERLIN}:20260328T150000\nDURATION:PT1H"
            ),
        ],
        ["03-27 09:00", "03-28 15:00", "03-29 15:00"],
    ),
    "BYSETPOS, the last working day": (
        [
            (
                f"DTSTART;TZID={BERLIN}:20260130T090000\nDURATION:PT1H\n"
                "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3"
            )
        ],
        ["01-30 09:00", "02-27 09:00", "03-31 09:00"],
    ),
    "a 31st that does not exist is left out": (
        [f"DTSTART;TZID={BERLIN}:20260131T090000\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;COUNT=3"],
        ["01-31 09:00", "03-31 09:00", "05-31 09:00"],
    ),
    "every second week counted from Sunday": (
        [
            (
                f"DTSTART;TZID={BERLIN}:20260104T090000\nDURATION:PT1H\n"
                "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU;COUNT=4"
            )
        ],
        ["01-04 09:00", "01-05 09:00", "01-18 09:00", "01-19 09:00"],
    ),
    "wall time stays over the change to summer time": (
        [f"DTSTART;TZID={BERLIN}:20260328T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2"],
        ["03-28 09:00", "03-29 09:00"],
    ),
    "a zone's Windows name": (
        ["DTSTART;TZID=W. Europe Standard Time:20260327T090000\nDURATION:PT1H"],
        ["03-27 09:00"],
    ),
    "a zone's name under a vendor's prefix": (
        [f"DTSTART;TZID=/freeassociation.sourceforge.net/{BERLIN}:20260327T090000\nDURATION:PT1H"],
        ["03-27 09:00"],
    ),
    "a zone that nobody defines is read as the owner's": (
        ["DTSTART;TZID=Nowhere/At All:20260327T090000\nDURATION:PT1H"],
        ["03-27 09:00"],
    ),
    "a time without a zone is the owner's": (["DTSTART:20260327T090000\nDURATION:PT1H"], ["03-27 09:00"]),
    "free time takes none": ([f"{NINE}\nTRANSP:TRANSPARENT"], []),
    "Outlook's free takes none": ([f"{NINE}\nX-MICROSOFT-CDO-BUSYSTATUS:FREE"], []),
    "a cancelled one takes none": ([f"{NINE}\nSTATUS:CANCELLED"], []),
    "no end and no length takes none": ([f"DTSTART;TZID={BERLIN}:20260327T090000"], []),
    "folded lines": (
        [f"DTSTART;TZID={BERLIN}:20260327T09\n 0000\nDURATION:PT1\n\tH\nSUMMARY:a\n b"],
        ["03-27 09:00"],
    ),
}


@pytest.mark.parametrize(("events", "expected"), TABLE.values(), ids=TABLE)
def test_the_table(events: list[str], expected: list[str]) -> None:
    assert starts(*events) == expected


def test_a_zone_of_the_files_own_making() -> None:
    event = "DTSTART;TZID=Somewhere Custom:20260328T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2"

    assert starts(event, before=CUSTOM) == ["03-28 09:00", "03-29 09:00"]


def test_a_time_in_the_spring_gap_is_the_instant_before_it() -> None:
    """RFC 5545 §3.3.5: it is read with the offset before the gap."""
    event = f"DTSTART;TZID={BERLIN}:20260328T023000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3"

    found = [one.start.astimezone(UTC) for one in stretches(event)]

    assert [f"{at:%d %H:%M}" for at in found] == ["28 01:30", "29 01:30", "30 00:30"]


def test_a_time_in_the_autumn_fold_is_the_first_of_both() -> None:
    (one,) = stretches(f"DTSTART;TZID={BERLIN}:20261025T023000\nDURATION:PT1H")

    assert one.start.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_whole_day_lasts_from_midnight_to_midnight_where_its_owner_lives() -> None:
    """Twenty-three hours, on the day on which summer time begins."""
    (one,) = stretches("DTSTART;VALUE=DATE:20260329")

    assert (one.whole_day, one.start.astimezone(UTC)) == (True, datetime(2026, 3, 28, 23, tzinfo=UTC))
    assert one.end.astimezone(UTC) - one.start.astimezone(UTC) == timedelta(hours=23)


def test_the_end_of_several_days_is_the_day_after() -> None:
    (one,) = stretches("DTSTART;VALUE=DATE:20260601\nDTEND;VALUE=DATE:20260604")

    assert one.end - one.start == timedelta(days=3)


@pytest.mark.parametrize(
    ("line", "weight"),
    [
        ("STATUS:TENTATIVE", Weight.TENTATIVE),
        ("X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE", Weight.TENTATIVE),
        ("X-MICROSOFT-CDO-BUSYSTATUS:OOF", Weight.AWAY),
        ("STATUS:CONFIRMED", Weight.BUSY),
    ],
)
def test_how_it_takes_its_time(line: str, weight: Weight) -> None:
    assert [one.weight for one in stretches(f"{NINE}\n{line}")] == [weight]


def test_only_what_lies_in_the_window_is_told() -> None:
    window = Window(datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 6, 3, tzinfo=UTC), BERLIN)
    event = f"DTSTART;TZID={BERLIN}:20200101T230000\nDURATION:PT4H\nRRULE:FREQ=DAILY"

    assert starts(event, window=window) == ["05-31 23:00", "06-01 23:00", "06-02 23:00"]


@pytest.mark.parametrize(
    "event",
    [
        f"{NINE}\nRRULE:FREQ=SECONDLY",
        f"{NINE}\nRRULE:FREQ=MINUTELY;INTERVAL=5",
        f"{NINE}\nRRULE:FREQ=SOMETIMES",
        f"{NINE}\nRRULE:FREQ=HOURLY;BYMINUTE=0,15,30,45",
        "DTSTART:tomorrow\nDURATION:PT1H",
        "DURATION:PT1H",
    ],
)
def test_what_nobody_understands_is_said_so(event: str) -> None:
    with pytest.raises(Unclear):
        stretches(event)


def test_a_broken_event_spoils_no_other() -> None:
    good = f"BEGIN:VEVENT\nUID:good\nDTSTAMP:20260101T000000Z\n{NINE}\nEND:VEVENT"
    bad = "BEGIN:VEVENT\nUID:bad\nDTSTART:tomorrow\nEND:VEVENT"
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{bad}\n{good}\nEND:VCALENDAR"

    found = {entry.uid: entry.text for entry in entries(text)}

    assert set(found) == {"good", "bad"}
    assert len(taken(found["good"], YEAR)) == 1
    with pytest.raises(Unclear):
        taken(found["bad"], YEAR)


@pytest.mark.parametrize("text", ["", "<html>", "BEGIN:VCARD\nEND:VCARD", "\x00\x01", "begin:vevent"])
def test_what_is_no_calendar_is_said_so(text: str) -> None:
    with pytest.raises(NotACalendar):
        list(entries(text))


@given(st.text(max_size=300))
def test_no_text_breaks_anything(text: str) -> None:
    """Whatever stands between the first line and the last, it is read, unclear, or no calendar."""
    try:
        for entry in entries(f"BEGIN:VCALENDAR\n{text}\nEND:VCALENDAR"):
            taken(entry.text, YEAR)
    except (NotACalendar, Unclear):
        pass
