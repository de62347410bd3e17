from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

import workers.tasks.swaps
from app.db.session import database_now, transaction
from app.swaps.service.looking import look
from tests.api import Person, execute, join
from tests.bookings.asking import book, history, occupied, owed, seen, standing, told
from tests.bookings.changing import cancel, move
from tests.bookings.paying import becomes, opened
from tests.bookings.working import work_on
from tests.counting import statements_counted
from tests.factories.desks import Desk
from tests.races import at_once

assert workers.tasks.swaps  # declares the actors


@pytest.fixture
def mine(ben: Person, desk: Desk) -> int:
    """Ben has ten o'clock."""
    return book(ben, desk, desk.at(10))


@pytest.fixture
def theirs(cleo: Person, desk: Desk) -> int:
    """Cleo has two o'clock, and Ben would like that better."""
    return book(cleo, desk, desk.at(14))


def propose(person: Person, booking_id: int, start: datetime) -> TestResponse:
    return person.post(f"/v1/bookings/{booking_id}/swaps", {"startTime": start.isoformat()})


def proposed(person: Person, booking_id: int, start: datetime) -> int:
    answer = propose(person, booking_id, start)
    assert answer.status_code == 201, answer.text
    swap_id: int = answer.get_json()["data"]["id"]
    return swap_id


def accept(person: Person, swap_id: int) -> TestResponse:
    return person.post(f"/v1/swaps/{swap_id}/accept")


def shown(person: Person, swap_id: int) -> dict[str, Any]:
    data: dict[str, Any] = person.get(f"/v1/swaps/{swap_id}").get_json()["data"]
    return data


def start_of(person: Person, booking_id: int) -> datetime:
    return datetime.fromisoformat(seen(person, booking_id)["startTime"])


def stretch(booking_id: int) -> str:
    found: str = execute("SELECT during::text FROM occupancies WHERE booking_id = :id", id=booking_id)
    return found


def test_two_clients_exchange_their_times(
    ben: Person, cleo: Person, desk: Desk, mine: int, theirs: int
) -> None:
    held = stretch(mine), stretch(theirs)
    swap_id = proposed(ben, mine, desk.at(14))
    assert told(theirs)[-1] == "swap_proposed"

    answer = accept(cleo, swap_id)

    assert answer.status_code == 200, answer.text
    assert (start_of(ben, mine), start_of(cleo, theirs)) == (desk.at(14), desk.at(10))
    assert (stretch(theirs), stretch(mine)) == held
    for who, booking_id in ((ben, mine), (cleo, theirs)):
        assert (standing(who, booking_id)[0], seen(who, booking_id)["version"]) == ("CONFIRMED", 3)
        assert (history(booking_id)[-1], told(booking_id)[-1]) == ("swapped", "booking_moved")
        assert len(owed("bookings.complete", booking_id)) == 2
    assert shown(ben, swap_id)["status"] == "DONE"


def test_each_sees_what_they_give_and_get_and_nobody_whose_it_is(
    ben: Person, cleo: Person, desk: Desk, mine: int, theirs: int
) -> None:
    swap_id = proposed(ben, mine, desk.at(14))

    by_ben, by_cleo = shown(ben, swap_id), shown(cleo, swap_id)

    assert (by_ben["side"], by_ben["bookingId"]) == ("PROPOSED", mine)
    assert (by_cleo["side"], by_cleo["bookingId"]) == ("ASKED", theirs)
    assert (by_ben["gives"], by_ben["gets"]) == (by_cleo["gets"], by_cleo["gives"])
    assert set(by_ben) == {"id", "bookingId", "side", "gives", "gets", "status", "expiresAt", "createdAt"}


