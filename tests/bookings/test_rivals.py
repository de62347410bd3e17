"""Many people at the same moment, on real commits: a race has one winner, and nobody sees an error."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from tests.api import Person, execute, join
from tests.bookings.asking import ask, book, history, occupied, seen, standing
from tests.bookings.passing import hold_runs_out
from tests.bookings.paying import becomes, opened
from tests.bookings.working import due, work_off, work_on
from tests.factories.desks import Desk, open_desk
from tests.races import at_once


@pytest.fixture
def crowd(app: Flask) -> list[Person]:
    return [join(app, "Rival", "CLIENT") for _ in range(32)]


def work_at_once(*, workers: int = 6) -> None:
    """Let several workers have what is due, all of them everything."""
    while tasks := due():
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(lambda task: work_on(*task), [task for task in tasks for _ in range(2)]))


def statuses(desk: Desk) -> dict[str, int]:
    found = execute(
        "SELECT json_object_agg(status, n) FROM"
        " (SELECT status, count(*) AS n FROM bookings WHERE provider_id = :id GROUP BY status) s",
        id=desk.provider_id,
    )
    return dict(found)


def overlaps(desk: Desk) -> int:
    """Pairs of stretches of one desk that overlap: there can be none."""
    count: int = execute(
        "SELECT count(*) FROM occupancies a JOIN occupancies b ON a.resource_id = b.resource_id"
        " AND a.id < b.id AND a.during && b.during AND a.active AND b.active"
        " JOIN resources r ON r.id = a.resource_id WHERE r.provider_id = :id",
        id=desk.provider_id,
    )
    return count


def test_one_of_many_rivals_gets_the_slot(crowd: list[Person], desk: Desk) -> None:
    answers = at_once([lambda rival=rival: ask(rival, desk, desk.at(10)) for rival in crowd])
    assert {answer.status_code for answer in answers} == {202}

    work_at_once()

    assert statuses(desk) == {"CONFIRMED": 1, "REJECTED": 31}
    assert overlaps(desk) == 0


def test_rivals_for_overlapping_times_never_share_a_minute(crowd: list[Person], desk: Desk) -> None:
    desk.offers(step_minutes=15)
    starts = [desk.at(10, 15 * quarter) for quarter in range(4)]  # any two of them overlap

    at_once([lambda n=n, rival=rival: ask(rival, desk, starts[n % 4]) for n, rival in enumerate(crowd)])
    work_at_once()

    assert statuses(desk) == {"CONFIRMED": 1, "REJECTED": 31}


def test_rivals_who_ask_while_others_are_decided_get_every_slot_once(crowd: list[Person], desk: Desk) -> None:
    def ask_and_work(rival: Person, hour: int) -> Callable[[], int]:
        def act() -> int:
            answer = ask(rival, desk, desk.at(hour))
            work_off()
            return answer.status_code

        return act

    answers = at_once([ask_and_work(rival, 8 + n % 8) for n, rival in enumerate(crowd)])
    work_off()

    assert set(answers) <= {202, 409}
    assert statuses(desk)["CONFIRMED"] == 8
    assert overlaps(desk) == 0


def test_one_who_asks_twice_at_once_asks_once(ben: Person, desk: Desk) -> None:
    answers = at_once([lambda: ask(ben, desk, desk.at(10)) for _ in range(8)])

    assert sorted(answer.status_code for answer in answers) == [202] + [409] * 7
    work_off()
    assert statuses(desk) == {"CONFIRMED": 1}


def test_a_move_and_a_cancellation_at_once_leave_one_truth(ben: Person, desk: Desk) -> None:
    version = {"If-Match": '"2"'}
    for hour in (8, 9, 10, 11):
        booking_id = book(ben, desk, desk.at(hour))
        path, body = f"/v1/bookings/{booking_id}", {"startTime": desk.at(hour + 5).isoformat()}

        moved, cancelled = at_once(
            [
                lambda path=path, body=body: ben.put(path, body, headers=version).status_code,
                lambda path=path: desk.owner.delete(path, headers=version).status_code,
            ]
        )

        status = standing(ben, booking_id)[0]
        won = {(200, 412): ("CONFIRMED", 1), (409, 204): ("CANCELLED", 0), (412, 204): ("CANCELLED", 0)}
        assert (status, occupied(booking_id)) == won[(moved, cancelled)]


def test_two_bookings_that_change_places_at_once_never_share_a_minute(
    ben: Person, cleo: Person, desk: Desk
) -> None:
    one, other = book(ben, desk, desk.at(10)), book(cleo, desk, desk.at(12))

    def move(who: Person, booking_id: int, hour: int) -> Callable[[], int]:
        body = {"startTime": desk.at(hour, 30).isoformat()}
        return lambda: who.put(f"/v1/bookings/{booking_id}", body).status_code

    answers = at_once([move(ben, one, 11), move(cleo, other, 10)])

    assert set(answers) <= {200, 409}
    assert overlaps(desk) == 0
    assert (occupied(one), occupied(other)) == (1, 1)


def test_rivals_who_move_to_one_slot_keep_their_own(crowd: list[Person], desk: Desk) -> None:
    movers = list(zip(crowd, range(8, 16), strict=False))
    mine = {hour: book(rival, desk, desk.at(hour)) for rival, hour in movers}
    body = {"startTime": desk.at(16).isoformat()}

    answers = at_once(
        [
            lambda rival=rival, hour=hour: rival.put(f"/v1/bookings/{mine[hour]}", body).status_code
            for rival, hour in movers
        ]
    )

    assert sorted(answers) == [200] + [409] * 7
    assert all(occupied(booking_id) == 1 for booking_id in mine.values())
    assert overlaps(desk) == 0


def test_the_provider_confirms_and_declines_at_once(ben: Person, picky_desk: Desk) -> None:
    for hour in (8, 10, 12, 14):
        booking_id = book(ben, picky_desk, picky_desk.at(hour))
        path = f"/v1/bookings/{booking_id}"

        answers = at_once(
            [
                lambda path=path, word=word: picky_desk.owner.post(f"{path}/{word}").status_code
                for word in ("confirm", "decline", "confirm", "decline")
            ]
        )

        assert sorted(answers) == [200, 200, 409, 409]
        assert history(booking_id)[2:] in [["confirmed"], ["rejected"]]
        assert standing(ben, booking_id)[0] in {"CONFIRMED", "REJECTED"}


def test_the_hold_runs_out_while_the_payment_arrives(ben: Person, ada: Person) -> None:
    desk = open_desk(ada, price_minor=5000)
    for hour in (8, 10, 12, 14):
        booking_id = book(ben, desk, desk.at(hour))
        opened(booking_id)
        hold_runs_out(booking_id)

        at_once([work_off, lambda booking_id=booking_id: becomes(booking_id, "AUTHORIZED"), work_off])

        assert standing(ben, booking_id) == ("CONFIRMED", None, None)
        assert occupied(booking_id) == 1
        assert history(booking_id).count("confirmed") == 1


def test_a_reservation_and_a_cancellation_at_once_leave_nothing_behind(ben: Person, desk: Desk) -> None:
    for hour in (8, 10, 12, 14):
        booking_id = ask(ben, desk, desk.at(hour)).get_json()["data"]["id"]

        _, cancelled = at_once(
            [work_off, lambda booking_id=booking_id: ben.delete(f"/v1/bookings/{booking_id}").status_code]
        )
        work_off()

        assert cancelled == 204
        assert seen(ben, booking_id)["status"] == "CANCELLED"
        assert occupied(booking_id) == 0
