"""Why a time was or was not offered at a past moment; to its provider also what stood against it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.availability.history import reading
from app.availability.history.evidence import Evidence, evidence
from app.availability.history.reading import Then
from app.availability.offer import bare
from app.availability.rules import Reason
from app.availability.schedule import Schedule
from app.availability.slots import service
from app.availability.slots.service import Wanted
from app.kernel.errors import Detail, InvalidInput, NotFound


@dataclass(frozen=True, slots=True)
class Explained:
    """The schedule as it stood, the reasons by it, and for its provider alone what is behind them."""

    schedule: Schedule
    reasons: tuple[Reason, ...]
    against: Sequence[Evidence] | None


def explain_as_of(wanted: Wanted, at: datetime, moment: datetime) -> Explained:
    """What stood against one start at a past moment.

    Raises:
        NotFound: the provider or the offering is not there for this viewer, or was not then.
        InvalidInput: at `asOf`, a moment that is still to come or of which nothing is known.
    """
    then = reading.read(wanted.provider_id, moment, around=at)
    if then is None or not (then.who["published"] or _owns(then, wanted)):
        raise NotFound("There is no such provider.")
    _check(then)
    schedule = service.lasting(_schedule(then, wanted), wanted.minutes)
    if not schedule.simple:
        raise InvalidInput.at("asOf", "Of groups, teams and what needs rooms only the present is known.")
    reasons = bare(schedule).against(at)
    against = evidence(then, schedule, at, reasons) if _owns(then, wanted) else None
    return Explained(schedule, reasons, against)


def explain_now(wanted: Wanted, at: datetime) -> Explained:
    """The same at this moment. Nobody but the provider pays for what is told to them alone."""
    offer, reasons = service.explain(wanted, at)
    schedule = offer.schedule
    if wanted.viewer is None or wanted.viewer != schedule.provider_user_id:
        return Explained(schedule, reasons, None)
    then = reading.read(wanted.provider_id, None, around=at)
    return Explained(schedule, reasons, evidence(then, schedule, at, reasons) if then else ())


def _owns(then: Then, wanted: Wanted) -> bool:
    return wanted.viewer is not None and wanted.viewer == then.who["user_id"]


def _check(then: Then) -> None:
    if then.moment > then.who["now"]:
        raise InvalidInput.at("asOf", "This moment is still to come.")
    if then.written is None:
        since = f" before {then.known_since:%FT%TZ}" if then.known_since else ""
        raise InvalidInput.at("asOf", f"Nothing is known of this provider's hours{since}.")
    if not then.written["published"]:
        raise NotFound(details=[Detail("asOf", "The provider was not shown at that moment.")])


def _schedule(then: Then, wanted: Wanted) -> Schedule:
    offering = then.offering(wanted.offering_id)
    if offering is not None:
        schedule = then.schedule(offering)
        if service.may_see(schedule.facts, wanted):
            return schedule
    raise NotFound(details=[Detail("offeringId", "The provider had no such offering at that moment.")])
