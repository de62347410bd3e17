"""A booking takes the files that answer its questions, in the transaction that makes or submits it."""

from collections.abc import Sequence
from typing import Any

from app.bookings.questionnaire import Answer
from app.db.fast import Run
from app.kernel.errors import Detail, InvalidInput

# One of many bookings takes a file. One that came to nothing gives it back: its client tries the next time.
_TAKE = """
    UPDATE files f SET booking_id = b.id FROM bookings b
    WHERE f.id = %(file_id)s::uuid AND b.id = %(booking_id)s AND f.user_id = b.client_id
      AND (f.booking_id IS NULL OR EXISTS (
          SELECT FROM bookings o WHERE o.id = f.booking_id AND o.status IN ('REJECTED', 'EXPIRED')))
    RETURNING f.id::text, f.name, f.size, f.type
"""
_NOT_TO_HAVE = "There is no such file of yours, or a booking has taken it: upload it again."


def take_files(run: Run, booking_id: int, answers: Sequence[Answer]) -> list[Answer]:
    """The answers, each of a FILE with what its file is.

    Raises:
        InvalidInput: at each answer whose file is not the client's, or another booking's.
    """
    taken = [answer | _file(run, booking_id, answer) for answer in answers]
    wrong = [answer["id"] for answer in taken if answer.get("file", answer) is None]
    if wrong:
        raise InvalidInput(details=[Detail(f"answers.{one}", _NOT_TO_HAVE) for one in wrong])
    return taken


def _file(run: Run, booking_id: int, answer: Answer) -> dict[str, Any]:
    if answer["kind"] != "FILE":
        return {}
    return {"file": run(_TAKE, {"file_id": answer["value"], "booking_id": booking_id})}
