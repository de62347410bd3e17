from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest

from app.db import ledger
from app.db.ledger import Task
from app.db.session import transaction
from app.kernel.errors import PermanentError, TransientError
from tests.support.ledger import RESERVE, claimed, let_pass, owe, stored
from tests.support.plant import doing, nothing, number
from workers.rings import answer

pytestmark = pytest.mark.usefixtures("bell")


def test_a_ring_is_answered_by_a_batch() -> None:
    done: list[int] = []
    task_ids = [owe(booking_id=each) for each in range(5)]

    answer(doing(lambda task: done.append(number(task)), batch=3), task_ids[0])

    assert done == [0, 1, 2]


def test_the_ring_of_a_task_done_in_a_batch_asks_nothing_of_the_database() -> None:
    done: list[int] = []
    first, second, third = (owe(booking_id=each) for each in range(3))
    actor = doing(lambda task: done.append(number(task)), batch=2)

    answer(actor, first)
    answer(actor, second)  # would bring the third one, if it were not known
    answer(actor, third)

    assert done == [0, 1, 2]


def test_a_task_that_failed_in_a_batch_is_answered_when_it_is_rung_again() -> None:
    tried: list[int] = []

    def work(task: Task) -> None:
        tried.append(number(task))
        if task.attempts == 1:
            raise TransientError("later")

    task_id = owe(booking_id=7)
    answer(doing(work, batch=2), task_id)
    let_pass(1)
    answer(doing(work, batch=2), task_id)

    assert tried == [7, 7]
    assert stored(task_id).state == "done"


def test_one_bad_task_spoils_nothing_for_its_batch() -> None:
    def work(task: Task) -> None:
        if number(task) == 1:
            raise PermanentError("never")

    task_ids = [owe(booking_id=each) for each in range(3)]

    dead = answer(doing(work, batch=3), task_ids[0])

    assert dead == [task_ids[1]]
    assert [stored(task_id).state for task_id in task_ids] == ["done", "dead", "done"]


def test_what_failed_before_is_kept_apart_from_what_was_never_tried() -> None:
    groups: list[list[int]] = []
    old = [owe(booking_id=each) for each in (1, 2)]
    for task_id in old:
        ledger.fail(claimed(task_id), TransientError("later"))
    let_pass(1)
    new = [owe(booking_id=each) for each in (3, 4)]

    def together(tasks: Sequence[Task]) -> None:
        groups.append(sorted(number(task) for task in tasks))

    answer(replace(doing(nothing, batch=4), together=together), new[0])

    assert groups == [[3, 4], [1, 2]]


@pytest.mark.parametrize("batch", [1, 2])
def test_a_task_whose_last_worker_vanished_is_reported_dead(batch: int) -> None:
    task_id = owe(booking_id=7)
    for _ in range(RESERVE.patience.tries):
        claimed(task_id)
        let_pass(6)

    assert answer(doing(nothing, batch=batch), task_id) == [task_id]


def test_a_ring_for_nothing_is_dropped() -> None:
    called: list[UUID] = []
    task = claimed(owe(booking_id=7))
    ledger.fail(task, ValueError(), permanent=True)

    assert answer(doing(lambda task: called.append(task.id)), task.id) == []
    assert called == []


def test_a_batch_that_the_outside_failed_is_given_back_whole_and_tried_again_when_rung() -> None:
    alone: list[int] = []
    away = [True]

    def together(tasks: Sequence[Task]) -> None:
        if away[0]:
            raise TransientError("away")
        with transaction() as session:
            ledger.finish_all(session, tasks)

    actor = replace(doing(lambda task: alone.append(number(task)), batch=3), together=together)
    task_ids = [owe(booking_id=each) for each in range(3)]
    answer(actor, task_ids[0])
    given_back = [stored(task_id) for task_id in task_ids]
    let_pass(60)
    away[0] = False
    answer(actor, task_ids[1])

    assert [(row.state, row.last_error) for row in given_back] == [("ready", "TransientError: away")] * 3
    assert [stored(task_id).state for task_id in task_ids] == ["done"] * 3
    assert alone == []


def test_of_a_batch_only_what_is_still_ours_is_finished() -> None:
    ours, theirs = (claimed(owe(booking_id=each)) for each in range(2))
    let_pass(60)
    claimed(theirs.id)

    with transaction() as session:
        ledger.finish_all(session, [ours, theirs])

    assert (ours.settled, theirs.settled) == (True, False)
    assert [stored(task.id).state for task in (ours, theirs)] == ["done", "running"]
