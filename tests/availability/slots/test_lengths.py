"""An offering of several lengths shows each with its price."""

from tests.api import Person, refused_fields
from tests.availability.slots.looking import look, starts
from tests.factories.desks import offer, open_desk

LONGER = '[{"minutes": 120, "price_minor": 8000}]'


def test_each_length_has_its_times_and_its_price(stranger: Person, ada: Person) -> None:
    desk = open_desk(ada, opens=9 * 60, closes=11 * 60, price_minor=5000, further_durations=LONGER)

    short = look(stranger, desk, desk.at(0), desk.at(24))
    long = look(stranger, desk, desk.at(0), desk.at(24), durationMinutes=120)

    assert (short["durationMinutes"], short["price"], short["payNow"]) == (60, 50, 50)
    assert starts(short) == [desk.at(9), desk.at(9, 30), desk.at(10)]
    assert (long["durationMinutes"], long["price"], long["payNow"]) == (120, 80, 80)
    assert long["slots"] == [{"startTime": f"{desk.at(9):%FT%T}Z", "endTime": f"{desk.at(11):%FT%T}Z"}]


def test_a_length_that_is_not_offered_is_refused(stranger: Person, ada: Person) -> None:
    desk = open_desk(ada, further_durations=LONGER)
    window = {"from": desk.at(0).isoformat(), "to": desk.at(24).isoformat()}

    for path, query in ((desk.slots, window), (f"{desk.slots}/explain", {"at": desk.at(10).isoformat()})):
        for minutes in ("90", "0", "x"):
            answer = stranger.get(path, query_string={**query, "durationMinutes": minutes})
            assert refused_fields(answer) == {"durationMinutes"}


def test_the_length_of_another_offering_is_not_this_ones(stranger: Person, ada: Person) -> None:
    desk = open_desk(ada)
    offer(desk.provider_id, duration_minutes=45, position=2)

    answer = stranger.get(
        f"{desk.slots}/explain", query_string={"at": desk.at(10).isoformat(), "durationMinutes": 45}
    )

    assert refused_fields(answer) == {"durationMinutes"}