def test_prices_and_payments_stay_with_their_bookings(ben: Person, cleo: Person, desk: Desk) -> None:
    desk.offers(price_minor=5000)
    mine = book(ben, desk, desk.at(10))
    desk.offers(price_minor=7000)
    theirs = book(cleo, desk, desk.at(14))
    for booking_id in (mine, theirs):
        opened(booking_id)
        becomes(booking_id, "CAPTURED")

    accept(cleo, proposed(ben, mine, desk.at(14)))

    assert (seen(ben, mine)["amount"], seen(cleo, theirs)["amount"]) == (50.0, 70.0)
    assert start_of(ben, mine) == desk.at(14)


@pytest.mark.parametrize("what", ["free", "other_length", "held", "mine"])
def test_where_there_is_nothing_to_exchange_nobody_learns_why(
    ben: Person, cleo: Person, desk: Desk, mine: int, what: str
) -> None:
    if what == "other_length":
        desk.offers(duration_minutes=30)
        book(cleo, desk, desk.at(14))
    if what == "held":
        desk.offers(price_minor=5000)
        book(cleo, desk, desk.at(14))
    wanted = desk.at(10) if what == "mine" else desk.at(14)

    answer = propose(ben, mine, wanted)

    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "NOTHING_TO_SWAP")


def test_one_proposal_at_a_time(app: Flask, ben: Person, desk: Desk, mine: int, theirs: int) -> None:
    dan = join(app, "Dan", "CLIENT")
    third = book(dan, desk, desk.at(16))
    proposed(ben, mine, desk.at(14))
    assert theirs

    again, rival = propose(ben, mine, desk.at(16)), propose(dan, third, desk.at(14))

    assert [answer.get_json()["error"]["code"] for answer in (again, rival)] == ["ALREADY_PROPOSED"] * 2


def test_who_declines_keeps_their_time_and_the_other_hears(
    ben: Person, cleo: Person, desk: Desk, mine: int, theirs: int
) -> None:
    swap_id = proposed(ben, mine, desk.at(14))

    answers = [cleo.post(f"/v1/swaps/{swap_id}/decline") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert told(mine)[-1] == "swap_refused"
    assert told(mine).count("swap_refused") == 1
    assert start_of(cleo, theirs) == desk.at(14)
    assert accept(cleo, swap_id).status_code == 409


def test_who_proposed_takes_it_back(ben: Person, cleo: Person, desk: Desk, mine: int, theirs: int) -> None:
    swap_id = proposed(ben, mine, desk.at(14))

    assert ben.delete(f"/v1/swaps/{swap_id}").status_code == 204

    assert accept(cleo, swap_id).status_code == 409
    assert start_of(cleo, theirs) == desk.at(14)
    assert proposed(ben, mine, desk.at(14)) != swap_id


def test_nobody_answers_for_somebody_else(
    app: Flask, ben: Person, desk: Desk, mine: int, theirs: int
) -> None:
    assert theirs
    swap_id = proposed(ben, mine, desk.at(14))
    dan = join(app, "Dan", "CLIENT")

    assert [accept(who, swap_id).status_code for who in (ben, dan, desk.owner)] == [403, 404, 404]
    assert dan.delete(f"/v1/swaps/{swap_id}").status_code == 404
    assert dan.get(f"/v1/swaps/{swap_id}").status_code == 404
    assert propose(desk.owner, mine, desk.at(14)).status_code == 403


def test_where_the_provider_has_the_last_word_nobody_exchanges(
    ben: Person, desk: Desk, mine: int, theirs: int
) -> None:
    assert theirs
    desk.offers(needs_approval=True)

    answer = propose(ben, mine, desk.at(14))

    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "WRONG_STATE")


