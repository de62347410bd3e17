"""Many who want a team at once, and its hosts besides: all of a booking or nothing, and all are decided."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from tests.api import Person, execute, join
from tests.bookings.asking import ask
from tests.bookings.working import due, work_off, work_on
from tests.factories.desks import Desk
from tests.factories.teams import Team, build_team

WORKERS = 8


@pytest.fixture
def crowd(app: Flask) -> list[Person]:
    return [join(app, "Rival", "CLIENT") for _ in range(50)]


def ask_all(wanted: list[tuple[Person, Desk, int]]) -> None:
    """All of these, sixteen at a time; what is refused at once is refused for a reason."""
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda each: ask(each[0], each[1], each[1].at(each[2])), wanted))
    assert {answer.status_code for answer in answers} <= {202, 409}


def work_at_once() -> None:
    """Every task to two of several workers, until nothing is due."""
    while tasks := due():
        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(lambda task: work_on(*task), [task for task in tasks for _ in range(2)]))


def statuses(desk: Desk) -> Counter[str]:
    rows = execute(
        "SELECT coalesce(json_agg(status), '[]') FROM bookings WHERE offering_id = :id", id=desk.offering_id
    )
    return Counter(rows)


def partly(team: Team) -> int:
    """Bookings of a team that have other stretches than those of their hosts, or some although they ended."""
    wrong: int = execute(
        "SELECT count(*) FROM (SELECT b.id, b.status,"
        " (SELECT count(*) FROM occupancies o WHERE o.booking_id = b.id AND o.active) AS held,"
        " (SELECT count(*) FROM booking_hosts h WHERE h.booking_id = b.id) AS hosts"
        " FROM bookings b WHERE b.offering_id = :id) t"
        " WHERE held <> CASE WHEN status IN ('PENDING', 'CONFIRMED') THEN hosts ELSE 0 END"
        " OR (status = 'CONFIRMED' AND hosts = 0)",
        id=team.desk.offering_id,
    )
    return wrong


def overlapping() -> int:
    pairs: int = execute(
        "SELECT count(*) FROM occupancies a JOIN occupancies b ON a.resource_id = b.resource_id"
        " AND a.id < b.id AND a.during && b.during AND a.active AND b.active"
    )
    return pairs


def unsettled(crowd: list[Person]) -> int:
    """Reservations of these people that nobody has finished."""
    left: int = execute(
        "SELECT count(*) FROM tasks t JOIN bookings b ON b.id = (t.args->>'booking_id')::bigint"
        " WHERE t.actor = 'bookings.reserve' AND t.state <> 'done'"
        " AND NOT (t.state = 'ready' AND t.run_at > now()) AND b.client_id = ANY(:people)",
        people=[person.user_id for person in crowd],
    )
    return left


def test_fifty_callers_for_a_panel_of_three_take_all_of_it_or_nothing(
    app: Flask, ada: Person, crowd: list[Person]
) -> None:
    panel = build_team(app, ada, "COLLECTIVE")
    ask_all([(rival, panel.desk, 10) for rival in crowd])

    work_at_once()

    assert statuses(panel.desk) == {"CONFIRMED": 1, "REJECTED": 49}
    assert (partly(panel), overlapping(), unsettled(crowd)) == (0, 0, 0)


def test_callers_for_the_panel_and_for_each_of_its_hosts_never_share_a_minute(
    app: Flask, ada: Person, crowd: list[Person]
) -> None:
    """Overlapping hours, so that everybody is in somebody's way."""
    panel = build_team(app, ada, "COLLECTIVE")
    desks = [panel.desk, *panel.hosts]
    ask_all([(rival, desks[n % 4], 9 + n % 3) for n, rival in enumerate(crowd)])

    work_at_once()
    work_off()

    assert (partly(panel), overlapping(), unsettled(crowd)) == (0, 0, 0)
    decided = sum((statuses(desk) for desk in desks), Counter())
    assert set(decided) == {"CONFIRMED", "REJECTED"}
    assert decided["CONFIRMED"] >= 3


def test_two_panels_with_hosts_in_common_end_in_no_deadlock(
    app: Flask, ada: Person, cleo: Person, crowd: list[Person]
) -> None:
    """Asked in opposite orders: the resources are sorted, whoever asks."""
    first = build_team(app, ada, "COLLECTIVE")
    second = build_team(app, cleo, "COLLECTIVE", size=1)
    for host in reversed(first.ids):
        execute(
            "INSERT INTO offering_hosts (offering_id, provider_id, accepted_at) VALUES (:id, :host, now())",
            id=second.desk.offering_id,
            host=host,
        )
    ask_all([(rival, (first, second)[n % 2].desk, 9 + n % 4) for n, rival in enumerate(crowd)])

    work_at_once()
    work_off()

    assert (partly(first), partly(second), overlapping(), unsettled(crowd)) == (0, 0, 0, 0)
    confirmed = statuses(first.desk)["CONFIRMED"] + statuses(second.desk)["CONFIRMED"]
    assert confirmed == 4


def test_fifty_callers_for_three_hosts_in_turn_get_three_and_each_host_one(
    app: Flask, ada: Person, crowd: list[Person]
) -> None:
    turns = build_team(app, ada, "ROUND_ROBIN")
    ask_all([(rival, turns.desk, 10) for rival in crowd])

    work_at_once()

    assert statuses(turns.desk) == {"CONFIRMED": 3, "REJECTED": 47}
    assert (partly(turns), overlapping(), unsettled(crowd)) == (0, 0, 0)
    served = execute(
        "SELECT json_agg(h.provider_id ORDER BY h.provider_id) FROM booking_hosts h"
        " JOIN bookings b ON b.id = h.booking_id WHERE b.offering_id = :id",
        id=turns.desk.offering_id,
    )
    assert served == sorted(turns.ids)


def test_turns_are_fair_also_where_many_decide_at_once(app: Flask, ada: Person, crowd: list[Person]) -> None:
    turns = build_team(app, ada, "ROUND_ROBIN", step_minutes=60)
    ask_all([(rival, turns.desk, 8 + n) for n, rival in enumerate(crowd[:9])])

    work_at_once()

    served = execute(
        "SELECT json_agg(n) FROM (SELECT count(*) AS n FROM booking_hosts h"
        " JOIN bookings b ON b.id = h.booking_id WHERE b.offering_id = :id GROUP BY h.provider_id) t",
        id=turns.desk.offering_id,
    )
    assert served == [3, 3, 3]
