"""Several messages in one go: each has an end of its own, and none is handed over twice."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import event, update

from app.db import ledger
from app.db.ledger import Task
from app.db.ledger.models import TaskRow
from app.db.session import database, transaction
from app.kernel.errors import PermanentError, TransientError
from app.notifications import service
from app.ports import Ports
from tests.factories.bookings_rows import Booked, a_booking
from tests.workers.tasks.messaging import MoodyMail, owe, sends, state, work
from workers.actor import ACTORS
from workers.attempt import attempt, attempt_together

SEND, REMIND = ACTORS["notifications.send"], ACTORS["notifications.remind"]


def confirmed(number: int) -> list[Booked]:
    """So many bookings whose people are to be told."""
    made = [a_booking() for _ in range(number)]
    for each in made:
        work(owe(kind="booking_confirmed", booking_id=each.booking, version=2))
    return made


def claimed(task_ids: Sequence[UUID]) -> list[Task]:
    with transaction() as session:
        session.execute(update(TaskRow).where(TaskRow.id.in_(task_ids)).values(run_at=TaskRow.created_at))
    with transaction() as session:
        actors = {row.id: ACTORS[row.actor] for row in session.query(TaskRow).where(TaskRow.id.in_(task_ids))}
    tasks = [ledger.claim(actors[task_id].kind, task_id) for task_id in task_ids]
    return [task for task in tasks if task is not None]


def statuses(made: Sequence[Booked]) -> list[str]:
    return [delivery.status for each in made for _, delivery in sends(each)]


def test_several_are_sent_each_once(process: Ports, mail: MoodyMail) -> None:
    del process
    made = confirmed(3)
    tasks = claimed([task_id for each in made for task_id, _ in sends(each)])

    attempt_together(SEND, tasks)

    assert all(task.settled for task in tasks)
    assert statuses(made) == ["SENT"] * 6
    assert len({letter.key for letter in mail.letters}) == len(mail.letters) == 6


def test_what_one_letter_meets_is_its_own_affair(process: Ports, mail: MoodyMail) -> None:
    """One is refused for good, one must come again: neither is asked about twice in this try."""
    del process
    made = confirmed(2)
    task_ids = [task_id for each in made for task_id, _ in sends(each)]
    tasks = claimed(task_ids)
    mail.moods = [TransientError("SMTP 451 at content"), PermanentError("SMTP 550 5.1.1 at recipient")]

    attempt_together(SEND, tasks)
    fates = [attempt(SEND, task) for task in tasks if not task.settled]

    assert fates == ["retry"]
    assert sorted(statuses(made)) == ["OWED", "REFUSED", "SENT", "SENT"]
    assert sorted(state(task_id) for task_id in task_ids) == ["done", "done", "done", "ready"]
    assert len(mail.letters) == 4


def test_who_lost_the_lease_meanwhile_finishes_nothing(process: Ports, mail: MoodyMail) -> None:
    del process
    [booked] = confirmed(1)
    first, second = [task_id for task_id, _ in sends(booked)]
    tasks = claimed([first, second])
    with transaction() as session:
        past = datetime.now(UTC) - timedelta(seconds=1)
        session.execute(update(TaskRow).where(TaskRow.id == first).values(lease_until=past))
    assert ledger.claim(SEND.kind, first) is not None

    attempt_together(SEND, tasks)

    assert [task.settled for task in tasks] == [False, True]
    assert attempt(SEND, tasks[0]) == "lost"
    assert (state(first), state(second)) == ("running", "done")
    assert len(mail.letters) == 2


def test_several_reminders_are_owed_each_once(process: Ports) -> None:
    del process
    made = [a_booking() for _ in range(3)]
    args = [{"booking_id": each.booking, "version": 2, "minutes": 60, "role": "client"} for each in made]
    with transaction() as session:
        task_ids = [ledger.enqueue(session, "notifications.remind", **each) for each in [*args, args[0]]]
    tasks = claimed([task_id for task_id in task_ids if task_id is not None])
    made[1].becomes(status="CANCELLED", version=3)

    attempt_together(REMIND, tasks)

    assert [task.settled for task in tasks] == [True] * 4
    assert [len(sends(each)) for each in made] == [1, 0, 1]


@pytest.mark.parametrize("number", [1, 8])
def test_many_are_written_with_as_few_questions_as_few(process: Ports, number: int) -> None:
    """The block list is asked for each address, and nothing else."""
    del process
    ids = [delivery.id for each in confirmed(number) for _, delivery in sends(each)]
    asked: list[str] = []

    def note(*args: object) -> None:
        asked.append(str(args[2]))

    engine = database().engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        with transaction() as session:
            assert len(service.compose_all(session, ids, now=datetime.now(UTC))) == len(ids)
    finally:
        event.remove(engine, "before_cursor_execute", note)

    assert len([each for each in asked if "contact_blocks" not in each and each.startswith("SELECT")]) <= 5
