"""Who books with Ada, as Ada sees it."""

from typing import Any

from tests.api import Person, execute
from tests.bookings.asking import book
from tests.counting import statements_counted
from tests.factories.desks import Desk

DAY = 43


def clients(desk: Desk, person: Person | None = None, **query: Any) -> Any:
    asking = person or desk.owner
    return asking.get(f"/v1/providers/{desk.provider_id}/clients", query_string=query)


def test_each_client_stands_once_with_what_there_was_and_what_is_to_come(
    ben: Person, cleo: Person, desk: Desk
) -> None:
    over, ahead = book(ben, desk, desk.at(10, day=DAY)), book(ben, desk, desk.at(12, day=DAY))
    gone = book(cleo, desk, desk.at(14, day=DAY))
    execute(
        "UPDATE bookings SET status = 'COMPLETED', start_time = now() - interval '2 days' WHERE id = :id",
        id=over,
    )
    cleo.delete(f"/v1/bookings/{gone}")

    found = {one["clientId"]: one for one in clients(desk).get_json()["data"]}

    assert found[ben.user_id]["bookings"] == 2
    assert (found[ben.user_id]["completed"], found[ben.user_id]["cancelled"]) == (1, 0)
    assert found[ben.user_id]["nextAt"] == ben.get(f"/v1/bookings/{ahead}").get_json()["data"]["startTime"]
    assert found[ben.user_id]["lastAt"] is not None
    assert (found[cleo.user_id]["cancelled"], found[cleo.user_id]["nextAt"]) == (1, None)


def test_they_are_found_by_the_beginning_of_a_name(ben: Person, cleo: Person, desk: Desk) -> None:
    book(ben, desk, desk.at(10, day=DAY))
    book(cleo, desk, desk.at(14, day=DAY))

    assert [one["clientId"] for one in clients(desk, q="cle").get_json()["data"]] == [cleo.user_id]
    assert clients(desk, q="%").get_json()["data"] == []


def test_nobody_else_sees_them(ben: Person, desk: Desk) -> None:
    book(ben, desk, desk.at(10, day=DAY))

    assert clients(desk, ben).status_code == 403
    assert clients(desk, q="").status_code == 400


def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    ben: Person, cleo: Person, desk: Desk
) -> None:
    book(ben, desk, desk.at(10, day=DAY))
    with statements_counted() as for_one:
        clients(desk)
    book(cleo, desk, desk.at(14, day=DAY))
    with statements_counted() as for_two:
        clients(desk)

    assert len(for_two) == len(for_one) <= 4
