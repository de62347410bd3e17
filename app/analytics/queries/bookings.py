"""Bookings by the date on which they begin. `KEPT` are those that stood, or still stand."""

from collections.abc import Sequence
from datetime import datetime

from app.analytics.queries.scope import Scope
from app.db.fast import Row
from app.db.planned import fetch_planned

KEPT = "b.status IN ('CONFIRMED', 'COMPLETED', 'NO_SHOW')"

# The bounds are instants: which of them begins which date is decided by our zones, not by the database's.
# Seats of one hour are one hour of the provider's: of each booking counts what no earlier one has covered.
_DAYS = """
    WITH seen AS (
        SELECT width_bucket(b.start_time, cast(%(bounds)s AS timestamptz[])) AS day,
               b.provider_id, b.status, b.start_time, b.end_time, {kept} AS kept
        FROM bookings b
        WHERE {whose} AND b.start_time >= %(since)s AND b.start_time < %(until)s
    ), covered AS (
        SELECT day, greatest(end_time - greatest(start_time, max(end_time) OVER before), interval '0') AS time
        FROM seen WHERE kept
        WINDOW before AS (PARTITION BY provider_id, day ORDER BY start_time, end_time
                          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    ), minutes AS (
        SELECT day, (extract(epoch FROM sum(time)) / 60)::int AS booked_minutes FROM covered GROUP BY day
    )
    SELECT day, bookings, completed, cancelled, no_shows, coalesce(booked_minutes, 0) AS booked_minutes
    FROM (
        SELECT day, count(*) FILTER (WHERE kept)::int AS bookings,
               count(*) FILTER (WHERE status = 'COMPLETED')::int AS completed,
               count(*) FILTER (WHERE status = 'CANCELLED')::int AS cancelled,
               count(*) FILTER (WHERE status = 'NO_SHOW')::int AS no_shows
        FROM seen GROUP BY day
    ) counted LEFT JOIN minutes USING (day)
    ORDER BY day
"""
_LEAD = """
    SELECT round(avg(minutes)::numeric, 1) AS mean_minutes,
           round((percentile_cont(0.5) WITHIN GROUP (ORDER BY minutes))::numeric, 1) AS median_minutes
    FROM (SELECT extract(epoch FROM b.start_time - b.created_at) / 60 AS minutes FROM bookings b
          WHERE {whose} AND b.start_time >= %(since)s AND b.start_time < %(until)s
            AND ({kept} OR b.status = 'CANCELLED')) asked
"""
# One who was there in the window is a returning client if that was not their first time with this provider.
_CLIENTS = """
    SELECT count(DISTINCT client_id) AS clients,
           count(DISTINCT client_id) FILTER (WHERE times > 1) AS returning_clients
    FROM (SELECT b.client_id, count(*) AS times FROM bookings b
          WHERE {whose} AND {kept} AND b.start_time < %(until)s
          GROUP BY b.provider_id, b.client_id HAVING max(b.start_time) >= %(since)s) seen
"""


def days(scope: Scope, bounds: Sequence[datetime], until: datetime) -> list[Row]:
    """Counts and minutes by the number of the bound, from 1; dates without any booking are missing."""
    values = {**scope.values, "bounds": list(bounds), "since": bounds[0], "until": until}
    return fetch_planned(_of(_DAYS, scope), values)


def lead(scope: Scope, since: datetime, until: datetime) -> Row:
    """How long before their time bookings were made, cancelled ones too."""
    return fetch_planned(_of(_LEAD, scope), {**scope.values, "since": since, "until": until})[0]


def clients(scope: Scope, since: datetime, until: datetime) -> Row:
    """How many different people, and how many of them not for the first time."""
    return fetch_planned(_of(_CLIENTS, scope), {**scope.values, "since": since, "until": until})[0]


def _of(statement: str, scope: Scope) -> str:
    return statement.format(kept=KEPT, whose=scope.condition("b"))
