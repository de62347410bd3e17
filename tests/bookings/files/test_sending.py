from dataclasses import replace
from typing import NoReturn
from uuid import UUID, uuid4

import pytest

from app.adapters.files.memory import MemoryFiles
from app.bookings.files.keeping import MOST_UNUSED
from app.bookings.files.kinds import LARGEST
from app.kernel.errors import TransientError
from app.ports import install, ports
from tests.api import Person, execute, refused_fields
from tests.bookings.files.sending import PDF, a_day_passes, fetch, send, sent
from tests.races import at_once


class Away(MemoryFiles):
    def put(self, key: UUID, content: bytes) -> NoReturn:
        del key, content
        raise TransientError("the folder is away")


def test_a_file_is_sent_and_fetched(ben: Person) -> None:
    data = sent(ben, PDF, "Überweisung 1.pdf")

    assert {**data, "id": "…"} == {
        "id": "…",
        "name": "Überweisung 1.pdf",
        "size": len(PDF),
        "type": "application/pdf",
    }
    answer = fetch(ben, data["id"])
    assert answer.status_code == 200
    assert answer.data == PDF
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert "%C3%9Cberweisung%201.pdf" in answer.headers["Content-Disposition"]


def test_what_no_booking_took_is_its_owners_alone(ada: Person, ben: Person, stranger: Person) -> None:
    data = sent(ben)

    assert fetch(ada, data["id"]).status_code == 404
    assert fetch(stranger, data["id"]).status_code == 401
    assert fetch(ben, str(uuid4())).status_code == 404
    assert send(stranger).status_code == 401


def test_the_largest_is_taken_and_no_larger(ben: Person) -> None:
    assert sent(ben, b"a" * LARGEST, "a.txt")["size"] == LARGEST

    answer = send(ben, b"a" * (LARGEST + 1))

    assert answer.status_code == 413
    assert answer.get_json()["error"]["code"] == "TOO_LARGE"
    assert answer.get_json()["error"]["details"][0]["field"] == "body"


def test_another_kind_is_refused_whatever_its_name(ben: Person) -> None:
    answer = send(ben, b"MZ\x90\x00", "scan.pdf")

    assert answer.status_code == 415
    assert answer.get_json()["error"]["code"] == "UNSUPPORTED_MEDIA_TYPE"
    assert answer.get_json()["error"]["details"][0]["field"] == "body"


def test_an_empty_file_is_refused(ben: Person) -> None:
    assert refused_fields(send(ben, b"")) == {"body"}


@pytest.mark.parametrize("name", ["", "a/b.pdf", "..\\b.pdf", "a\nb.pdf", "fdp.\u202exe.pdf", "x" * 201])
def test_a_name_that_is_none_is_refused(ben: Person, name: str) -> None:
    assert refused_fields(send(ben, PDF, name)) == {"name"}


def test_so_many_unused_files_and_no_more(ben: Person) -> None:
    for _ in range(MOST_UNUSED - 1):
        sent(ben)

    answers = at_once([lambda: send(ben)] * 3)

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert refused.get_json()["error"]["code"] == "TOO_MANY_FILES"


def test_a_file_that_no_booking_took_goes_after_a_day(ben: Person) -> None:
    data = sent(ben)

    a_day_passes(data["id"])

    assert fetch(ben, data["id"]).status_code == 404
    assert ports().files.get(UUID(data["id"])) is None


def test_where_its_bytes_cannot_be_kept_the_file_is_not_told_and_its_row_goes(ben: Person) -> None:
    before = ports()
    install(replace(before, files=Away()))
    try:
        answer = send(ben)
    finally:
        install(before)

    assert answer.status_code == 503
    row = str(execute("SELECT id FROM files WHERE user_id = :id", id=ben.user_id))
    assert fetch(ben, row).status_code == 404
    a_day_passes(row)
    assert execute("SELECT count(*) FROM files WHERE user_id = :id", id=ben.user_id) == 0


def test_nobody_who_is_gone_sends_a_file(ben: Person) -> None:
    execute("UPDATE users SET deleted_at = now() WHERE id = :id", id=ben.user_id)

    assert send(ben).status_code == 401
