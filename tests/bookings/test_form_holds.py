from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.api import Person, execute, refused_fields
from tests.bookings.asking import ask, history, occupied, seen, standing, told
from tests.bookings.holding import keep, kept, submit
from tests.bookings.passing import hold_runs_out, runs_out_in
from tests.bookings.paying import becomes, opened, payment
from tests.bookings.working import work_off, worker
from tests.factories.desks import Desk
from tests.patience import eventually
from tests.races import at_once


def test_a_time_is_kept_for_five_minutes(ben: Person, cleo: Person, paid_desk: Desk) -> None:
    answer = keep(ben, paid_desk, paid_desk.at(10))

    assert answer.status_code == 201, answer.text
    data = answer.get_json()["data"]
    assert (data["status"], data["step"], data["version"]) == ("PENDING", "FORM", 1)
    assert (data["paymentRequired"], data["paymentUrl"], data["amount"]) == (True, None, 50.0)
    left = datetime.fromisoformat(data["holdExpiresAt"]) - datetime.fromisoformat(data["createdAt"])
    assert left == timedelta(minutes=5)
    assert answer.headers["Location"] == f"/v1/bookings/{data['id']}"
    assert ask(cleo, paid_desk, paid_desk.at(10)).status_code == 409
    assert told(data["id"]) == []


@pytest.mark.parametrize(
    ("terms", "becomes_of_it", "news"),
    [
        ({"needs_approval": False}, ("CONFIRMED", None, None), ["booking_confirmed"]),
        ({"needs_approval": True}, ("PENDING", "APPROVAL", None), ["booking_requested"]),
        ({"price_minor": 5000}, ("PENDING", "HELD", None), []),
    ],
)
def test_what_is_submitted_goes_where_a_reservation_goes(
    ben: Person, desk: Desk, terms: dict[str, Any], becomes_of_it: tuple[Any, ...], news: list[str]
) -> None:
    desk.offers(**terms)
    booking_id = kept(ben, desk, desk.at(10))

    answer = submit(ben, booking_id, notes="My first time.")

    assert answer.status_code == 200, answer.text
    assert standing(ben, booking_id) == becomes_of_it
    assert seen(ben, booking_id)["notes"] == "My first time."
    assert told(booking_id) == news
    assert occupied(booking_id) == 1


def test_no_payment_exists_before_the_form_is_submitted(ben: Person, paid_desk: Desk) -> None:
    booking_id = kept(ben, paid_desk, paid_desk.at(10))
    assert execute("SELECT count(*) FROM payments WHERE booking_id = :id", id=booking_id) == 0

    data = submit(ben, booking_id).get_json()["data"]

    assert payment(booking_id)["amount_minor"] == 5000
    assert data["paymentUrl"] is not None
    opened(booking_id)
    becomes(booking_id, "AUTHORIZED")
    assert standing(ben, booking_id) == ("CONFIRMED", None, None)


def test_a_form_that_nobody_submits_lets_the_time_go_in_silence(ben: Person, desk: Desk) -> None:
    booking_id = kept(ben, desk, desk.at(10))
    hold_runs_out(booking_id)

    work_off()

    assert standing(ben, booking_id) == ("EXPIRED", None, "NOT_SUBMITTED")
    assert (occupied(booking_id), told(booking_id)) == (0, [])
    assert submit(ben, booking_id).status_code == 409


def test_a_form_is_too_late_by_the_clock_even_before_somebody_lets_it_go(ben: Person, desk: Desk) -> None:
    booking_id = kept(ben, desk, desk.at(10))
    execute("UPDATE bookings SET hold_expires_at = now() - interval '1 second' WHERE id = :id", id=booking_id)

    answer = submit(ben, booking_id)

    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "WRONG_STATE")


def test_who_leaves_the_form_frees_the_time_and_nobody_hears_of_it(
    ben: Person, cleo: Person, desk: Desk
) -> None:
    booking_id = kept(ben, desk, desk.at(10))

    assert ben.delete(f"/v1/bookings/{booking_id}").status_code == 204

    assert standing(ben, booking_id) == ("CANCELLED", None, "LET_GO")
    assert told(booking_id) == []
    kept(cleo, desk, desk.at(10))


def test_three_forms_at_once_are_enough(ben: Person, desk: Desk) -> None:
    answers = at_once([lambda hour=hour: keep(ben, desk, desk.at(hour)) for hour in range(8, 14)])

    assert sorted(answer.status_code for answer in answers) == [201, 201, 201, 409, 409, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert refused.get_json()["error"]["code"] == "TOO_MANY_HOLDS"
    first = next(answer for answer in answers if answer.status_code == 201).get_json()["data"]["id"]
    submit(ben, first)
    assert keep(ben, desk, desk.at(16)).status_code == 201


def test_of_many_who_keep_one_time_one_has_it(ben: Person, cleo: Person, ada: Person, desk: Desk) -> None:
    for hour in (8, 10, 12):
        rivals = (ben, cleo, ada)

        answers = at_once([lambda who=who, hour=hour: keep(who, desk, desk.at(hour)) for who in rivals])

        assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
        winner = next(answer for answer in answers if answer.status_code == 201)
        submit(rivals[answers.index(winner)], winner.get_json()["data"]["id"])


@pytest.mark.parametrize("left", [5, 10, 15, 20])
def test_the_form_is_submitted_while_it_runs_out(ben: Person, desk: Desk, left: int) -> None:
    booking_id = kept(ben, desk, desk.at(10))
    runs_out_in(booking_id, timedelta(milliseconds=left))

    with worker():
        answer = submit(ben, booking_id).status_code

        ends = {200: ("CONFIRMED", 1), 409: ("EXPIRED", 0)}[answer]
        assert eventually(lambda: (standing(ben, booking_id)[0], occupied(booking_id)) == ends)


def test_a_form_is_the_clients_alone(ada: Person, ben: Person, cleo: Person, desk: Desk) -> None:
    booking_id = kept(ben, desk, desk.at(10))

    assert submit(ada, booking_id).status_code == 403
    assert submit(cleo, booking_id).status_code == 404
    assert history(booking_id) == ["form"]


def test_a_kept_time_is_not_moved(ben: Person, desk: Desk) -> None:
    booking_id = kept(ben, desk, desk.at(10))

    answer = ben.put(f"/v1/bookings/{booking_id}", {"startTime": desk.at(12).isoformat()})

    assert answer.status_code == 409


def test_what_is_not_offered_is_not_kept(ben: Person, desk: Desk) -> None:
    assert refused_fields(keep(ben, desk, desk.at(7))) == {"startTime"}
    assert refused_fields(ben.post("/v1/holds", {"providerId": desk.provider_id})) >= {"startTime"}


def test_a_quote_holds_through_the_form(ben: Person, paid_desk: Desk) -> None:
    start = paid_desk.at(10)
    window = {"from": start.isoformat(), "to": (start + timedelta(hours=1)).isoformat()}
    quote = ben.get(paid_desk.slots, query_string=window).get_json()["data"]["quote"]
    paid_desk.offers(price_minor=9000)

    booking_id = kept(ben, paid_desk, start, quote=quote)
    paid_desk.offers(price_minor=12000, active=False)

    assert submit(ben, booking_id).get_json()["data"]["amount"] == 50.0
