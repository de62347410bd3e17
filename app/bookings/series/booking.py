"""Booking a series: planned, decided upon, and then taken all at once or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from app.accounts import queries as accounts
from app.availability.offer import Offer, offer_of, too_many
from app.availability.schedule import Schedule, ask, schedule_of
from app.bookings import rules
from app.bookings.errors import SeriesConflicts, SlotTaken, UnknownOffering, UnknownProvider
from app.bookings.events import RequestBooking
from app.bookings.models import Booking
from app.bookings.rules import Step
from app.bookings.series import money, recurrence
from app.bookings.series.events import AskSeries
from app.bookings.series.models import Series
from app.bookings.series.planning import Planned, plan, with_one_more
from app.bookings.service import transitions
from app.bookings.service.agreement import agreed
from app.bookings.service.holding import Hold, place
from app.kernel import zones
from app.kernel.errors import Detail, InvalidInput, Unauthenticated
from app.ports import ports
from app.providers.events import times_changed

log = structlog.get_logger(__name__)

MARGIN = timedelta(days=9)  # nearest free times are sought a week around


def planned(command: AskSeries) -> tuple[Offer, list[Planned]]:
    """What the rule means, and what of it is free.

    Raises:
        InvalidInput, UnknownProvider, UnknownOffering.
    """
    rule = recurrence.parse(command.rrule)
    since, until = command.start - MARGIN, command.start + recurrence.LONGEST + MARGIN
    facts = ask(command.provider_id, offering_id=command.offering_id, since=since, until=until)
    if facts is None or not facts["published"]:
        raise UnknownProvider(details=[Detail("providerId", "There is no such provider.")])
    if facts["offering_id"] is None:
        raise UnknownOffering(details=[Detail("offeringId", "The provider has no such offering.")])
    if facts["payment"] == "CARD":
        raise InvalidInput.at("offeringId", "What a card secures is not booked as a series.")
    schedule = schedule_of(facts)
    if command.seats > schedule.seats:
        raise InvalidInput.at("seats", too_many(schedule.seats))
    offer = offer_of(schedule, since=since, until=until, party=command.seats)
    zone = schedule.timetable.zone
    first = zones.wall_of(zone, zones.instant_of(command.start)).replace(tzinfo=None)
    return offer, plan(offer, recurrence.walls(rule, first, zone))


def decided(
    offer: Offer, appointments: Sequence[Planned], decisions: Mapping[int, datetime | None]
) -> list[datetime]:
    """The starts to be booked: what is free as planned, and for the rest what the client chose.

    Raises:
        SeriesConflicts: something is not free, and nothing was decided for it.
        InvalidInput: a decision names no such appointment, or a start that is not free either.
    """
    if unknown := decisions.keys() - {one.number for one in appointments}:
        raise InvalidInput.at("decisions", f"There is no appointment {min(unknown)}.")
    undecided = [one for one in appointments if not one.free and one.number not in decisions]
    if undecided:
        raise SeriesConflicts(extra={"conflicts": [one.number for one in undecided]})
    starts, standing = [], offer
    for one in appointments:
        start = decisions.get(one.number, one.start)
        if start is None:
            continue
        if reasons := standing.against(start):
            said = ", ".join(reasons)
            raise InvalidInput.at("decisions", f"{start:%F %T}Z for {one.number} is not free: {said}.")
        starts.append(start)
        standing = with_one_more(standing, start)
    if not starts:
        raise InvalidInput.at("decisions", "Nothing is left to be booked.")
    return starts


def book_series(
    session: Session, schedule: Schedule, starts: Sequence[datetime], command: AskSeries, *, now: datetime
) -> Series:
    """Take all of them, or none. They stand as one booking would: paid together, approved one by one.

    Raises:
        SlotTaken, AlreadyRequested.
        Unauthenticated: the account is gone.
    """
    client = accounts.locked_user(session, command.client_id)
    if client is None:
        raise Unauthenticated("This account was deleted.")
    series = _frame(session, schedule, command)
    wish = _wish(schedule, command, command.timezone or client.timezone)
    due = bool(agreed(schedule, wish)["payment_required"])
    needs_approval = bool(schedule.facts["needs_approval"])
    bookings = []
    for start in starts:
        _, step = rules.first_step(payment_due=due, needs_approval=needs_approval)
        kept = Hold(step=step, until=_until(step, now, start), kind="series", actor_id=client.id)
        try:
            bookings.append(place(session, schedule, replace(wish, start=start), kept, series_id=series.id))
        except SlotTaken as gone:
            raise SlotTaken(details=[Detail("startTime", f"{start:%F %T}Z was just taken.")]) from gone
    _follow(session, series, bookings, due=due)
    log.info("series booked", series_id=series.id, count=len(bookings))
    return series


def _frame(session: Session, schedule: Schedule, command: AskSeries) -> Series:
    zone = schedule.timetable.zone
    series = Series(
        provider_id=schedule.provider_id,
        client_id=command.client_id,
        offering_id=schedule.offering_id,
        rrule=command.rrule,
        zone=zone,
        wall_start=zones.wall_of(zone, zones.instant_of(command.start)).replace(tzinfo=None),
    )
    session.add(series)
    session.flush()
    return series


def _until(step: Step | None, now: datetime, start: datetime) -> datetime | None:
    if step is None:
        return None
    return now + ports().site.hold if step is Step.HELD else rules.approval_deadline(now, start)


def _follow(session: Session, series: Series, bookings: Sequence[Booking], *, due: bool) -> None:
    """One payment for all; what each owes by itself; and one message about all of them."""
    first = bookings[0]
    if due:
        money.charge(session, series, bookings)
        transitions.wake_at_deadline(session, first)
    else:
        for booking in bookings:
            transitions.await_what_comes(session, booking)
        money.tell(session, first, "series_requested" if first.step else "series_booked")
    times_changed(session, series.provider_id)


def _wish(schedule: Schedule, command: AskSeries, zone: str) -> RequestBooking:
    return RequestBooking(
        client_id=command.client_id,
        provider_id=schedule.provider_id,
        offering_id=schedule.offering_id,
        start=command.start,
        end=None,
        notes=command.notes,
        seats=command.seats,
        timezone=zone,
        idempotency_key=None,
        fingerprint=b"",
    )
