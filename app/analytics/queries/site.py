"""What only the operator is told: how the site grows."""

from datetime import datetime

from app.analytics.queries.bookings import KEPT
from app.db.fast import Row
from app.db.planned import fetch_planned

_GROWTH = f"""
    SELECT (SELECT count(*) FROM users u WHERE u.role = 'CLIENT'
              AND u.created_at >= %(since)s AND u.created_at < %(until)s) AS new_clients,
           (SELECT count(*) FROM providers p
            WHERE p.created_at >= %(since)s AND p.created_at < %(until)s) AS new_providers,
           (SELECT count(DISTINCT b.provider_id) FROM bookings b
            WHERE {KEPT} AND b.start_time >= %(since)s AND b.start_time < %(until)s) AS active_providers,
           r.reviews, r.average_rating
    FROM (SELECT count(*) AS reviews, round(avg(rating), 2) AS average_rating FROM reviews
          WHERE hidden_at IS NULL AND created_at >= %(since)s AND created_at < %(until)s) r
"""  # noqa: S608 - a constant is put in, values are bound


def growth(since: datetime, until: datetime) -> Row:
    return fetch_planned(_GROWTH, {"since": since, "until": until})[0]
