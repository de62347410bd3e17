"""Taking what is more than a stretch of one provider's time: seats, rooms, teams, and what a pace keeps free.

Rivals for one person take turns by a lock on the row of that time, so what is read then stays true of all
that comes this way. Who takes a plain stretch does not wait for it: the constraint settles that race, what
was taken is put back, and it is looked at anew.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from app.availability import occupancy, seats
from app.availability.offer import Offer, offer_of
from app.availability.rules import OTHERS, Crew, chosen
from app.availability.schedule import Schedule, ask, schedule_of
from app.bookings.service import hosting
from app.bookings.service.claims import NOT_OFFERED, TAKEN, Claim, Denial, holder, party
from app.db.fast import OpenTransaction
from app.kernel import zones
from app.kernel.errors import Unavailable

_AROUND = timedelta(days=2)
_ROUNDS = 5


def gather(run: OpenTransaction, schedule: Schedule, claim: Claim) -> Denial | None:
    """Take all of it, or nothing. None: it is the booking's.

    Whoever joins an occurrence takes nothing more of anybody's time: no rule and no pace stands in their way.

    Raises:
        Unavailable: others are faster again and again.
    """
    resources = hosting.take_turn(run, schedule)
    for _ in range(_ROUNDS):
        if _joined(run, schedule, claim, resources):
            return None
        offer = _offer(run, schedule, claim)
        if offer is None:
            return NOT_OFFERED
        crews, denial = _able(offer, claim)
        if not crews:
            return denial
        if _served(run, offer, claim, crews):
            return None
    raise Unavailable("Others are faster: try again in a moment.")


def _joined(run: OpenTransaction, schedule: Schedule, claim: Claim, resources: Sequence[int]) -> bool:
    if schedule.exclusive or not seats.join(run, resources, party(schedule, claim)):
        return False
    if schedule.joint:
        hosting.note_joined(run, claim)
    return True


def _offer(run: OpenTransaction, schedule: Schedule, claim: Claim) -> Offer | None:
    """All that decides about the start at this moment, without what the booking itself may hold."""
    since, until = claim.start - _AROUND, claim.start + _AROUND
    facts = ask(
        schedule.provider_id,
        offering_id=schedule.offering_id,
        since=since,
        until=until,
        retired=True,
        besides=claim.booking_id,
        run=run,
    )
    if facts is None or facts["offering_id"] is None:
        return None
    read = schedule_of(facts)
    present = replace(schedule, timetable=read.timetable, now=read.now)
    return offer_of(present, since=since, until=until, party=claim.party, besides=claim.booking_id, run=run)


def _able(offer: Offer, claim: Claim) -> tuple[list[Crew], Denial]:
    """Those who can serve the booking; and if nobody can, why."""
    start, now = zones.instant_of(claim.start), offer.schedule.now
    able: list[Crew] = []
    denial = NOT_OFFERED
    for crew in offer.lineup.crews:
        against = set(offer.lineup.of_crew(crew, start, now)) - claim.tolerates
        if not against:
            able.append(crew)
        elif against <= OTHERS:
            denial = TAKEN
    return able, denial


def _served(run: OpenTransaction, offer: Offer, claim: Claim, crews: Sequence[Crew]) -> bool:
    """Whether one of these crews could be had: the first in order that is not lost to others meanwhile."""
    turns = hosting.turns_of(run, offer, claim, crews)
    for crew in hosting.in_order(run, claim, crews, turns):
        if _taken(run, offer, claim, crew):
            if offer.schedule.joint:
                hosting.note(run, claim, crew, turns)
            return True
    return False


def _taken(run: OpenTransaction, offer: Offer, claim: Claim, crew: Crew) -> bool:
    schedule, start = offer.schedule, zones.instant_of(claim.start)
    things = chosen(offer.lineup.needs, schedule.terms, start)
    if things is None:
        return False
    times = [occupancy.padded(host.resource_id, schedule.terms, start) for host in crew]
    stretches = [*times, *(occupancy.stretch(resource, kept) for resource, kept in things)]
    if schedule.exclusive:
        return occupancy.take(run, stretches, holder(schedule, claim))
    return seats.open_occurrence(run, stretches, party(schedule, claim))
