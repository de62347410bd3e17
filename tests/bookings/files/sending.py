"""Sending files, and doing the workers' part with them."""

from typing import Any

from sqlalchemy import text
from werkzeug.test import TestResponse

import workers.tasks.files
from app.db.session import statements
from tests.api import Person
from tests.bookings.working import work_on

assert workers.tasks.files  # declares the actor

PDF = b"%PDF-1.7\n" + bytes(range(256))
_OF_FILE = "actor = 'bookings.drop_file' AND args->>'file_id' = :id AND state = 'ready'"
_HURRY = text(f"UPDATE tasks SET run_at = now() WHERE {_OF_FILE} RETURNING id, actor")  # noqa: S608 - a constant


def send(person: Person, content: bytes = PDF, name: str = "scan.pdf") -> TestResponse:
    headers = {"Content-Type": "application/octet-stream"}
    return person.post("/v1/files", query_string={"name": name}, data=content, headers=headers)


def sent(person: Person, content: bytes = PDF, name: str = "scan.pdf") -> dict[str, Any]:
    answer = send(person, content, name)
    assert answer.status_code == 201, answer.text
    data: dict[str, Any] = answer.get_json()["data"]
    assert answer.headers["Location"] == f"/v1/files/{data['id']}"
    return data


def fetch(person: Person, file_id: str) -> TestResponse:
    return person.get(f"/v1/files/{file_id}")


def a_day_passes(file_id: str) -> None:
    """Whatever is owed for this file is due, and done."""
    with statements() as connection:
        tasks = [(row[0], row[1]) for row in connection.execute(_HURRY, {"id": file_id})]
    assert tasks
    for task_id, actor in tasks:
        work_on(task_id, actor)