def test_a_proposal_lapses(ben: Person, cleo: Person, desk: Desk, mine: int, theirs: int) -> None:
    swap_id = proposed(ben, mine, desk.at(14))
    left = datetime.fromisoformat(shown(ben, swap_id)["expiresAt"]) - datetime.now(desk.at().tzinfo)
    assert timedelta(hours=23) < left <= timedelta(hours=24)
    execute("UPDATE swaps SET expires_at = now() - interval '5 minutes' WHERE id = :id", id=swap_id)
    assert accept(cleo, swap_id).status_code == 409
    execute("DELETE FROM tasks WHERE actor = 'swaps.lapse'")

    with transaction() as session:
        look(session, now=database_now(session))
    task_id = execute("SELECT id FROM tasks WHERE actor = 'swaps.lapse' ORDER BY id DESC LIMIT 1")
    work_on(task_id, "swaps.lapse")

    assert shown(ben, swap_id)["status"] == "LAPSED"
    assert (told(mine)[-1], occupied(theirs)) == ("swap_refused", 1)


@pytest.mark.parametrize(
    "what", ["mine is moved", "theirs is moved", "mine is cancelled", "theirs is cancelled"]
)
def test_what_has_changed_since_is_not_exchanged(
    ben: Person, cleo: Person, desk: Desk, mine: int, what: str
) -> None:
    theirs = book(cleo, desk, desk.at(14))
    swap_id = proposed(ben, mine, desk.at(14))
    booking_id = mine if what.startswith("mine") else theirs
    if what.endswith("moved"):
        move(desk.owner, booking_id, desk.at(12))
    else:
        cancel(desk.owner, booking_id)

    assert accept(cleo, swap_id).get_json()["error"]["code"] == "SWAP_ENDED"


@pytest.mark.parametrize("change", ["cancel", "move"])
@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_an_exchange_while_a_side_changes_is_whole_or_nothing(
    ben: Person, cleo: Person, desk: Desk, change: str, side: str
) -> None:
    for day in (3, 4, 5):
        mine, theirs = book(ben, desk, desk.at(10, day=day)), book(cleo, desk, desk.at(14, day=day))
        swap_id = proposed(ben, mine, desk.at(14, day=day))
        booking_id = mine if side == "mine" else theirs

        def other(booking_id: int = booking_id, day: int = day) -> int:
            if change == "cancel":
                return cancel(desk.owner, booking_id)
            return move(desk.owner, booking_id, desk.at(16, day=day)).status_code

        swapped, _ = at_once([lambda swap_id=swap_id: accept(cleo, swap_id).status_code, other])

        starts = {start_of(ben, mine).hour, start_of(cleo, theirs).hour}
        held = occupied(mine) + occupied(theirs)
        assert held == (1 if change == "cancel" else 2)
        assert overlapping(desk) == 0
        if swapped == 409:
            assert history(mine).count("swapped") == history(theirs).count("swapped") == 0
        else:
            assert history(mine).count("swapped") == history(theirs).count("swapped") == 1
        assert starts <= {10, 14, 16}


def overlapping(desk: Desk) -> int:
    count: int = execute(
        "SELECT count(*) FROM bookings a JOIN bookings b ON a.id < b.id AND a.provider_id = b.provider_id"
        " AND tstzrange(a.start_time, a.end_time) && tstzrange(b.start_time, b.end_time)"
        " WHERE a.provider_id = :id AND a.status = 'CONFIRMED' AND b.status = 'CONFIRMED'",
        id=desk.provider_id,
    )
    return count


def test_two_swaps_over_the_same_bookings_exchange_once(
    ben: Person, cleo: Person, desk: Desk, mine: int, theirs: int
) -> None:
    there, back = proposed(ben, mine, desk.at(14)), proposed(cleo, theirs, desk.at(10))

    answers = at_once([lambda: accept(cleo, there), lambda: accept(ben, back)])

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert start_of(ben, mine) == desk.at(14)


def test_a_page_of_swaps_takes_two_statements(ben: Person, desk: Desk, mine: int, theirs: int) -> None:
    assert theirs
    proposed(ben, mine, desk.at(14))

    with statements_counted() as seen_statements:
        page = ben.get("/v1/swaps").get_json()

    assert page["pagination"]["total"] == 1
    assert len(seen_statements) == 2
