import struct
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel import zones
from app.kernel.zones import DAY, UnknownZone, instant_of, instants_of, stretches

NEW_YORK = "America/New_York"


def utc(*fields: int) -> int:
    return instant_of(datetime(*fields, tzinfo=UTC))  # type: ignore[arg-type, misc]


def wall(*fields: int) -> datetime:
    return datetime(*fields)  # type: ignore[arg-type]  # noqa: DTZ001 - a wall clock shows no zone


def written_changes(name: str) -> list[tuple[int, int]]:
    """Read the changes that a zone's file writes out, by RFC 8536: instant and new offset."""
    data = files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()
    header = struct.Struct(">4s c 15x 6l")

    def counts(at: int) -> tuple[int, ...]:
        return tuple(header.unpack_from(data, at)[2:])

    ut, std, leaps, times, types, chars = counts(0)
    second = header.size + times * 5 + types * 6 + chars + leaps * 8 + std + ut
    *_, times, types, _ = counts(second)
    body = second + header.size
    instants = struct.unpack_from(f">{times}q", data, body)
    kinds = data[body + 8 * times : body + 9 * times]
    offsets = [struct.unpack_from(">lbb", data, body + 9 * times + 6 * kind)[0] for kind in range(types)]
    return [(at, offsets[kind]) for at, kind in zip(instants, kinds, strict=True)]


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "europe/london", "../zones", "/etc/passwd", "Factory"])
def test_a_name_outside_the_database_is_no_zone(name: str) -> None:
    with pytest.raises(UnknownZone, match="not a time zone"):
        zones.zone(name)


def test_the_database_says_its_edition() -> None:
    assert len(zones.database_version()) == 5
    assert zones.database_version()[:2] == "20"


def test_every_zone_of_the_database_loads_and_knows_its_name() -> None:
    assert len(zones.names()) > 400
    assert all(zones.zone(name).key == name for name in zones.names())


def test_a_wall_time_is_one_instant_on_an_ordinary_day() -> None:
    assert instants_of(NEW_YORK, wall(2026, 7, 1, 9)) == (utc(2026, 7, 1, 13),)


def test_a_wall_time_in_a_spring_gap_is_no_instant() -> None:
    assert instants_of(NEW_YORK, wall(2026, 3, 8, 2, 30)) == ()
    assert instants_of(NEW_YORK, wall(2026, 3, 8, 3)) == (utc(2026, 3, 8, 7),)


def test_a_wall_time_in_an_autumn_fold_is_two_instants() -> None:
    both = (utc(2026, 11, 1, 5, 30), utc(2026, 11, 1, 6, 30))

    assert instants_of(NEW_YORK, wall(2026, 11, 1, 1, 30)) == both
    assert instants_of(NEW_YORK, wall(2026, 11, 1, 1, 30).replace(fold=1)) == both
    assert [zones.wall_of(NEW_YORK, at).fold for at in both] == [0, 1]


def test_lord_howe_moves_by_half_an_hour() -> None:
    assert instants_of("Australia/Lord_Howe", wall(2026, 10, 4, 2, 15)) == ()
    assert len(instants_of("Australia/Lord_Howe", wall(2026, 4, 5, 1, 45))) == 2
    assert len(instants_of("Australia/Lord_Howe", wall(2026, 4, 5, 1, 29))) == 1


def test_kathmandu_is_a_quarter_before_six_hours_ahead() -> None:
    assert instants_of("Asia/Kathmandu", wall(2026, 1, 1, 5, 45)) == (utc(2026, 1, 1),)


def test_apia_had_no_thirtieth_of_december() -> None:
    assert instants_of("Pacific/Apia", wall(2011, 12, 30, 12)) == ()
    assert zones.dates_window("Pacific/Apia", date(2011, 12, 30), date(2011, 12, 30)).empty
    eve = zones.dates_window("Pacific/Apia", date(2011, 12, 29), date(2011, 12, 31))
    assert eve == (utc(2011, 12, 29, 10), utc(2011, 12, 31, 10))


def test_a_day_without_midnight_begins_at_one() -> None:
    day = zones.dates_window("America/Sao_Paulo", date(2017, 10, 15), date(2017, 10, 15))

    assert day == (utc(2017, 10, 15, 3), utc(2017, 10, 16, 2))
    assert zones.wall_of("America/Sao_Paulo", day.start).hour == 1
    assert zones.date_of("America/Sao_Paulo", day.start - 1) == date(2017, 10, 14)


def test_seconds_are_cut_down_or_filled_up_as_asked() -> None:
    moment = datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=UTC)

    assert zones.instant_of(moment) == utc(2026, 1, 1)
    assert zones.instant_from(moment) == utc(2026, 1, 1) + 1
    assert zones.instant_from(zones.moment_of(77)) == 77


def test_no_zone_changes_its_offset_twice_within_two_days() -> None:
    """The search for changes looks once a day; this is what makes it complete."""
    for name in zones.names():
        changes = [at for at, _ in written_changes(name)]
        assert all(later - earlier > 2 * DAY for earlier, later in pairwise(changes)), name


@pytest.mark.parametrize(
    "name",
    [NEW_YORK, "Europe/London", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "Asia/Gaza"],
)
def test_stretches_change_where_the_zone_file_says(name: str) -> None:
    since, until = utc(1975, 1, 1), utc(2037, 1, 1)
    parts = stretches(name, since, until)
    found = {part.start: part.offset for part in parts[1:]}
    offsets = [offset for at, offset in written_changes(name) if at <= since][-1:]
    expected = {}
    for at, offset in written_changes(name):
        if since < at < until:
            if offset != offsets[-1]:
                expected[at] = offset
            offsets.append(offset)

    assert parts[0].start == since
    assert parts[-1].end == until
    assert expected.items() <= found.items()
    last_written = max(expected)
    assert {at for at in found if at <= last_written} == set(expected)


def test_stretches_reach_any_year_a_calendar_can_write() -> None:
    for year in (1, 9999):
        at = utc(year, 6, 1)
        assert sum(part.end - part.start for part in stretches(NEW_YORK, at - DAY, at + DAY)) == 2 * DAY


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(sorted(zones.names())),
    st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)),  # noqa: DTZ001 - Hypothesis wants them naive
    st.integers(1, 500 * DAY),
)
def test_stretches_agree_with_the_wall_clock(name: str, begin: datetime, length: int) -> None:
    start = instant_of(begin.replace(tzinfo=UTC))
    parts = stretches(name, start, start + length)

    assert [part.start for part in parts] == [start, *(part.end for part in parts[:-1])]
    assert parts[-1].end == start + length
    for part in parts:
        for at in (part.start, (part.start + part.end) // 2, part.end - 1):
            assert zones.wall_of(name, at).utcoffset() == timedelta(seconds=part.offset)
