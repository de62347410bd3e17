"""Offers under contention: real commits, several workers and callers at the same moment."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.api import Person, execute, join
from tests.bookings.asking import ask, book, occupied, seen, standing
from tests.bookings.changing import cancel
from tests.bookings.holding import submit
from tests.bookings.passing import runs_out_in
from tests.factories.desks import Desk
from tests.patience import eventually
from tests.races import at_once
from tests.waitlist.waiting import offer, serve, set_aside, status, wait


def live(desk: Desk) -> list[str]:
    """What stands at the desk."""
    rows = execute(
        "SELECT coalesce(json_agg(coalesce(step, status) ORDER BY start_time), '[]') FROM bookings"
        " WHERE provider_id = :id AND status IN ('REQUESTED', 'PENDING', 'CONFIRMED')",
        id=desk.provider_id,
    )
    return list(rows)


def test_of_many_who_wait_one_is_offered_and_strangers_get_nothing(
    app: Flask, ben: Person, desk: Desk
) -> None:
    queue = [join(app, "Waiting", "CLIENT") for _ in range(6)]
    strangers = [join(app, "Rival", "CLIENT") for _ in range(6)]
    taken = book(ben, desk, desk.at(10))
    wishes = [wait(person, desk) for person in queue]

    at_once(
        [
            lambda: cancel(ben, taken),
            serve,
            serve,
            *(lambda who=who: ask(who, desk, desk.at(10)) for who in strangers),
        ]
    )
    serve()

    assert [status(*pair) for pair in zip(queue, wishes, strict=True)] == ["OFFERED"] + ["WAITING"] * 5
    assert (live(desk), set_aside(desk)) == (["OFFERED"], 0)


def test_two_freed_times_go_to_the_first_two(app: Flask, ben: Person, desk: Desk) -> None:
    queue = [join(app, "Waiting", "CLIENT") for _ in range(4)]
    taken = [book(ben, desk, desk.at(10, day=day)) for day in (3, 4)]
    wishes = [wait(person, desk, days=(3, 4)) for person in queue]

    at_once([*(lambda one=one: cancel(ben, one) for one in taken), serve, serve])
    serve()

    statuses = [status(*pair) for pair in zip(queue, wishes, strict=True)]
    assert statuses == ["OFFERED", "OFFERED", "WAITING", "WAITING"]


def test_an_offer_is_taken_once_however_often_it_is_taken(ben: Person, cleo: Person, desk: Desk) -> None:
    taken = book(ben, desk, desk.at(10))
    wish_id = wait(cleo, desk)
    cancel(ben, taken)
    serve()
    booking_id = offer(cleo, wish_id)

    answers = at_once([lambda: submit(cleo, booking_id).status_code for _ in range(4)])

    assert sorted(answers) == [200, 409, 409, 409]
    assert (standing(cleo, booking_id)[0], occupied(booking_id)) == ("CONFIRMED", 1)


@pytest.mark.parametrize("left", [5, 10, 15, 20])
def test_an_offer_is_taken_while_it_runs_out(
    ben: Person, cleo: Person, dan: Person, desk: Desk, left: int
) -> None:
    taken = book(ben, desk, desk.at(10))
    first, second = wait(cleo, desk), wait(dan, desk)
    cancel(ben, taken)
    serve()
    booking_id = offer(cleo, first)
    runs_out_in(booking_id, timedelta(milliseconds=left))

    answer, _ = at_once([lambda: submit(cleo, booking_id).status_code, serve])

    won = {200: ("SERVED", "WAITING"), 409: ("WAITING", "OFFERED")}[answer]

    def settled() -> bool:
        serve()
        return (status(cleo, first), status(dan, second)) == won

    assert eventually(settled)
    assert len(live(desk)) == 1


def test_the_one_who_waits_leaves_while_the_offer_is_made(
    ben: Person, cleo: Person, dan: Person, desk: Desk
) -> None:
    for day in (3, 4, 5, 6):
        taken = book(ben, desk, desk.at(10, day=day))
        first, second = wait(cleo, desk, days=(day, day)), wait(dan, desk, days=(day, day))
        cancel(ben, taken)

        gone, _ = at_once([lambda one=first: cleo.delete(f"/v1/wishes/{one}").status_code, serve])
        serve()

        assert gone == 204
        assert (status(cleo, first), status(dan, second)) == ("ENDED", "OFFERED")
        assert set_aside(desk) == 0


def test_the_moved_booking_is_cancelled_while_the_earlier_time_is_taken(
    ben: Person, cleo: Person, desk: Desk
) -> None:
    for day in (3, 5, 7, 9):
        early, late = book(ben, desk, desk.at(10, day=day)), book(cleo, desk, desk.at(10, day=day + 1))
        wish_id = wait(cleo, desk, bookingId=late, days=(day, day + 1))
        cancel(ben, early)
        serve()
        offered = offer(cleo, wish_id)

        taken, ended = at_once(
            [
                lambda one=offered: submit(cleo, one).status_code,
                lambda one=late: cancel(cleo, one),
            ]
        )
        serve()

        assert (taken, ended) in {(200, 204), (409, 204)}
        assert standing(cleo, late)[0] == "CANCELLED"
        assert occupied(late) == 0
        if taken == 409:
            assert seen(cleo, offered)["step"] == "OFFERED"
            cancel(cleo, offered)
            serve()
