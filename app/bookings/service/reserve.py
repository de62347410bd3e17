"""Reserving: the engine decides, the exclusion constraint settles the race, all in one statement."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.availability.remembered import recall, remember
from app.availability.rules import Reason
from app.availability.schedule import Schedule, ask, schedule_of
from app.bookings import rules
from app.bookings.rules import Status, Step
from app.db.fast import Row, fetch_one
from app.db.ledger import LeaseLost, Task
from app.db.ledger.batch import INSERT_TASKS, Batch
from app.kernel import ids, zones
from app.kernel.intervals import Interval
from app.ports import ports
from app.ports.tasks import Ring

# Everything hangs on the first two rows: the booking still waits, and the lease is still ours. Then either
# the time is taken for it and what follows is owed, or it was not free and the booking is rejected. The locks
# come in the fixed order: booking, payment, occupancy.
_RESERVE = f"""
WITH waiting AS MATERIALIZED (
    SELECT id, provider_id, client_id, offering_id, start_time FROM bookings
    WHERE id = %(booking_id)s AND status = 'REQUESTED' FOR UPDATE
), lease AS MATERIALIZED (
    UPDATE tasks SET state = 'done', done_at = now(), lease_token = NULL, lease_until = NULL
    WHERE id = %(task_id)s AND lease_token = %(lease_token)s AND EXISTS (SELECT FROM waiting)
    RETURNING id
), taken AS (
    INSERT INTO occupancies (resource_id, during, kind, booking_id, offering_id, starts_at, expires_at)
    SELECT %(resource_id)s::bigint, tstzrange(%(from)s, %(until)s, '[)'), %(kind)s, w.id, w.offering_id,
           w.start_time, %(hold_expires_at)s::timestamptz
    FROM waiting w, lease
    WHERE %(offered)s AND NOT EXISTS (
        SELECT FROM busy_periods
        WHERE resource_id = %(resource_id)s AND during && tstzrange(%(from)s, %(until)s))
    ON CONFLICT DO NOTHING RETURNING booking_id
), booking AS (
    UPDATE bookings b SET
        status = CASE WHEN t.booking_id IS NULL THEN 'REJECTED' ELSE %(status)s END,
        step = CASE WHEN t.booking_id IS NULL THEN NULL ELSE %(step)s END,
        hold_expires_at = CASE WHEN t.booking_id IS NULL THEN NULL ELSE %(hold_expires_at)s::timestamptz END,
        reason = CASE WHEN t.booking_id IS NULL THEN %(against)s END,
        video_call_link = %(video_link)s, version = b.version + 1, updated_at = now()
    FROM waiting w CROSS JOIN lease LEFT JOIN taken t ON t.booking_id = w.id
    WHERE b.id = w.id
    RETURNING b.id, b.status, b.step, b.version, b.reason
), payment AS (
    INSERT INTO payments (id, booking_id, provider_id, client_id, amount_minor, currency, company)
    SELECT %(payment_id)s, w.id, w.provider_id, w.client_id, %(amount)s, %(currency)s, %(company)s
    FROM waiting w JOIN taken t ON t.booking_id = w.id WHERE %(step)s = 'HELD'
), event AS (
    INSERT INTO booking_events (booking_id, kind, status, step, version, data)
    SELECT id, lower(coalesce(step, status)), status, step, version,
           CASE WHEN reason IS NULL THEN '{{}}'::jsonb ELSE jsonb_build_object('reason', reason) END
    FROM booking
), owed AS ({INSERT_TASKS.format(when="taken")})
SELECT status, version FROM booking
"""  # noqa: S608 - constants are put together, values are bound


_WAITING = """
    SELECT b.id AS booking_id, b.provider_id, b.offering_id, b.start_time, b.end_time, b.status, b.version,
           b.payment_required, b.amount_minor, b.currency, b.pinned, p.timetable_version, p.video_link,
           o.needs_approval, now() AS now
    FROM bookings b JOIN providers p ON p.id = b.provider_id JOIN offerings o ON o.id = b.offering_id
    WHERE b.id = %(booking_id)s
