"""Times in words, on ordinary days and on those when clocks change."""

from datetime import UTC, datetime, timedelta

import pytest

from app.notifications.languages import speech_for
from app.notifications.times import day, moment, span

ENGLISH = speech_for("en")
DASH = "\N{EN DASH}"


@pytest.mark.parametrize(
    ("start", "minutes", "zone", "words"),
    [
        (
            "2026-12-10T14:00",
            60,
            "Europe/Berlin",
            f"Thursday, 10 December 2026, 15:00{DASH}16:00 (Europe/Berlin)",
        ),
        (
            "2026-07-10T14:00",
            45,
            "Asia/Kathmandu",
            f"Friday, 10 July 2026, 19:45{DASH}20:30 (Asia/Kathmandu)",
        ),
        (
            "2026-12-10T22:30",
            60,
            "Europe/Berlin",
            f"Thursday, 10 December 2026, 23:30 {DASH} Friday, 11 December 2026, 00:30 (Europe/Berlin)",
        ),
        (
            "2026-11-01T05:30",
            60,
            "America/New_York",
            f"Sunday, 1 November 2026, 01:30 GMT-04:00{DASH}01:30 GMT-05:00 (America/New_York)",
        ),
        (
            "2026-03-08T06:30",
            60,
            "America/New_York",
            f"Sunday, 8 March 2026, 01:30 GMT-05:00{DASH}03:30 GMT-04:00 (America/New_York)",
        ),
        (
            "2026-04-04T14:45",
            15,
            "Australia/Lord_Howe",
            f"Sunday, 5 April 2026, 01:45 GMT+11:00{DASH}01:30 GMT+10:30 (Australia/Lord_Howe)",
        ),
    ],
)
def test_a_span_reads_as_the_zones_clocks_show_it(start: str, minutes: int, zone: str, words: str) -> None:
    starts = datetime.fromisoformat(start).replace(tzinfo=UTC)

    assert span(starts, starts + timedelta(minutes=minutes), zone, ENGLISH) == words


def test_the_two_passes_of_an_hour_read_differently() -> None:
    first = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)

    passes = {moment(first + timedelta(hours=hour), "America/New_York", ENGLISH) for hour in (0, 1)}

    assert len(passes) == 2


def test_the_day_is_the_zones_own() -> None:
    late = datetime(2026, 12, 10, 23, 30, tzinfo=UTC)

    assert day(late, "Europe/Berlin", ENGLISH) == "Friday, 11 December 2026"
    assert day(late, "America/New_York", ENGLISH) == "Thursday, 10 December 2026"


@pytest.mark.parametrize("locale", ["en", "en-GB", "en_US", "EN", "fr", "", "xx-nonsense"])
def test_a_language_we_do_not_write_gets_english_figures_and_all(locale: str) -> None:
    assert speech_for(locale) == ENGLISH


@pytest.mark.parametrize(("locale", "code"), [("de", "de"), ("ar-EG", "ar"), ("es_MX", "es")])
def test_a_language_we_write_is_spoken_in_all_its_countries(locale: str, code: str) -> None:
    assert speech_for(locale).language.code == code
