"""Several tasks written by a larger statement: the hot paths' way to owe work in one round trip."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy.orm import Session

from app.db.ledger.enqueue import parameters
from app.db.session import RINGS
from app.ports.tasks import Ring

# `join` names the CTE whose rows say that the effect happened, such as CROSS JOIN booking: no row there, no
# task here. Where one statement has several effects, each task has the `owner` that its row is found by.
INSERT_TASKS = """
    INSERT INTO tasks (id, actor, queue, args, dedupe_key, max_attempts, run_at, rung_at, request_id)
    SELECT t.id, t.actor, t.queue, t.args, t.dedupe_key, t.max_attempts, coalesce(t.run_at, now()),
           CASE WHEN t.run_at IS NULL THEN now() END, t.request_id
    FROM jsonb_to_recordset(%(tasks)s::jsonb) AS t(
        id uuid, actor text, queue text, args jsonb, dedupe_key text, max_attempts smallint,
        run_at timestamptz, request_id text, owner bigint) {join}
    ON CONFLICT DO NOTHING
"""


def enqueue_all(session: Session, batch: "Batch") -> None:
    """Owe them all in one statement, and ring for those that are due once the transaction is through."""
    if batch.empty:
        return
    session.connection().exec_driver_sql(INSERT_TASKS.format(join=""), {"tasks": batch.json})
    session.info.setdefault(RINGS, []).extend(batch.rings)


class Batch:
    """Collects tasks for one statement: `json` is its parameter, `rings` are for after the commit."""

    def __init__(self, owner: int | None = None) -> None:
        self._owner = owner
        self._rows: list[dict[str, Any]] = []
        self._rings: list[Ring] = []

    def add(
        self, name: str, *, run_at: datetime | None = None, dedupe_key: str | None = None, **args: Any
    ) -> None:
        """Owe one piece of work. Raises KeyError where `name` is not in the catalogue."""
        values = parameters(name, run_at=run_at, dedupe_key=dedupe_key, **args)
        row = {key.removeprefix("task_"): value for key, value in values.items()}
        self._rows.append({**row, "owner": self._owner})
        if run_at is None:
            self._rings.append(Ring(values["task_id"], values["task_actor"], values["task_queue"]))

    @property
    def empty(self) -> bool:
        return not self._rows

    @property
    def json(self) -> str:
        return self.json_of((self,))

    @staticmethod
    def json_of(batches: "Iterable[Batch]") -> str:
        """Several batches as the parameter of one statement."""
        return orjson.dumps([row for batch in batches for row in batch._rows]).decode()  # noqa: SLF001

    @property
    def rings(self) -> Sequence[Ring]:
        return self._rings