"""


@dataclass(frozen=True, slots=True)
class Reserved:
    """How it ended, and whom to wake now that it is committed. No status: the booking no longer waited."""

    status: Status | None
    rings: tuple[Ring, ...] = ()


def reserve(task: Task, booking_id: int) -> Reserved:
    """Decide on a requested booking. Twice is harmless: the second finds no booking that waits.

    Raises:
        LeaseLost: another worker took over meanwhile, and nothing was written.
    """
    booking = fetch_one(_WAITING, {"booking_id": booking_id})
    if booking is None or booking["status"] != Status.REQUESTED:
        return Reserved(None)
    schedule = _pinned(_schedule(booking), booking)
    against = _against(schedule, booking)
    plan = _plan(booking)
    row = fetch_one(_RESERVE, _values(task, schedule, booking, plan, against) | {"tasks": plan.tasks.json})
    if row is None:
        raise LeaseLost(str(task.id))
    task.settle()
    status = Status(row["status"])
    return Reserved(status, () if status is Status.REJECTED else tuple(plan.tasks.rings))


def _schedule(booking: Row) -> Schedule | None:
    """The provider's hours at their present version. None: the provider or the offering is gone."""
    key = (booking["provider_id"], booking["offering_id"], None)
    known = recall(key)
    if known is not None and known.timetable_version == booking["timetable_version"]:
        return known
    start = booking["start_time"]
    facts = ask(
        booking["provider_id"], offering_id=booking["offering_id"], since=start, until=start, retired=True
    )
    if facts is None or facts["offering_id"] is None:
        return None
    schedule = schedule_of(facts)
    remember(key, schedule)
    return schedule


def _pinned(schedule: Schedule | None, booking: Row) -> Schedule | None:
    """What was quoted keeps its length, whatever is offered by now."""
    if schedule is None or not booking["pinned"]:
        return schedule
    return schedule.lasting(booking["end_time"] - booking["start_time"])


def _against(schedule: Schedule | None, booking: Row) -> str | None:
    """Why the rules forbid it now. What is taken is left to the constraint.

    The wait is not the client's fault: what was early enough when it was asked for is early enough now.
    """
    if schedule is None or schedule.duration != booking["end_time"] - booking["start_time"]:
        return "NOT_OFFERED"
    if booking["pinned"]:
        return None
    reasons = schedule.with_busy((), now=booking["now"]).against(booking["start_time"])
    return "NOT_OFFERED" if set(reasons) - {Reason.TOO_SOON} else None


@dataclass(frozen=True, slots=True)
class _Plan:
    status: Status
    step: Step | None
    hold_expires_at: datetime | None
    tasks: Batch


def _plan(booking: Row) -> _Plan:
    """What follows if the time is still free."""
    booking_id, start = booking["booking_id"], booking["start_time"]
    status, step = rules.first_step(
        payment_due=booking["payment_required"], needs_approval=booking["needs_approval"]
    )
    tasks = Batch()
    deadline: datetime | None = None
    version = booking["version"] + 1
    if step is Step.HELD:
        deadline = booking["now"] + ports().site.hold
    elif step is Step.APPROVAL:
        deadline = rules.approval_deadline(booking["now"], start)
        tasks.add("notifications.tell", kind="booking_requested", booking_id=booking_id, version=version)
    else:
        tasks.add("notifications.tell", kind="booking_confirmed", booking_id=booking_id, version=version)
        tasks.add("bookings.complete", run_at=booking["end_time"], booking_id=booking_id)
    if deadline is not None:
        tasks.add("bookings.expire_hold", run_at=deadline, booking_id=booking_id)
    return _Plan(status, step, deadline, tasks)


def _values(
    task: Task, schedule: Schedule | None, booking: Row, plan: _Plan, against: str | None
) -> dict[str, Any]:
    start = zones.instant_of(booking["start_time"])
    padded = schedule.terms.padded(start) if schedule else Interval(start, start + 1)
    return {
        "booking_id": booking["booking_id"],
        "task_id": task.id,
        "lease_token": task.lease_token,
        "resource_id": schedule.resource_id if schedule else None,
        "from": zones.moment_of(padded.start),
        "until": zones.moment_of(padded.end),
        "kind": "booking" if plan.step is None else "hold",
        "hold_expires_at": plan.hold_expires_at,
        "offered": against is None,
        "against": against or "SLOT_TAKEN",
        "status": plan.status,
        "step": plan.step,
        "video_link": booking["video_link"],
        "payment_id": ids.public_number(),
        "amount": booking["amount_minor"],
        "currency": booking["currency"],
        "company": ports().payments.name,
    }
