"""Keeping a client's answers with the booking, and showing them to its two people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.bookings import queries, sealed
from app.bookings.files.taking import take_files
from app.bookings.models import BookingAnswers
from app.bookings.questionnaire import answered
from app.db.fast import Run
from app.http.tokens import Principal
from app.kernel.sealing import Unreadable

BATCH = 500
_KEEP = """
    INSERT INTO booking_answers (booking_id, sealed) VALUES (%(booking_id)s, %(sealed)s)
    ON CONFLICT (booking_id) DO UPDATE SET sealed = excluded.sealed
"""


@dataclass(frozen=True, slots=True)
class Batch:
    last_id: int
    resealed: int


def keep_answers(run: Run, booking_id: int, answers: Sequence[dict[str, Any]]) -> None:
    """Write them down in the transaction that makes or submits the booking.

    Raises:
        InvalidInput: a file is not the client's, or another booking's.
    """
    if answers:
        kept = take_files(run, booking_id, answers)
        values = {"booking_id": booking_id, "sealed": sealed.seal(booking_id, kept)}
        run(f"{_KEEP} RETURNING booking_id", values)


def answer_form(session: Session, run: Run, booking_id: int, given: Mapping[str, Any] | None) -> None:
    """The answers of a form that is submitted; a guest's came with the request. Raises InvalidInput."""
    if given is None and session.get(BookingAnswers, booking_id) is not None:
        return
    questions, pinned = queries.questions_of(session, booking_id)
    keep_answers(run, booking_id, answered(questions, given or {}, all_required=not pinned))


def answers_of(session: Session, booking_id: int, viewer: Principal) -> list[dict[str, Any]]:
    """What the client answered. Raises NotFound: it is other people's."""
    queries.shown(booking_id, viewer)
    kept = session.get(BookingAnswers, booking_id)
    answers = sealed.unseal(booking_id, kept.sealed) if kept is not None else []
    return [{"file": None} | answer for answer in answers]


def reseal_answers(session: Session, *, after: int) -> Batch | None:
    """Seal anew what an earlier secret sealed, in the next rows after this id; None at the end."""
    rows = queries.next_answers(session, after=after, size=BATCH)
    resealed = 0
    for row in rows:
        if sealed.outdated(row.sealed):
            try:
                anew = sealed.seal(row.booking_id, sealed.unseal(row.booking_id, row.sealed))
            except Unreadable:
                continue
            session.execute(
                update(BookingAnswers).where(BookingAnswers.booking_id == row.booking_id).values(sealed=anew)
            )
            resealed += 1
    return Batch(rows[-1].booking_id, resealed) if rows else None
