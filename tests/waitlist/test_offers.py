from datetime import datetime, timedelta

import pytest

from app.db.session import database_now, transaction
from app.waitlist.service.looking import look
from tests.api import Person, execute, refused_fields
from tests.bookings.asking import ask, book, occupied, seen, standing, told
from tests.bookings.changing import cancel, move
from tests.bookings.holding import submit
from tests.bookings.passing import hold_runs_out
from tests.bookings.working import work_off
from tests.counting import statements_counted
from tests.factories.desks import Desk
from tests.waitlist.waiting import ask_to_wait, offer, serve, set_aside, status, wait, wish


@pytest.fixture
def taken(ben: Person, desk: Desk) -> int:
    """Ben has the only hour of the day."""
    return book(ben, desk, desk.at(10))


def test_what_is_freed_is_kept_for_the_first_who_waits(
    cleo: Person, dan: Person, desk: Desk, taken: int
) -> None:
    first, second = wait(cleo, desk), wait(dan, desk)

    cancel(desk.owner, taken)
    serve()

    booking_id = offer(cleo, first)
    data = seen(cleo, booking_id)
    assert (data["status"], data["step"]) == ("PENDING", "OFFERED")
    assert datetime.fromisoformat(data["startTime"]) == desk.at(10)
    left = datetime.fromisoformat(data["holdExpiresAt"]) - datetime.fromisoformat(data["createdAt"])
    assert left == timedelta(hours=2)
    assert told(booking_id) == ["waitlist_offer"]
    assert (status(cleo, first), status(dan, second)) == ("OFFERED", "WAITING")


def test_between_freed_and_offered_nobody_else_can_have_it(
    cleo: Person, dan: Person, desk: Desk, taken: int
) -> None:
    wish_id = wait(cleo, desk)

    cancel(desk.owner, taken)
    assert (occupied(taken), set_aside(desk)) == (0, 1)
    answer = ask(dan, desk, desk.at(10))
    serve()

    assert answer.status_code == 409
    assert (set_aside(desk), status(cleo, wish_id)) == (0, "OFFERED")


def test_where_nobody_waits_freed_time_is_free_at_once(dan: Person, desk: Desk, taken: int) -> None:
    cancel(desk.owner, taken)

    assert (set_aside(desk), ask(dan, desk, desk.at(10)).status_code) == (0, 202)


def test_what_nobody_in_the_queue_means_is_free_again(
    cleo: Person, dan: Person, desk: Desk, taken: int
) -> None:
    wait(cleo, desk, startTime="17:00")
    cancel(desk.owner, taken)

    serve()

    assert (set_aside(desk), ask(dan, desk, desk.at(10)).status_code) == (0, 202)


def test_who_takes_the_offer_has_the_time(cleo: Person, desk: Desk, taken: int) -> None:
    wish_id = wait(cleo, desk)
    cancel(desk.owner, taken)
    serve()
    booking_id = offer(cleo, wish_id)

    assert submit(cleo, booking_id, notes="At last.").status_code == 200
    serve()

    assert standing(cleo, booking_id) == ("CONFIRMED", None, None)
    assert (status(cleo, wish_id), told(booking_id)[-1]) == ("SERVED", "booking_confirmed")


@pytest.mark.parametrize("how", ["declined", "lapsed"])
def test_an_offer_that_is_not_taken_moves_on_at_once(
    cleo: Person, dan: Person, desk: Desk, taken: int, how: str
) -> None:
    first, second = wait(cleo, desk), wait(dan, desk)
    cancel(desk.owner, taken)
    serve()
    booking_id = offer(cleo, first)

    if how == "declined":
        assert cancel(cleo, booking_id) == 204
    else:
        hold_runs_out(booking_id)
    serve()

    ends = {"declined": ("CANCELLED", None, "LET_GO"), "lapsed": ("EXPIRED", None, "OFFER_LAPSED")}
    assert standing(cleo, booking_id) == ends[how]
    assert (status(cleo, first), status(dan, second)) == ("WAITING", "OFFERED")
    assert told(booking_id)[1:] == {"declined": [], "lapsed": ["waitlist_lapsed"]}[how]


