"""The ledger against a model of itself, by steps that Hypothesis chooses."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from app.db import ledger
from app.db.ledger import Exhausted, Fate, LeaseLost, Task
from app.db.session import transaction
from tests.support.ledger import RESERVE, finish, let_pass, owe, run

LEASE = RESERVE.patience.lease.total_seconds()
TRIES = 3
LATER = 1000

# No sum of the shorter steps comes near a lease or LATER, so the real time that a run takes changes nothing.
STEPS = [1.7, LEASE + 1, LATER + 1]


@dataclass
class Expected:
    """What we know of one task. Times are seconds of the model's own clock."""

    state: str = "ready"
    attempts: int = 0
    due: float = 0.0
    lease_until: float = 0.0
    holder: Task | None = field(default=None, repr=False)

    def claimable(self, now: float) -> bool:
        return (self.state == "ready" and self.due <= now) or (
            self.state == "running" and self.lease_until < now
        )


class LedgerMachine(RuleBasedStateMachine):
    tasks = Bundle("tasks")
    tries = Bundle("tries")

    def __init__(self) -> None:
        super().__init__()
        run("TRUNCATE tasks")
        self.clock = 0.0
        self.model: dict[UUID, Expected] = {}
        self.effects: list[UUID] = []

    @rule(target=tasks, delay=st.sampled_from([0, 0, LATER]))
    def owe(self, delay: int) -> UUID:
        run_at = datetime.now(UTC) + timedelta(seconds=delay) if delay else None
        task_id = owe(run_at=run_at, booking_id=1)
        run("UPDATE tasks SET max_attempts = :n WHERE id = :id", n=TRIES, id=task_id)
        self.model[task_id] = Expected(due=self.clock + delay)
        return task_id

    @rule(target=tries, task_id=tasks)
    def claim(self, task_id: UUID) -> Task | None:
        expected = self.model[task_id]
        may = expected.claimable(self.clock)
        try:
            task = ledger.claim(RESERVE, task_id)
        except Exhausted:
            assert may
            assert expected.attempts == TRIES
            expected.state, expected.holder = "dead", None
            return None
        assert (task is not None) == (may and expected.attempts < TRIES)
        if task is not None:
            expected.state, expected.holder = "running", task
            expected.attempts += 1
            expected.lease_until = self.clock + LEASE
        return task

    @rule(task=tries)
    def finish(self, task: Task | None) -> None:
        if task is None:
            return
        expected = self.model[task.id]
        if expected.holder is task:
            finish(task)
            self.effects.append(task.id)
            expected.state, expected.holder = "done", None
        else:
            with pytest.raises(LeaseLost):
                finish(task)

    @rule(task=tries, permanent=st.booleans())
    def fail(self, task: Task | None, *, permanent: bool) -> None:
        if task is None:
            return
        expected = self.model[task.id]
        fate = ledger.fail(task, TimeoutError(), permanent=permanent)
        if expected.holder is not task:
            assert fate is Fate.LOST
            return
        dead = permanent or expected.attempts == TRIES
        assert fate is (Fate.DEAD if dead else Fate.RETRY)
        expected.state, expected.holder = ("dead" if dead else "ready"), None
        expected.due = self.clock + LATER
        run("UPDATE tasks SET run_at = now() + make_interval(secs => :s) WHERE id = :id", s=LATER, id=task.id)

    @rule(seconds=st.sampled_from(STEPS))
    def time_passes(self, seconds: float) -> None:
        let_pass(seconds)
        self.clock += seconds

    @rule(task_id=tasks)
    def replay(self, task_id: UUID) -> None:
        expected = self.model[task_id]
        with transaction() as session:
            replayed = ledger.replay(session, [task_id])
        assert (list(replayed) == [task_id]) == (expected.state in {"dead", "cancelled"})
        if replayed:
            expected.state, expected.attempts, expected.due = "ready", 0, self.clock

    @rule(task_id=tasks)
    def discard(self, task_id: UUID) -> None:
        expected = self.model[task_id]
        with transaction() as session:
            discarded = ledger.discard(session, task_id, "no longer wanted")
        assert discarded == (expected.state in {"ready", "dead"})
        if discarded:
            expected.state = "cancelled"

    @rule()
    def sweep_after_a_while(self) -> None:
        self.time_passes(2.6)
        rung = {ring.task_id for ring in ledger.sweep(1000)}
        assert rung == {key for key, expected in self.model.items() if expected.claimable(self.clock)}

    @invariant()
    def the_table_is_as_expected(self) -> None:
        found = {row.id: (row.state, row.attempts) for row in run("SELECT id, state, attempts FROM tasks")}
        assert found == {key: (expected.state, expected.attempts) for key, expected in self.model.items()}

    @invariant()
    def no_effect_happened_twice(self) -> None:
        assert len(self.effects) == len(set(self.effects))


@pytest.mark.usefixtures("bell")
def test_every_sequence_of_steps_keeps_the_ledger_as_its_model() -> None:
    few = settings(max_examples=20, stateful_step_count=30, deadline=None)

    run_state_machine_as_test(LedgerMachine, settings=few)
