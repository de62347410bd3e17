"""The statement that reserves: it takes several plain decisions at once, each on its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from app.bookings.rules import Status, Step
from app.bookings.service.agreement import AT_STAKE
from app.db.fast import OpenTransaction, fetch
from app.db.ledger.batch import INSERT_TASKS, Batch

# Everything hangs on two rows of each plan: the booking still waits, and the lease is still ours. Then either
# the time is taken for it and what follows is owed, or it was not free and the booking is rejected. The locks
# come in the fixed order: booking, payment, occupancy; and each of them in the order of its own key. The
# arrays of ids beside the plans keep the planner on the primary keys. `taken` names those who got all of it.
DECIDE = f"""
WITH plan AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(%(plans)s::jsonb) AS p(
        booking_id bigint, task_id uuid, lease_token uuid, resource_id bigint, since timestamptz,
        until timestamptz, against text, status text, step text, hold_expires_at timestamptz,
        video_link text, payment_id bigint, company text)
), found AS MATERIALIZED (
    SELECT id, provider_id, client_id, offering_id, start_time, end_time, currency, status, card_hold,
           CASE WHEN card_hold THEN {AT_STAKE} ELSE due_minor END AS due_minor
    FROM bookings WHERE id = ANY(%(bookings)s) ORDER BY id FOR UPDATE
), waiting AS MATERIALIZED (
    SELECT plan.*, found.provider_id, found.client_id, found.offering_id, found.start_time,
           found.due_minor, found.currency, found.card_hold, found.end_time
    FROM found JOIN plan ON plan.booking_id = found.id WHERE found.status = 'REQUESTED'
), lease AS MATERIALIZED (
    UPDATE tasks SET state = 'done', done_at = now(), lease_token = NULL, lease_until = NULL
    FROM waiting
    WHERE tasks.id = ANY(%(tasks_held)s) AND tasks.id = waiting.task_id
      AND tasks.lease_token = waiting.lease_token
    RETURNING waiting.booking_id
), ours AS MATERIALIZED (
    SELECT waiting.* FROM waiting JOIN lease USING (booking_id)
), taken AS (
{{taken}}
), booking AS (
    UPDATE bookings AS b SET
        status = CASE WHEN taken.booking_id IS NULL THEN 'REJECTED' ELSE ours.status END,
        step = CASE WHEN taken.booking_id IS NULL THEN NULL ELSE ours.step END,
        hold_expires_at = CASE WHEN taken.booking_id IS NULL THEN NULL ELSE ours.hold_expires_at END,
        reason = CASE WHEN taken.booking_id IS NULL THEN coalesce(against, 'SLOT_TAKEN') END,
        video_call_link = video_link, version = b.version + 1, updated_at = now()
    FROM ours LEFT JOIN taken USING (booking_id)
    WHERE b.id = ANY(%(bookings)s) AND b.id = ours.booking_id
    RETURNING b.id, b.status, b.step, b.version, b.reason
), payment AS (
    INSERT INTO payments (id, booking_id, provider_id, client_id, amount_minor, currency, company,
                          purpose, secures_until)
    SELECT payment_id, booking_id, provider_id, client_id, due_minor, currency, company,
           CASE WHEN card_hold THEN 'CARD_HOLD' ELSE 'PAYMENT' END, CASE WHEN card_hold THEN end_time END
    FROM ours JOIN taken USING (booking_id) WHERE step = 'HELD' ORDER BY booking_id
), event AS (
    INSERT INTO booking_events (booking_id, kind, status, step, version, data)
    SELECT id, lower(coalesce(step, status)), status, step, version,
           jsonb_strip_nulls(jsonb_build_object('reason', reason))
    FROM booking
), owed AS ({INSERT_TASKS.format(join="JOIN taken ON taken.booking_id = t.owner")})
SELECT id, status FROM booking
"""  # noqa: S608 - constants are put together, values are bound
# One stretch of one resource each, whoever comes first.
_ONE_STRETCH = """
    INSERT INTO occupancies (resource_id, during, kind, booking_id, offering_id, starts_at, expires_at)
    SELECT resource_id, tstzrange(since, until, '[)'), CASE WHEN step IS NULL THEN 'booking' ELSE 'hold' END,
           booking_id, offering_id, start_time, hold_expires_at
    FROM ours
    WHERE against IS NULL AND NOT EXISTS (
        SELECT FROM busy_times AS busy
        WHERE busy.resource_id = ours.resource_id AND busy.during && tstzrange(since, until))
    ORDER BY resource_id, since, booking_id
    ON CONFLICT DO NOTHING RETURNING booking_id
"""
_RESERVE = DECIDE.format(taken=_ONE_STRETCH)
Take = Callable[[OpenTransaction], str | None]
_OURS = frozenset({"tasks", "take"})  # what the statement is not told


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What becomes of one booking if its time is still free; `against` says why it must not be.

    `since` and `until` bound what is occupied, buffers included. `take` is how all that it needs is taken,
    where that is more than this one stretch: all or none, and then it says what stood against it.
    """

    booking_id: int
    task_id: UUID
    lease_token: UUID
    resource_id: int | None
    since: datetime
    until: datetime
    against: str | None
    status: Status
    step: Step | None
    hold_expires_at: datetime | None
    video_link: str | None
    payment_id: int
    company: str
    tasks: Batch
    take: Take | None = None


def write(plans: Sequence[Plan]) -> Mapping[int, Status]:
    """Carry the plans out in one transaction. A booking is missing where its lease is no longer ours."""
    if not plans:
        return {}
    return {row["id"]: Status(row["status"]) for row in fetch(_RESERVE, values_of(plans))}


def values_of(plans: Sequence[Plan]) -> dict[str, Any]:
    """What DECIDE is to do, as its parameters."""
    return {
        "plans": orjson.dumps([_columns(plan) for plan in plans]).decode(),
        "bookings": [plan.booking_id for plan in plans],
        "tasks_held": [plan.task_id for plan in plans],
        "tasks": Batch.json_of(plan.tasks for plan in plans),
    }


def _columns(plan: Plan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in Plan.__slots__ if name not in _OURS}