def test_nobody_is_offered_twice_what_they_did_not_want(cleo: Person, desk: Desk, taken: int) -> None:
    wish_id = wait(cleo, desk)
    cancel(desk.owner, taken)
    serve()

    cancel(cleo, offer(cleo, wish_id))
    serve()

    assert (status(cleo, wish_id), set_aside(desk)) == ("WAITING", 0)


def test_who_does_not_answer_goes_behind_all_others_and_then_leaves(
    ben: Person, cleo: Person, dan: Person, desk: Desk
) -> None:
    days = (3, 4, 5)
    bookings = [book(ben, desk, desk.at(10, day=day)) for day in days]
    first, second = wait(cleo, desk, days=(3, 5)), wait(dan, desk, days=(4, 5))

    cancel(desk.owner, bookings[0])
    serve()
    hold_runs_out(offer(cleo, first))
    serve()
    cancel(desk.owner, bookings[1])
    serve()
    assert (status(cleo, first), status(dan, second)) == ("WAITING", "OFFERED")
    cancel(desk.owner, bookings[2])
    serve()
    hold_runs_out(offer(cleo, first))
    serve()

    assert (wish(cleo, first)["status"], wish(cleo, first)["reason"]) == ("ENDED", "LAPSED")


def test_a_move_frees_time_as_well(ben: Person, cleo: Person, desk: Desk, taken: int) -> None:
    wish_id = wait(cleo, desk)

    assert move(ben, taken, desk.at(10, day=4)).status_code == 200
    assert (occupied(taken), set_aside(desk)) == (1, 1)
    serve()

    assert seen(cleo, offer(cleo, wish_id))["startTime"][:10] == desk.at(10).date().isoformat()


def test_a_move_into_its_own_time_leaves_only_the_rest(ben: Person, cleo: Person, desk: Desk) -> None:
    desk.opens(10 * 60, 13 * 60)
    booking_id = book(ben, desk, desk.at(10))
    book(ben, desk, desk.at(11, 30))
    wait(cleo, desk)

    assert move(ben, booking_id, desk.at(10, 30)).status_code == 200

    rest = execute(
        "SELECT json_build_array(lower(during), upper(during)) FROM occupancies o"
        " JOIN resources r ON r.id = o.resource_id WHERE r.provider_id = :id AND o.kind = 'waitlist'",
        id=desk.provider_id,
    )
    assert [datetime.fromisoformat(edge) for edge in rest] == [desk.at(10), desk.at(10, 30)]
    serve()
    assert set_aside(desk) == 0


def test_a_provider_who_withdraws_an_offer_leaves_the_wish_in_its_place(
    cleo: Person, desk: Desk, taken: int
) -> None:
    wish_id = wait(cleo, desk)
    cancel(desk.owner, taken)
    serve()
    booking_id = offer(cleo, wish_id)

    assert cancel(desk.owner, booking_id) == 204
    serve()

    assert standing(cleo, booking_id) == ("CANCELLED", None, "OFFER_WITHDRAWN")
    assert status(cleo, wish_id) == "WAITING"


def test_who_leaves_the_queue_lets_an_offer_go_to_the_next(
    cleo: Person, dan: Person, desk: Desk, taken: int
) -> None:
    first, second = wait(cleo, desk), wait(dan, desk)
    cancel(desk.owner, taken)
    serve()

    assert cleo.delete(f"/v1/wishes/{first}").status_code == 204
    serve()

    assert (status(cleo, first), status(dan, second)) == ("ENDED", "OFFERED")
    assert cleo.delete(f"/v1/wishes/{first}").status_code == 204


def test_what_is_free_is_not_waited_for(cleo: Person, desk: Desk) -> None:
    answer = ask_to_wait(cleo, desk, days=(3, 9))

    error = answer.get_json()["error"]
    assert (answer.status_code, error["code"]) == (409, "TIMES_FREE")
    assert [datetime.fromisoformat(slot["startTime"]) for slot in error["nearestSlots"]] == [
        desk.at(10, day=day) for day in (3, 4, 5)
    ]


def test_ten_wishes_are_enough(cleo: Person, desk: Desk, taken: int) -> None:
    assert taken
    assert [ask_to_wait(cleo, desk).status_code for _ in range(11)] == [201] * 10 + [409]
    page = cleo.get("/v1/wishes?size=3").get_json()
    assert (len(page["data"]), page["pagination"]["total"]) == (3, 10)
    queue = desk.owner.get(f"/v1/providers/{desk.provider_id}/wishes").get_json()
    assert queue["pagination"]["total"] == 10


