"""Slots are written by arithmetic: it must be what the standard library writes."""

from datetime import UTC, datetime

import orjson
from hypothesis import given
from hypothesis import strategies as st

from app.availability.slots.render import slots_json
from app.kernel import zones

ZONES = [
    "UTC",
    "Asia/Kathmandu",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
]
instants = st.integers(int(datetime(2000, 1, 1, tzinfo=UTC).timestamp()), 2_500_000_000)


@given(
    st.sampled_from(ZONES),
    instants,
    st.lists(st.integers(0, 60 * 24 * 40), max_size=20),
    st.integers(5, 1440),
)
def test_slots_read_as_the_standard_library_writes_them(
    zone: str, first: int, minutes: list[int], lasts: int
) -> None:
    starts = sorted({first - first % 60 + 60 * minute for minute in minutes})

    slots = orjson.loads(slots_json(starts, lasts * 60, zone))

    assert [slot["startTime"] for slot in slots] == [_written(at, zone) for at in starts]
    assert [slot["endTime"] for slot in slots] == [_written(at + lasts * 60, zone) for at in starts]


def _written(at: int, zone: str) -> str:
    return datetime.fromtimestamp(at, zones.zone(zone)).isoformat().replace("+00:00", "Z")
