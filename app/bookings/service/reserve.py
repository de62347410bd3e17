"""Reserving: the engine decides, the exclusion constraint settles the race.

Plain bookings, one stretch of one resource each, are decided several in one statement; others one by one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from app.availability.offer import bare
from app.availability.remembered import recall, remember
from app.availability.schedule import Schedule, ask, schedule_of
from app.bookings import rules
from app.bookings.rules import Status, Step
from app.bookings.service import occupying
from app.bookings.service.alone import write_alone
from app.bookings.service.claims import NOT_OFFERED, RULES, Claim, waited
from app.bookings.service.reservation import Plan, Take, write
from app.db.fast import Row, fetch
from app.db.ledger import Task
from app.db.ledger.batch import Batch
from app.kernel import ids, zones
from app.kernel.intervals import Interval
from app.ports import ports
from app.ports.tasks import Ring
from app.providers.events import GATHERED

_WAITING = """
    SELECT b.id AS booking_id, b.provider_id, b.offering_id, b.start_time, b.end_time, b.version,
           b.payment_required, b.pinned, b.seats, p.timetable_version, p.video_link,
           o.needs_approval, now() AS now,
           EXISTS (SELECT FROM users u WHERE u.id IN (b.client_id, p.user_id) AND u.receives_events)
               OR o.assignment <> 'OWNER' AS in_calendars
    FROM bookings b JOIN providers p ON p.id = b.provider_id JOIN offerings o ON o.id = b.offering_id
    WHERE b.id = ANY(%(bookings)s) AND CASE b.status WHEN 'REQUESTED' THEN true ELSE false END
"""  # as a CASE, so that the planner takes the primary key and not the index of states


@dataclass(frozen=True, slots=True)
class Reserved:
    """How it ended, and whom to wake now that it is committed. No status: the lease was lost."""

    booking_id: int
    status: Status | None
    rings: Sequence[Ring] = ()


def reserve(asked: Mapping[int, Task]) -> Sequence[Reserved]:
    """Decide on requested bookings, by their ids. Those that no longer wait for it are left out.

    Twice is harmless: the second finds no booking that waits. A task whose booking was decided is settled.
    """
    plain, others = _plans(asked)
    alone = {plan.booking_id: write_alone(plan) for plan in others}
    return [*_decided(asked, plain, write(plain)), *_decided(asked, others, alone)]


def reserve_plain(asked: Mapping[int, Task]) -> Sequence[Reserved]:
    """The same for those that can be decided in one statement. The others wait for a try of their own."""
    plain, _ = _plans(asked)
    return _decided(asked, plain, write(plain))


def _plans(asked: Mapping[int, Task]) -> tuple[list[Plan], list[Plan]]:
    """What becomes of those that still wait: the plain ones, and the others."""
    waiting = fetch(_WAITING, {"bookings": list(asked)})
    plans = [_plan_for(asked[booking["booking_id"]], booking) for booking in waiting]
    return [plan for plan in plans if plan.take is None], [plan for plan in plans if plan.take]


def _decided(
    asked: Mapping[int, Task], plans: Sequence[Plan], statuses: Mapping[int, Status | None]
) -> Sequence[Reserved]:
    for booking_id, status in statuses.items():
        if status is not None:
            asked[booking_id].settle()
    return [_reserved(plan, statuses.get(plan.booking_id)) for plan in plans]


def _reserved(plan: Plan, status: Status | None) -> Reserved:
    follows = status not in {None, Status.REJECTED}
    return Reserved(plan.booking_id, status, plan.tasks.rings if follows else ())


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


def _lasting(schedule: Schedule | None, booking: Row) -> Schedule | None:
    """The length that was asked for, if it is still offered; what was quoted keeps its length anyway."""
    length = booking["end_time"] - booking["start_time"]
    if schedule is None or not (booking["pinned"] or schedule.offers(length)):
        return schedule
    return schedule.lasting(length)


def _against(schedule: Schedule | None, booking: Row) -> str | None:
    """Why the rules forbid it now. What is taken is left to the constraint, all of it to who looks anew."""
    if schedule is None or schedule.duration != booking["end_time"] - booking["start_time"]:
        return NOT_OFFERED
    if booking["pinned"] or not schedule.plain:
        return None
    reasons = set(bare(schedule.freed(now=booking["now"])).against(booking["start_time"]))
    return NOT_OFFERED if reasons - waited(schedule.terms.grid) else None


def _plan_for(task: Task, booking: Row) -> Plan:
    """What is owed next belongs to the request that asked for this booking, not to its batch mates."""
    with structlog.contextvars.bound_contextvars(request_id=task.request_id):
        return _plan(booking, task)


def _plan(booking: Row, task: Task) -> Plan:
    schedule = _lasting(_schedule(booking), booking)
    against = _against(schedule, booking)
    status, step = rules.first_step(
        payment_due=booking["payment_required"], needs_approval=booking["needs_approval"]
    )
    deadline = _deadline(booking, step)
    start = zones.instant_of(booking["start_time"])
    padded = schedule.terms.padded(start) if schedule else Interval(start, start + 1)
    return Plan(
        booking_id=booking["booking_id"],
        task_id=task.id,
        lease_token=task.lease_token,
        resource_id=schedule.resource_id if schedule else None,
        since=zones.moment_of(padded.start),
        until=zones.moment_of(padded.end),
        against=against,
        status=status,
        step=step,
        hold_expires_at=deadline,
        video_link=booking["video_link"],
        payment_id=ids.public_number(),
        company=ports().payments.name,
        tasks=_follows(booking, step, deadline),
        take=None if against else _taking(schedule, booking, deadline),
    )


def _taking(schedule: Schedule | None, booking: Row, deadline: datetime | None) -> Take | None:
    """How all that the booking needs is taken. None: it is plain, one stretch of the provider's time."""
    if schedule is None or schedule.plain:
        return None
    claim = Claim(
        booking_id=booking["booking_id"],
        start=booking["start_time"],
        party=booking["seats"],
        firm=deadline is None,
        expires_at=deadline,
        tolerates=RULES if booking["pinned"] else waited(schedule.terms.grid),
    )
    return lambda run: occupying.occupy(run, schedule, claim)


def _deadline(booking: Row, step: Step | None) -> datetime | None:
    if step is Step.HELD:
        deadline: datetime = booking["now"] + ports().site.hold
        return deadline
    return rules.approval_deadline(booking["now"], booking["start_time"]) if step else None


def _follows(booking: Row, step: Step | None, deadline: datetime | None) -> Batch:
    """What is owed once the time is ours."""
    booking_id = booking["booking_id"]
    tasks = Batch(owner=booking_id)
    if step is not Step.HELD:
        kind = "booking_requested" if step is Step.APPROVAL else "booking_confirmed"
        tasks.add("notifications.tell", kind=kind, booking_id=booking_id, version=booking["version"] + 1)
    if deadline is None:
        tasks.add("bookings.complete", run_at=booking["end_time"], booking_id=booking_id)
        tasks.add("notifications.schedule_reminders", booking_id=booking_id, version=booking["version"] + 1)
    else:
        tasks.add("bookings.expire_hold", run_at=deadline, booking_id=booking_id)
    if deadline is None and booking["in_calendars"]:
        tasks.add("calendars.push", booking_id=booking_id)
    if ports().search.kept:
        tasks.add("search.index", run_at=booking["now"] + GATHERED, provider_id=booking["provider_id"])
    return tasks
