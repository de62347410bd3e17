"""Whether a client's answers are answers to the offering's questions. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import phonenumbers

from app.kernel.errors import Detail, InvalidInput

Question = Mapping[str, Any]
Answer = dict[str, Any]
_SIGN_IN = "Only people with an account send files: sign in to book this."


def answered(questions: Sequence[Question], given: Mapping[str, Any], *, all_required: bool) -> list[Answer]:
    """The answers with their questions, in the questions' order: they outlive a change of the offering.

    Raises:
        InvalidInput: at `answers.ID` of each that is wrong or missing.
    """
    known = {question["id"] for question in questions}
    wrong = [Detail(f"answers.{name}", "There is no such question.") for name in given if name not in known]
    found: list[Answer] = []
    for question in questions:
        value = given.get(question["id"])
        try:
            if value not in {None, ""}:
                found.append(_answer(question, value))
            else:
                _may_be_left_out(question, all_required=all_required)
        except _No as no:
            wrong.append(Detail(f"answers.{question['id']}", str(no)))
    if wrong:
        raise InvalidInput(details=wrong)
    return found


def refuse_files_of_guests(
    questions: Sequence[Question], given: Mapping[str, Any], *, all_required: bool
) -> None:
    """A file has an owner who signs in. Raises InvalidInput at each question that would need one."""
    wanted = [
        question["id"]
        for question in questions
        if question["kind"] == "FILE"
        and (given.get(question["id"]) or (question["required"] and all_required))
    ]
    if wanted:
        raise InvalidInput(details=[Detail(f"answers.{one}", _SIGN_IN) for one in wanted])


class _No(Exception):  # noqa: N818 - reads as what it is
    """What is wrong with one answer."""


def _may_be_left_out(question: Question, *, all_required: bool) -> None:
    if question["required"] and all_required:
        raise _No("This question must be answered.")


def _answer(question: Question, value: Any) -> Answer:
    if not isinstance(value, str):
        raise _No("Write the answer as text.")
    checked = _CHECKS[question["kind"]](question, value.strip())
    return {"id": question["id"], "kind": question["kind"], "label": question["label"], "value": checked}


def _text(question: Question, value: str) -> str:
    if not value:
        raise _No("This answer says nothing.")
    if len(value) > question["max_length"]:
        raise _No(f"Longer than {question['max_length']} characters.")
    return value


def _choice(question: Question, value: str) -> str:
    if value not in question["options"]:
        raise _No("One of: " + ", ".join(question["options"]) + ".")
    return value


def _phone(question: Question, value: str) -> str:
    del question
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException as error:
        raise _No("Write the number with its country, such as +44 20 7946 0123.") from error
    if not phonenumbers.is_possible_number(number):
        raise _No("This cannot be a phone number.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _file(question: Question, value: str) -> str:
    """Whose it is, the transaction that takes it will find out."""
    del question
    try:
        return str(UUID(value))
    except ValueError as error:
        raise _No("Upload a file first, and answer with its id.") from error


_CHECKS = {"TEXT": _text, "CHOICE": _choice, "PHONE": _phone, "FILE": _file}
