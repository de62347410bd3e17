"""Money by the date on which it moved, as the books have it: so the figures of a year add up to the books."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import RowMapping, text
from sqlalchemy.orm import Session

from app.analytics.queries.scope import Scope

_DAYS = """
    SELECT width_bucket(p.at, cast(:bounds AS timestamptz[])) AS day, p.currency,
           coalesce(sum(p.amount_minor) FILTER (WHERE p.movement = 'CAPTURED'), 0)::bigint AS captured,
           coalesce(sum(p.amount_minor * CASE p.movement WHEN 'REFUNDED' THEN 1
                                                         WHEN 'REFUND_RETURNED' THEN -1 END), 0)::bigint
               AS refunded,
           coalesce(sum(p.amount_minor * CASE p.movement WHEN 'CHARGED_BACK' THEN 1
                                                         WHEN 'CHARGE_RELIEVED' THEN -1 END), 0)::bigint
               AS lost,
           coalesce(sum(p.amount_minor * CASE WHEN p.debit = 'PROVIDER' AND p.credit = 'SITE' THEN 1
                                              WHEN p.debit = 'SITE' AND p.credit = 'PROVIDER' THEN -1
                                         END), 0)::bigint AS fees
    FROM postings p {joined}
    WHERE {whose} AND p.at >= :since AND p.at < :until
    GROUP BY day, p.currency ORDER BY day, p.currency
"""


def days(session: Session, scope: Scope, bounds: Sequence[datetime], until: datetime) -> Sequence[RowMapping]:
    """Minor units by the number of the bound, from 1, and currency."""
    joined = "" if scope.provider_id is None else "JOIN payments y ON y.id = p.payment_id"
    statement = text(_DAYS.format(joined=joined, whose=scope.condition("y")))
    values = {**scope.values, "bounds": list(bounds), "since": bounds[0], "until": until}
    return session.execute(statement, values).mappings().all()
