"""All that decides about a time of one provider, in one round trip: hours, what is taken, the terms."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.availability import stored
from app.availability.facts import BUSY, COLLEAGUES, HOURS, TERMS, booked
from app.availability.rules import Terms, Timetable, zone_at
from app.db.fast import Row, Run, fetch_one
from app.kernel.intervals import Interval
from app.kernel.money import Money, share_up
from app.kernel.zones import instant_of, wall_of

_ASKED = """
    SELECT %(provider_id)s::bigint AS provider_id, %(offering_id)s::bigint AS offering_id,
           %(minutes)s::int AS minutes, %(since)s::timestamptz AS since, %(until)s::timestamptz AS until,
           %(retired)s AS retired, %(besides)s::bigint AS besides
"""
_FACTS = f"""
    SELECT now() AS now, p.id AS provider_id, p.user_id, p.name, p.published,
           p.timetable_version, p.video_link, p.cancel_free_hours, p.cancel_late_percent,
           r.id AS resource_id, o.id AS offering_id, o.title, o.price_minor, o.currency, o.seats,
           o.needs_count, o.assignment, o.needs_approval, o.listed AS is_listed, o.questions, o.payment,
           o.deposit_percent, o.no_show_percent, o.version AS offering_version,
           {TERMS}, {HOURS}, {BUSY}, {COLLEAGUES}, {booked("o.limits <> '[]'")},
           (SELECT array[extract(epoch FROM min(read_at)), extract(epoch FROM min(fresh_until)),
                         extract(epoch FROM max(looked_at))]::float8[]
            FROM busy_sources WHERE resource_id = r.id HAVING count(*) > 0) AS outside
    FROM wanted w
    JOIN providers p ON p.id = w.provider_id AND p.deleted_at IS NULL
    JOIN resources r ON r.provider_id = p.id AND r.kind = 'time'
    LEFT JOIN LATERAL (
        SELECT * FROM offerings
        WHERE provider_id = p.id AND deleted_at IS NULL AND (active OR w.retired)
          AND (id = w.offering_id OR w.offering_id IS NULL AND listed)
          AND (w.minutes IS NULL OR w.minutes = duration_minutes
               OR further_durations @> jsonb_build_array(jsonb_build_object('minutes', w.minutes)))
        ORDER BY position, id LIMIT 1
    ) o ON true
"""  # noqa: S608 - constants are put together
_ASKED_FACTS = f"WITH wanted AS ({_ASKED}) {_FACTS}"


@dataclass(frozen=True, slots=True)
class Colleague:
    """Another provider to turn to while this one is off."""

    during: Interval
    provider_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of several offerings booked as one, and its part of the whole, in seconds from the start."""

    offering_id: int
    during: Interval


