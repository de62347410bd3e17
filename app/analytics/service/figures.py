"""Exact figures, read from the database at this moment."""

from dataclasses import dataclass
from typing import Any

from app.analytics.queries import bookings, money, site
from app.analytics.queries.scope import SITE, Scope
from app.analytics.rules.figures import Found, series, totals
from app.analytics.rules.opening import minutes_by_bound
from app.analytics.rules.window import Window
from app.availability.opening import open_stretches
from app.db.session import reading
from app.kernel.zones import instant_of
from app.ports import ports


@dataclass(frozen=True, slots=True)
class Report:
    """Dates of a zone with what happened on each, and over all."""

    window: Window
    totals: dict[str, Any]
    days: list[dict[str, Any]]


def of_provider(provider_id: int, window: Window) -> Report:
    """A provider's figures, by the dates of the window's zone. One connection is held at a time."""
    bounds, until = window.bounds, window.until
    with reading() as session:
        open_ = open_stretches(session, provider_id, since=bounds[0], until=until)
    opened = minutes_by_bound(open_, [instant_of(bound) for bound in bounds], instant_of(until))
    return _report(Scope(provider_id), window, opened)


def of_site(window: Window) -> Report:
    """Everybody's figures together, and how the site grew."""
    report = _report(SITE, window, None)
    grown = site.growth(window.since, window.until)
    return Report(window, {**report.totals, **grown}, report.days)


def _report(scope: Scope, window: Window, opened: list[int] | None) -> Report:
    bounds, until = window.bounds, window.until
    found = Found(bookings.days(scope, bounds, until), money.days(scope, bounds, until), opened)
    people = bookings.clients(scope, bounds[0], until)
    lead = bookings.lead(scope, bounds[0], until)
    return Report(window, {**totals(found), **people, "lead_time": lead}, series(window.dates, found))


def activity(window: Window) -> dict[str, Any]:
    """How often each kind of event was written on each date. Some seconds old, and away from transactions."""
    tally = ports().events.tally(window.bounds, window.until, window.dates)
    days = [{"date": day, "events": tally.days.get(day, {})} for day in window.dates]
    return {"counted_by": tally.counted_by, "days": days}
