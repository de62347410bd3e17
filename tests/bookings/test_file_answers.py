"""Questions of kind FILE: whose file answers, which booking has it, and who reads it."""

import json
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from tests.api import Person, execute, refused_fields
from tests.bookings.asking import ask, book, standing
from tests.bookings.files.sending import PDF, a_day_passes, fetch, sent
from tests.bookings.holding import kept, submit
from tests.bookings.test_guest_bookings import ask_as_guest, confirmed
from tests.bookings.test_questionnaire import TOPIC
from tests.factories.desks import Desk, open_desk
from tests.races import at_once

FILE: dict[str, Any] = {**TOPIC, "id": "scan", "kind": "FILE", "label": "Your referral"}


@pytest.fixture
def asking(ada: Person) -> Desk:
    return open_desk(ada, questions=json.dumps([FILE]))


def shown(person: Person, booking_id: int) -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = person.get(f"/v1/bookings/{booking_id}/answers").get_json()["data"][
        "answers"
    ]
    return answers


def test_the_booking_takes_the_file(ada: Person, ben: Person, cleo: Person, asking: Desk) -> None:
    file = sent(ben)

    booking_id = book(ben, asking, asking.at(10), answers={"scan": file["id"]})

    assert standing(ben, booking_id)[0] == "CONFIRMED"
    expected = {"id": "scan", "kind": "FILE", "label": "Your referral", "value": file["id"], "file": file}
    assert shown(ben, booking_id) == shown(ada, booking_id) == [expected]
    assert fetch(ada, file["id"]).data == fetch(ben, file["id"]).data == PDF
    assert fetch(cleo, file["id"]).status_code == 404


def test_another_provider_does_not_read_it(ben: Person, cleo: Person, asking: Desk) -> None:
    other = open_desk(cleo)
    file = sent(ben)
    book(ben, asking, asking.at(10), answers={"scan": file["id"]})
    book(ben, other, other.at(12))

    assert fetch(cleo, file["id"]).status_code == 404


def test_a_file_answers_once(ben: Person, asking: Desk) -> None:
    file = sent(ben)
    book(ben, asking, asking.at(10), answers={"scan": file["id"]})

    assert refused_fields(ask(ben, asking, asking.at(12), answers={"scan": file["id"]})) == {"answers.scan"}
    assert execute("SELECT count(*) FROM bookings WHERE client_id = :id", id=ben.user_id) == 1


def test_a_file_answers_one_question(ada: Person, ben: Person) -> None:
    desk = open_desk(ada, questions=json.dumps([FILE, {**FILE, "id": "letter"}]))
    file = sent(ben)

    refused = ask(ben, desk, desk.at(10), answers={"scan": file["id"], "letter": file["id"]})

    assert refused_fields(refused) == {"answers.letter"}


def test_of_two_bookings_at_once_one_has_the_file(ben: Person, asking: Desk) -> None:
    file = sent(ben)

    answers = at_once(
        [partial(ask, ben, asking, asking.at(hour), answers={"scan": file["id"]}) for hour in (9, 11, 13)]
    )

    assert sorted(answer.status_code for answer in answers) == [202, 400, 400]


def test_other_peoples_files_answer_nothing(ben: Person, cleo: Person, asking: Desk) -> None:
    file = sent(cleo)

    assert refused_fields(ask(ben, asking, asking.at(10), answers={"scan": file["id"]})) == {"answers.scan"}
    assert execute("SELECT booking_id FROM files WHERE id = CAST(:id AS uuid)", id=file["id"]) is None


UNKNOWN = "6f1f2a34-3c1e-4c55-9c0f-2b6a7d1e9f10"


@pytest.mark.parametrize("value", ["scan.pdf", UNKNOWN, "../../etc/passwd", "", None])
def test_what_is_no_file_answers_nothing(ben: Person, asking: Desk, value: str | None) -> None:
    assert refused_fields(ask(ben, asking, asking.at(10), answers={"scan": value})) == {"answers.scan"}


def test_a_form_takes_it_when_it_is_submitted(ada: Person, ben: Person, asking: Desk) -> None:
    booking_id = kept(ben, asking, asking.at(10))
    file = sent(ben)

    assert fetch(ada, file["id"]).status_code == 404
    assert submit(ben, booking_id, answers={"scan": file["id"]}).status_code == 200
    assert fetch(ada, file["id"]).status_code == 200


def test_a_host_of_the_booking_reads_it(ben: Person, cleo: Person, asking: Desk) -> None:
    file = sent(ben)
    booking_id = book(ben, asking, asking.at(10), answers={"scan": file["id"]})
    host = open_desk(cleo)
    assert fetch(cleo, file["id"]).status_code == 404

    execute(
        "INSERT INTO booking_hosts (booking_id, provider_id) VALUES (:id, :host)",
        id=booking_id,
        host=host.provider_id,
    )

    assert fetch(cleo, file["id"]).status_code == 200


def test_a_booking_that_came_to_nothing_gives_it_back(ada: Person, ben: Person, asking: Desk) -> None:
    file = sent(ben)
    booking_id = book(ben, asking, asking.at(10), answers={"scan": file["id"]})
    execute("UPDATE occupancies SET active = false WHERE booking_id = :id", id=booking_id)
    execute("UPDATE bookings SET status = 'REJECTED', step = NULL WHERE id = :id", id=booking_id)

    again = book(ben, asking, asking.at(12), answers={"scan": file["id"]})

    assert shown(ada, again)[0]["file"] == file


def test_a_file_that_answers_is_not_dropped(ben: Person, asking: Desk) -> None:
    file = sent(ben)
    book(ben, asking, asking.at(10), answers={"scan": file["id"]})

    a_day_passes(file["id"])

    assert fetch(ben, file["id"]).data == PDF


def test_a_guest_is_told_that_a_file_needs_an_account(stranger: Person, asking: Desk) -> None:
    refused = ask_as_guest(stranger, asking)

    assert refused_fields(refused) == {"answers.scan"}
    assert "sign in" in refused.get_json()["error"]["details"][0]["message"]


def test_a_guest_may_leave_out_what_need_not_be_sent(ada: Person, stranger: Person) -> None:
    desk = open_desk(ada, questions=json.dumps([{**FILE, "required": False}]))

    assert refused_fields(ask_as_guest(stranger, desk, answers={"scan": str(uuid4())})) == {"answers.scan"}
    assert confirmed(stranger, desk)["status"] == "CONFIRMED"


def test_other_answers_have_no_file(ada: Person, ben: Person) -> None:
    desk = open_desk(ada, questions=json.dumps([TOPIC]))
    booking_id = book(ben, desk, desk.at(10), answers={"topic": "Fractions"})

    assert shown(ben, booking_id)[0]["file"] is None
