"""All that decides about a time of one provider, in one round trip: hours, what is taken, the terms."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from app.availability.rules import (
    Override,
    Reason,
    Span,
    Terms,
    Timetable,
    WeeklyRule,
    closing,
    judge,
)
from app.db.fast import Row, fetch_one
from app.kernel.intervals import Interval
from app.kernel.money import Money, share_up
from app.kernel.zones import instant_of, moment_of

_ASKED = """
    SELECT %(provider_id)s::bigint AS provider_id, %(offering_id)s::bigint AS offering_id,
           %(minutes)s::int AS minutes, %(since)s::timestamptz AS since, %(until)s::timestamptz AS until,
           %(retired)s AS retired, %(besides)s::bigint AS besides
"""
# Overrides are read from today on, however far ahead the times asked for lie: hours may be remembered.
_FACTS = """
    SELECT now() AS now, p.id AS provider_id, p.user_id, p.name, p.timezone, p.published,
           p.timetable_version, p.video_link, p.cancel_free_hours, p.cancel_late_percent,
           r.id AS resource_id, o.id AS offering_id, o.title, o.duration_minutes, o.step_minutes,
           o.price_minor, o.currency, o.seats, o.buffer_before_minutes, o.buffer_after_minutes,
           o.notice_minutes, o.horizon_days, o.needs_approval, o.payment, o.deposit_percent,
           o.no_show_percent, o.version AS offering_version,
           (SELECT json_agg(json_build_array(day_of_week, start_minute, end_minute, valid_from, valid_until))
            FROM availability WHERE provider_id = p.id) AS weekly,
           (SELECT json_agg(json_build_array(date, spans)) FROM availability_overrides
            WHERE provider_id = p.id
              AND date >= (least(w.since, now()) - interval '2 days')::date) AS overrides,
           (SELECT array_agg(floor(extract(epoch FROM lower(t.during)))::bigint)
                   || array_agg(ceil(extract(epoch FROM upper(t.during)))::bigint)
            FROM (SELECT during FROM occupancies
                  WHERE resource_id = r.id AND active AND during && tstzrange(w.since, w.until)
                    AND booking_id IS DISTINCT FROM w.besides
                  UNION ALL
                  SELECT during FROM busy_periods
                  WHERE resource_id = r.id AND during && tstzrange(w.since, w.until)) t) AS busy
    FROM wanted w
    JOIN providers p ON p.id = w.provider_id AND p.deleted_at IS NULL
    JOIN resources r ON r.provider_id = p.id AND r.kind = 'time'
    LEFT JOIN LATERAL (
        SELECT * FROM offerings
        WHERE provider_id = p.id AND deleted_at IS NULL AND (active OR w.retired)
          AND (w.offering_id IS NULL OR id = w.offering_id)
          AND (w.minutes IS NULL OR duration_minutes = w.minutes)
        ORDER BY position, id LIMIT 1
    ) o ON true
"""
_ASKED_FACTS = f"WITH wanted AS ({_ASKED}) {_FACTS}"


@dataclass(frozen=True, slots=True)
class Schedule:
    """A provider's timetable and one offering's terms. `now` is the database's clock at the reading."""

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
        """One stretch of the provider's time for one client, as nearly all are."""
        return bool(self.facts["seats"] == 1)

    def with_busy(self, busy: Iterable[Interval], *, now: datetime | None = None) -> "Schedule":
        """The same hours and terms over other busy times."""
        hours = replace(self.timetable, busy=tuple(busy))
        return replace(self, timetable=hours, now=now or self.now)

    def against(self, start: datetime) -> tuple[Reason, ...]:
        """All that stands against a start, as listing has it. No slot starts within a second."""
        at = instant_of(start)
        reasons = judge(self.timetable, self.terms, at, now=self.now).reasons
        if start == moment_of(at) or Reason.OFF_GRID in reasons:
            return reasons
        return (*reasons, Reason.OFF_GRID)

    def lasting(self, length: timedelta) -> "Schedule":
        """The same terms for another length: what was booked keeps its own, whatever is offered by now."""
        return replace(self, terms=replace(self.terms, duration=length // timedelta(minutes=1)))

    @property
    def price(self) -> Money:
        return Money(self.facts["price_minor"], self.facts["currency"])

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
) -> Row | None:
    """The facts for times between `since` and `until`; without an offering's id, the first of that length.

    `retired` admits an offering that is no longer shown: what was booked of it still counts. The booking
    `besides` stands in nobody's way; no booking has the number 0.
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
    return fetch_one(_ASKED_FACTS, values)


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
        terms=_terms(facts),
        timetable=Timetable(
            facts["timezone"],
            weekly=tuple(_rule(row) for row in facts["weekly"] or ()),
            overrides=tuple(_override(row) for row in facts["overrides"] or ()),
            busy=_busy(facts["busy"] or []),
        ),
        facts=facts,
    )


def _terms(facts: Row) -> Terms:
    return Terms(
        duration=facts["duration_minutes"],
        step=facts["step_minutes"],
        buffer_before=facts["buffer_before_minutes"],
        buffer_after=facts["buffer_after_minutes"],
        notice=timedelta(minutes=facts["notice_minutes"]),
        horizon_days=facts["horizon_days"],
    )


def _rule(row: list[Any]) -> WeeklyRule:
    day, start, end, since, until = row
    return WeeklyRule(day - 1, start, closing(start, end), _date(since), _date(until))


def _override(row: list[Any]) -> Override:
    day, spans = row
    return Override(date.fromisoformat(day), tuple(Span(start, closing(start, end)) for start, end in spans))


def _date(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def _busy(bounds: list[int]) -> tuple[Interval, ...]:
    """The first half are starts, the second half the ends that belong to them."""
    half = len(bounds) // 2
    return tuple(map(Interval, bounds[:half], bounds[half:]))
