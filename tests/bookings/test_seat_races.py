"""Many people who want the seats of one class: as many get one as there are, and the count is always true."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api import Person, execute, join
from tests.bookings.asking import ask, book
from tests.bookings.passing import hold_runs_out
from tests.bookings.seats import counted, miscounted
from tests.bookings.working import due, work_off, work_on
from tests.factories.desks import Desk, open_desk
from tests.races import at_once

SEATS = 8


@pytest.fixture
def crowd(app: Flask) -> list[Person]:
    return [join(app, "Rival", "CLIENT") for _ in range(100)]


@pytest.fixture
def yoga(ada: Person) -> Desk:
    return open_desk(ada, seats=SEATS)


def all_of(calls: list[Callable[[], int]]) -> list[int]:
    """Six at a time: each may need a connection, and the pool has eight."""
    with ThreadPoolExecutor(6) as pool:
        return list(pool.map(lambda call: call(), calls))


def work_at_once() -> None:
    while tasks := due():
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(lambda task: work_on(*task), [task for task in tasks for _ in range(2)]))


def statuses(desk: Desk) -> dict[str, int]:
    found = execute(
        "SELECT json_object_agg(status, n) FROM"
        " (SELECT status, count(*) AS n FROM bookings WHERE offering_id = :id GROUP BY status) s",
        id=desk.offering_id,
    )
    return dict(found)


def astray(desk: Desk) -> int:
    """Bookings that have other than the seats they should have: what is open all of them, others none."""
    wrong: int = execute(
        "SELECT count(*) FROM bookings b LEFT JOIN seat_claims c ON c.booking_id = b.id"
        " LEFT JOIN occupancies o ON o.booking_id = b.id"  # of the days when it was for one
        " WHERE b.offering_id = :id AND coalesce(c.seats, CASE WHEN o.id > 0 THEN b.seats ELSE 0 END) <>"
        " CASE WHEN b.status IN ('PENDING', 'CONFIRMED') THEN b.seats ELSE 0 END",
        id=desk.offering_id,
    )
    return wrong


def test_of_a_hundred_callers_for_eight_seats_eight_get_one(crowd: list[Person], yoga: Desk) -> None:
    asked = all_of([lambda rival=rival: ask(rival, yoga, yoga.at(10)).status_code for rival in crowd])
    assert set(asked) == {202}

    work_at_once()

    assert statuses(yoga) == {"CONFIRMED": SEATS, "REJECTED": 100 - SEATS}
    assert (counted(yoga), miscounted(), astray(yoga)) == ([SEATS], 0, 0)


def test_callers_who_come_while_others_are_decided_fill_it_and_no_more(
    crowd: list[Person], yoga: Desk
) -> None:
    def ask_and_work(rival: Person) -> Callable[[], int]:
        def act() -> int:
            answer = ask(rival, yoga, yoga.at(10))
            work_off()
            return answer.status_code

        return act

    answers = all_of([ask_and_work(rival) for rival in crowd])
    work_off()

    assert set(answers) <= {202, 409}
    assert statuses(yoga)["CONFIRMED"] == SEATS
    assert (counted(yoga), miscounted(), astray(yoga)) == ([SEATS], 0, 0)


def test_parties_of_three_leave_two_seats_to_a_smaller_one(crowd: list[Person], yoga: Desk) -> None:
    all_of([lambda rival=rival: ask(rival, yoga, yoga.at(10), seats=3).status_code for rival in crowd[:12]])

    work_at_once()

    assert (statuses(yoga), counted(yoga)) == ({"CONFIRMED": 2, "REJECTED": 10}, [6])


def test_the_last_ones_out_and_the_next_ones_in_never_lose_the_count(crowd: list[Person], yoga: Desk) -> None:
    for hour in (9, 10, 11, 12):
        leavers = [book(person, yoga, yoga.at(hour)) for person in crowd[:2]]

        at_once(
            [
                lambda person=person, booking=booking: person.delete(f"/v1/bookings/{booking}").status_code
                for person, booking in zip(crowd, leavers, strict=False)
            ]
            + [
                lambda person=person, hour=hour: ask(person, yoga, yoga.at(hour)).status_code
                for person in crowd[2:6]
            ]
            + [work_off] * 2
        )
        work_off()

    assert counted(yoga) == [4] * 4
    assert (miscounted(), astray(yoga)) == (0, 0)


def test_those_who_change_places_at_once_both_succeed(ben: Person, cleo: Person, yoga: Desk) -> None:
    for hour in (9, 11, 13):
        one, other = book(ben, yoga, yoga.at(hour)), book(cleo, yoga, yoga.at(hour + 1))
        book(yoga.owner, yoga, yoga.at(hour))
        book(yoga.owner, yoga, yoga.at(hour + 1))

        moved = at_once(
            [
                lambda: ben.put(f"/v1/bookings/{one}", {"startTime": yoga.at(hour + 1).isoformat()}),  # noqa: B023
                lambda: cleo.put(f"/v1/bookings/{other}", {"startTime": yoga.at(hour).isoformat()}),  # noqa: B023
            ]
        )

        assert [answer.status_code for answer in moved] == [200, 200]
    assert counted(yoga) == [2] * 6
    assert (miscounted(), astray(yoga)) == (0, 0)


HOURS = st.integers(9, 11)
STEPS = st.one_of(
    st.tuples(st.just("book"), HOURS, st.integers(1, 5)),
    st.tuples(st.just("cancel"), st.integers(0, 20)),
    st.tuples(st.just("move"), st.integers(0, 20), HOURS),
    st.tuples(st.just("expire"), st.integers(0, 20)),
    st.tuples(st.just("resize"), st.integers(1, 9)),
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(STEPS, min_size=5, max_size=14))
def test_whatever_happens_the_seats_taken_are_the_sum_of_the_claims(
    app: Flask, steps: list[tuple[str, int, int]]
) -> None:
    yoga = open_desk(join(app, "Ada", "PROVIDER"), seats=SEATS, price_minor=1000)
    mine: list[tuple[Person, int]] = []
    for step in steps:
        _take(app, yoga, mine, step)
        work_off()

        assert (miscounted(), astray(yoga)) == (0, 0), step


def _take(app: Flask, yoga: Desk, mine: list[tuple[Person, int]], step: tuple[str, int, int]) -> None:
    kind, number, *more = step
    if kind == "book":
        person = join(app, "Guest", "CLIENT")
        answer = ask(person, yoga, yoga.at(number), seats=more[0])
        if answer.status_code == 202:
            mine.append((person, answer.get_json()["data"]["id"]))
    elif kind == "resize":
        yoga.offers(seats=number)
    elif mine:
        person, booking_id = mine[number % len(mine)]
        if kind == "cancel":
            person.delete(f"/v1/bookings/{booking_id}")
        elif kind == "move":
            person.put(f"/v1/bookings/{booking_id}", {"startTime": yoga.at(more[0]).isoformat()})
        else:
            hold_runs_out(booking_id)