@dataclass(frozen=True, slots=True)
class Schedule:
    """A provider's timetable and one offering's terms. `now` is the database's clock at the reading.

    With `sections` the terms are those of several offerings, one after the other.
    """

    now: datetime
    provider_id: int
    provider_user_id: int
    resource_id: int
    published: bool
    timetable_version: int
    offering_id: int
    terms: Terms
    timetable: Timetable
    facts: Row
    sections: tuple[Section, ...] = ()

    @property
    def pay_now(self) -> Money:
        """What is due at booking; the rest is paid on site."""
        percent = self.facts["deposit_percent"] if self.facts["payment"] == "NOW" else 0
        return Money(share_up(self.price.minor, percent), self.price.currency)

    @property
    def policy(self) -> dict[str, int]:
        """What is kept of the price, and how much of it is due at once; as the API says it."""
        facts = self.facts
        return {
            "freeHours": facts["cancel_free_hours"],
            "latePercent": facts["cancel_late_percent"],
            "noShowPercent": facts["no_show_percent"],
            "depositPercent": facts["deposit_percent"],
        }

    @property
    def plain(self) -> bool:
        """As simple as nearly all are, and nothing but what is taken decides."""
        return self.simple and not self.paced

    @property
    def simple(self) -> bool:
        """One stretch of the provider's time for one client."""
        return self.exclusive and not self.joint

    @property
    def joint(self) -> bool:
        """Whether a booking takes more than its provider's time."""
        return bool(self.facts["needs_count"] or self.by_team)

    @property
    def seats(self) -> int:
        return int(self.facts["seats"])

    @property
    def by_team(self) -> bool:
        """Whether others than its provider may serve a booking."""
        return bool(self.facts["assignment"] != "OWNER")

    @property
    def takes_turns(self) -> bool:
        """Whether one of several hosts serves a booking."""
        return bool(self.facts["assignment"] == "ROUND_ROBIN")

    @property
    def exclusive(self) -> bool:
        """Whether each booking has its time for itself."""
        return self.seats == 1

    @property
    def paced(self) -> bool:
        """Whether other bookings decide about a time by more than being there: by limits or a rest."""
        return bool(self.timetable.rest or self.timetable.limits or self.terms.limits)

    def freed(self, *, now: datetime | None = None) -> "Schedule":
        """The same hours and terms, with nothing booked or taken."""
        return replace(self, timetable=replace(self.timetable, busy=(), booked=()), now=now or self.now)

    @property
    def colleagues(self) -> tuple[Colleague, ...]:
        """Whom clients may turn to while the provider is off, within the times that were read."""
        return tuple(
            Colleague(Interval(since, until), *who) for since, until, *who in self.facts["colleagues"] or ()
        )

    def colleague_at(self, start: datetime) -> Colleague | None:
        """Whom to turn to for an appointment that would begin then."""
        slot = self.terms.slot(instant_of(start))
        return next((one for one in self.colleagues if slot.overlaps(one.during)), None)

    def wall_at(self, start: datetime) -> tuple[datetime, str]:
        """What the provider's clock shows at a start, and the zone that it stands in."""
        zone = zone_at(self.timetable, instant_of(start))
        return wall_of(zone, instant_of(start)).replace(tzinfo=None), zone

    def lasting(self, length: timedelta) -> "Schedule":
        """The same terms for another length: what was booked keeps its own, whatever is offered by now."""
        return replace(self, terms=replace(self.terms, duration=length // timedelta(minutes=1)))

    def offers(self, length: timedelta) -> bool:
        """Whether it is a length that can be chosen."""
        return length in {timedelta(minutes=minutes) for minutes in stored.lengths(self.facts)}

    @property
    def lengths(self) -> str:
        """The lengths that can be chosen, for a sentence about minutes."""
        return " or ".join(str(minutes) for minutes in stored.lengths(self.facts))

    @property
    def price(self) -> Money:
        """Of the length at hand; one that is no longer offered costs what the offering's own does."""
        return Money(stored.price_minor(self.facts, self.terms.duration), self.facts["currency"])

    @property
    def usual(self) -> bool:
        """Whether it is the offering's own length, whose price stands in its row."""
        return bool(self.terms.duration == self.facts["duration_minutes"])

    @property
    def duration(self) -> timedelta:
        return timedelta(minutes=self.terms.duration)


def ask(
    provider_id: int,
    *,
    offering_id: int | None,
    since: datetime,
    until: datetime,
    minutes: int | None = None,
    retired: bool = False,
    besides: int = 0,
    run: Run = fetch_one,
) -> Row | None:
    """The facts for times between `since` and `until`; without an offering's id, the first of that length.

    `retired` admits an offering that is no longer shown: what was booked of it still counts. The booking
    `besides` stands in nobody's way; no booking has the number 0.
    Within a transaction its own `run` reads them.
    None: no such provider. A row whose `offering_id` is None: no such offering.
    """
    values = {
        "provider_id": provider_id,
        "offering_id": offering_id,
        "minutes": minutes,
        "since": since,
        "until": until,
        "retired": retired,
        "besides": besides,
    }
    return run(_ASKED_FACTS, values)


def schedule_of(facts: Row) -> Schedule:
    """Make the engine's values of the facts."""
    return Schedule(
        now=facts["now"],
        provider_id=facts["provider_id"],
        provider_user_id=facts["user_id"],
        resource_id=facts["resource_id"],
        published=facts["published"],
        timetable_version=facts["timetable_version"],
        offering_id=facts["offering_id"],
        terms=stored.terms(facts),
        timetable=stored.timetable(facts, facts["schedule_id"]),
        facts=facts,
    )
