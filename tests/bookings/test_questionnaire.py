"""Questions that are answered when booking: checked, sealed, and shown to the two people of the booking."""

import json
from typing import Any

import pytest

from app.bookings import sealed
from app.bookings.cli import reseal
from tests.api import Person, execute, refused_fields
from tests.bookings.asking import ask, book, standing
from tests.bookings.holding import kept, submit
from tests.bookings.test_guest_bookings import ask_as_guest, confirmed
from tests.factories.desks import Desk, open_desk

TOPIC: dict[str, Any] = {
    "id": "topic",
    "kind": "TEXT",
    "label": "What is it about?",
    "required": True,
    "options": [],
    "max_length": 20,
}
LEVEL = {**TOPIC, "id": "level", "kind": "CHOICE", "label": "Level", "options": ["A1", "A2"]}
PHONE = {**TOPIC, "id": "phone", "kind": "PHONE", "label": "Where to call?", "required": False}
GOOD = {"topic": " Fractions ", "level": "A2", "phone": "+44 20 7946 0123"}


@pytest.fixture
def asking(ada: Person) -> Desk:
    return open_desk(ada, questions=json.dumps([TOPIC, LEVEL, PHONE]))


def answers(person: Person, booking_id: int) -> dict[str, str]:
    answer = person.get(f"/v1/bookings/{booking_id}/answers")
    assert answer.status_code == 200, answer.text
    return {one["id"]: one["value"] for one in answer.get_json()["data"]["answers"]}


def test_answers_are_kept_with_the_booking(ben: Person, asking: Desk) -> None:
    booking_id = book(ben, asking, asking.at(10), answers=GOOD)

    expected = {"topic": "Fractions", "level": "A2", "phone": "+442079460123"}
    assert standing(ben, booking_id)[0] == "CONFIRMED"
    assert answers(ben, booking_id) == expected
    assert answers(asking.owner, booking_id) == expected


def test_a_guest_answers_with_the_request(stranger: Person, asking: Desk) -> None:
    assert refused_fields(ask_as_guest(stranger, asking)) == {"answers.topic", "answers.level"}

    data = confirmed(stranger, asking, answers=GOOD)

    assert data["status"] == "CONFIRMED"
    assert answers(asking.owner, data["id"]) == {**GOOD, "topic": "Fractions", "phone": "+442079460123"}


def test_they_outlive_the_questions(ben: Person, asking: Desk) -> None:
    booking_id = book(ben, asking, asking.at(10), answers=GOOD)
    asking.offers(questions="[]")

    [topic, *_] = ben.get(f"/v1/bookings/{booking_id}/answers").get_json()["data"]["answers"]

    assert topic == {
        "id": "topic",
        "kind": "TEXT",
        "label": "What is it about?",
        "value": "Fractions",
        "file": None,
    }


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"topic": None}, "answers.topic"),
        ({"topic": ""}, "answers.topic"),
        ({"topic": "   "}, "answers.topic"),
        ({"topic": "x" * 21}, "answers.topic"),
        ({"level": "B1"}, "answers.level"),
        ({"phone": "012345"}, "answers.phone"),
        ({"phone": "+1"}, "answers.phone"),
        ({"shoes": "42"}, "answers.shoes"),
    ],
)
def test_a_wrong_answer_is_refused_by_its_question(
    ben: Person, asking: Desk, changes: dict[str, str | None], field: str
) -> None:
    assert refused_fields(ask(ben, asking, asking.at(10), answers={**GOOD, **changes})) == {field}


def test_every_wrong_answer_is_named(ben: Person, asking: Desk) -> None:
    assert refused_fields(ask(ben, asking, asking.at(10))) == {"answers.topic", "answers.level"}


def test_where_nothing_is_asked_nothing_is_answered(ben: Person, desk: Desk) -> None:
    assert answers(ben, book(ben, desk, desk.at(10))) == {}
    assert refused_fields(ask(ben, desk, desk.at(12), answers={"topic": "x"})) == {"answers.topic"}


def test_a_quote_promised_a_time_that_asked_no_more(ben: Person, desk: Desk) -> None:
    window = {"from": desk.at(0).isoformat(), "to": desk.at(24).isoformat()}
    quote = ben.get(desk.slots, query_string=window).get_json()["data"]["quote"]
    desk.offers(questions=json.dumps([TOPIC]))

    assert standing(ben, book(ben, desk, desk.at(10), quote=quote))[0] == "CONFIRMED"


def test_a_form_is_answered_when_it_is_submitted(ben: Person, asking: Desk) -> None:
    booking_id = kept(ben, asking, asking.at(10))

    assert refused_fields(submit(ben, booking_id, answers={"topic": "x"})) == {"answers.level"}
    assert standing(ben, booking_id)[1] == "FORM"
    assert submit(ben, booking_id, answers=GOOD).status_code == 200
    assert answers(ben, booking_id)["level"] == "A2"


def test_nobody_else_reads_them(ben: Person, cleo: Person, stranger: Person, asking: Desk) -> None:
    booking_id = book(ben, asking, asking.at(10), answers=GOOD)

    assert cleo.get(f"/v1/bookings/{booking_id}/answers").status_code == 404
    assert stranger.get(f"/v1/bookings/{booking_id}/answers").status_code == 401


def test_they_rest_sealed_and_each_in_its_place(ben: Person, asking: Desk) -> None:
    booking_id = book(ben, asking, asking.at(10), answers=GOOD)
    kept_text = bytes(execute("SELECT sealed FROM booking_answers WHERE booking_id = :id", id=booking_id))

    assert b"Fractions" not in kept_text
    assert sealed.unseal(booking_id, kept_text)[0]["value"] == "Fractions"
    assert not sealed.outdated(kept_text)


def test_resealing_leaves_what_stands_under_the_present_secret(
    ben: Person, asking: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    booking_id = book(ben, asking, asking.at(10), answers=GOOD)

    assert reseal(None) == 0  # type: ignore[arg-type]

    assert "0 sealed anew" in capsys.readouterr().out
    assert answers(ben, booking_id)["topic"] == "Fractions"
