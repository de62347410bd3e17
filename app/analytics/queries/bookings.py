"""Bookings by the date on which they begin. `KEPT` are those that stood, or still stand."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import RowMapping, TextClause, text
from sqlalchemy.orm import Session

from app.analytics.queries.scope import Scope

KEPT = "b.status IN ('CONFIRMED', 'COMPLETED', 'NO_SHOW')"

# The bounds are instants: which of them begins which date is decided by our zones, not by the database's.
# Seats of one hour are one hour of the provider's, so stretches are put together before they are measured.
_DAYS = """
    WITH counted AS (
        SELECT b.provider_id, width_bucket(b.start_time, cast(:bounds AS timestamptz[])) AS day,
               count(*) FILTER (WHERE {kept}) AS bookings,
               count(*) FILTER (WHERE b.status = 'COMPLETED') AS completed,
               count(*) FILTER (WHERE b.status = 'CANCELLED') AS cancelled,
               count(*) FILTER (WHERE b.status = 'NO_SHOW') AS no_shows,
               range_agg(tstzrange(b.start_time, b.end_time)) FILTER (WHERE {kept}) AS during
        FROM bookings b
        WHERE {whose} AND b.start_time >= :since AND b.start_time < :until
        GROUP BY b.provider_id, day
    )
    SELECT day, sum(bookings)::int AS bookings, sum(completed)::int AS completed,
           sum(cancelled)::int AS cancelled, sum(no_shows)::int AS no_shows,
           (sum(measured.seconds) / 60)::int AS booked_minutes
    FROM counted, LATERAL (
        SELECT coalesce(sum(extract(epoch FROM upper(one) - lower(one))), 0) AS seconds
        FROM unnest(during) AS one
    ) measured
    GROUP BY day ORDER BY day
"""
_LEAD = """
    SELECT round(avg(minutes)::numeric, 1) AS mean_minutes,
           round((percentile_cont(0.5) WITHIN GROUP (ORDER BY minutes))::numeric, 1) AS median_minutes
    FROM (SELECT extract(epoch FROM b.start_time - b.created_at) / 60 AS minutes FROM bookings b
          WHERE {whose} AND b.start_time >= :since AND b.start_time < :until
            AND ({kept} OR b.status = 'CANCELLED')) asked
"""
# One who was there in the window is a returning client if that was not their first time with this provider.
_CLIENTS = """
    SELECT count(DISTINCT client_id) AS clients,
           count(DISTINCT client_id) FILTER (WHERE times > 1) AS returning_clients
    FROM (SELECT b.client_id, count(*) AS times FROM bookings b
          WHERE {whose} AND {kept} AND b.start_time < :until
          GROUP BY b.provider_id, b.client_id HAVING max(b.start_time) >= :since) seen
"""


def days(session: Session, scope: Scope, bounds: Sequence[datetime], until: datetime) -> Sequence[RowMapping]:
    """Counts and minutes by the number of the bound, from 1; dates without any booking are missing."""
    values = {**scope.values, "bounds": list(bounds), "since": bounds[0], "until": until}
    return session.execute(_of(_DAYS, scope), values).mappings().all()


def lead(session: Session, scope: Scope, since: datetime, until: datetime) -> RowMapping:
    """How long before their time bookings were made, cancelled ones too."""
    values = {**scope.values, "since": since, "until": until}
    return session.execute(_of(_LEAD, scope), values).mappings().one()


def clients(session: Session, scope: Scope, since: datetime, until: datetime) -> RowMapping:
    """How many different people, and how many of them not for the first time."""
    values = {**scope.values, "since": since, "until": until}
    return session.execute(_of(_CLIENTS, scope), values).mappings().one()


def _of(statement: str, scope: Scope) -> TextClause:
    return text(statement.format(kept=KEPT, whose=scope.condition("b")))
