"""What only the operator is told: how the site grows."""

from datetime import datetime

from sqlalchemy import RowMapping, text
from sqlalchemy.orm import Session

from app.analytics.queries.bookings import KEPT

_GROWTH = text(f"""
    SELECT (SELECT count(*) FROM users u WHERE u.role = 'CLIENT'
              AND u.created_at >= :since AND u.created_at < :until) AS new_clients,
           (SELECT count(*) FROM providers p
            WHERE p.created_at >= :since AND p.created_at < :until) AS new_providers,
           (SELECT count(DISTINCT b.provider_id) FROM bookings b
            WHERE {KEPT} AND b.start_time >= :since AND b.start_time < :until) AS active_providers,
           r.reviews, r.average_rating
    FROM (SELECT count(*) AS reviews, round(avg(rating), 2) AS average_rating FROM reviews
          WHERE hidden_at IS NULL AND created_at >= :since AND created_at < :until) r
""")  # noqa: S608 - a constant is put in, values are bound


def growth(session: Session, since: datetime, until: datetime) -> RowMapping:
    return session.execute(_GROWTH, {"since": since, "until": until}).mappings().one()