def test_a_page_of_wishes_takes_two_statements_however_many(cleo: Person, desk: Desk, taken: int) -> None:
    assert taken
    for _ in range(3):
        wait(cleo, desk)

    with statements_counted() as mine:
        assert len(cleo.get("/v1/wishes").get_json()["data"]) == 3
    with statements_counted() as queue:
        desk.owner.get(f"/v1/providers/{desk.provider_id}/wishes")

    assert (len(mine), len(queue)) == (2, 3)  # the queue's owner is asked for as well


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ({"to": "2020-01-01"}, {"to"}),
        ({"to": "2400-01-01"}, {"to"}),
        ({"startTime": "18:00", "endTime": "17:00"}, {"endTime"}),
        ({"startTime": "25:00"}, {"startTime"}),
        ({"weekdays": ["MONDAY", "MONDAY"]}, {"weekdays"}),
        ({"weekdays": ["SOMEDAY"]}, {"weekdays.0"}),
        ({"timezone": "Mars/Base"}, {"timezone"}),
        ({"providerId": None}, {"providerId"}),
    ],
)
def test_a_wish_is_clear(cleo: Person, desk: Desk, more: dict[str, object], fields: set[str]) -> None:
    body = {key: value for key, value in more.items() if value is not None}
    if "providerId" in more:
        today = desk.at().date().isoformat()
        answer = cleo.post("/v1/wishes", {"from": today, "to": today, "timezone": "UTC", "offeringId": 7})
    else:
        answer = ask_to_wait(cleo, desk, **body)

    assert refused_fields(answer) == fields


def test_wishes_are_ones_own(cleo: Person, dan: Person, ben: Person, desk: Desk, taken: int) -> None:
    assert taken
    wish_id = wait(cleo, desk)

    assert dan.get(f"/v1/wishes/{wish_id}").status_code == 404
    assert dan.delete(f"/v1/wishes/{wish_id}").status_code == 404
    assert cleo.get(f"/v1/providers/{desk.provider_id}/wishes").status_code == 404
    assert ben.get(f"/v1/providers/{desk.provider_id}/wishes").status_code == 403


def test_an_offer_expires_like_any_hold(cleo: Person, desk: Desk, taken: int) -> None:
    wish_id = wait(cleo, desk)
    cancel(desk.owner, taken)
    serve()
    booking_id = offer(cleo, wish_id)
    hold_runs_out(booking_id)

    assert submit(cleo, booking_id).status_code == 409
    work_off()
    assert standing(cleo, booking_id)[0] == "EXPIRED"


def test_an_offer_whose_end_nobody_heard_of_is_settled(cleo: Person, desk: Desk, taken: int) -> None:
    wish_id = wait(cleo, desk)
    cancel(desk.owner, taken)
    serve()
    cancel(cleo, offer(cleo, wish_id))
    execute("DELETE FROM tasks WHERE actor = 'waitlist.settle'")
    assert status(cleo, wish_id) == "OFFERED"

    looked()
    serve()

    assert status(cleo, wish_id) == "WAITING"


def test_time_that_was_set_aside_and_forgotten_is_free_after_all(
    cleo: Person, dan: Person, desk: Desk, taken: int
) -> None:
    wish_id = wait(cleo, desk)
    cancel(desk.owner, taken)
    execute("DELETE FROM tasks WHERE actor = 'waitlist.offer'")
    cleo.delete(f"/v1/wishes/{wish_id}")
    execute("UPDATE occupancies SET expires_at = now() - interval '5 minutes' WHERE kind = 'waitlist'")
    assert ask(dan, desk, desk.at(10)).status_code == 409

    looked()
    serve()

    assert (set_aside(desk), ask(dan, desk, desk.at(10)).status_code) == (0, 202)


def test_what_grew_unnoticed_is_offered_by_the_next_look(cleo: Person, desk: Desk, taken: int) -> None:
    assert taken
    wish_id = wait(cleo, desk)
    desk.opens(10 * 60, 12 * 60)

    looked()
    serve()

    assert status(cleo, wish_id) == "OFFERED"


def looked() -> None:
    """The job that looks for what nobody told of."""
    with transaction() as session:
        look(session, now=database_now(session))
