"""What an offering asks its clients."""

from typing import Any

import pytest

from tests.api import Person, refused_fields

TOPIC: dict[str, Any] = {
    "id": "topic",
    "kind": "TEXT",
    "label": "What is it about?",
    "required": True,
    "options": [],
    "maxLength": 200,
}
LEVEL = {**TOPIC, "id": "level", "kind": "CHOICE", "options": ["Beginner", "Advanced"]}
HOUR: dict[str, Any] = {"title": "Lesson", "durationMinutes": 60, "price": 45}


@pytest.fixture
def path(profile: int) -> str:
    return f"/v1/providers/{profile}/offerings"


def test_questions_come_back_as_they_were_asked(ada: Person, stranger: Person, path: str) -> None:
    added = ada.post(path, {**HOUR, "questions": [TOPIC, LEVEL]})

    assert added.status_code == 201, added.text
    assert stranger.get(added.headers["Location"]).get_json()["data"]["questions"] == [TOPIC, LEVEL]


def test_little_has_to_be_said_of_a_question(ada: Person, path: str) -> None:
    short = {"id": "phone", "kind": "PHONE", "label": "Where to call?"}

    [asked] = ada.post(path, {**HOUR, "questions": [short]}).get_json()["data"]["questions"]

    assert asked == {**short, "required": False, "options": [], "maxLength": 500}


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ({"id": "My topic"}, "questions.0.id"),
        ({"kind": "NUMBER"}, "questions.0.kind"),
        ({"label": ""}, "questions.0.label"),
        ({"required": "yes"}, "questions.0.required"),
        ({"options": ["a", "b"]}, "questions.0.options"),
        ({"kind": "CHOICE"}, "questions.0.options"),
        ({"kind": "CHOICE", "options": ["a"]}, "questions.0.options"),
        ({"kind": "CHOICE", "options": ["a", "a"]}, "questions.0.options"),
        ({"maxLength": 2001}, "questions.0.maxLength"),
    ],
)
def test_a_bad_question_is_refused_by_its_field(
    ada: Person, path: str, question: dict[str, Any], field: str
) -> None:
    assert refused_fields(ada.post(path, {**HOUR, "questions": [TOPIC | question]})) == {field}


def test_each_question_has_an_id_of_its_own(ada: Person, path: str) -> None:
    assert refused_fields(ada.post(path, {**HOUR, "questions": [TOPIC, TOPIC]})) == {"questions.1.id"}
