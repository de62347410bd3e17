"""Money by the date on which it moved, as the books have it: so the figures of a year add up to the books."""

from collections.abc import Sequence
from datetime import datetime

from app.analytics.queries.scope import Scope
from app.db.fast import Row
from app.db.planned import fetch_planned

_DAYS = """
    SELECT width_bucket(p.at, cast(%(bounds)s AS timestamptz[])) AS day, p.currency,
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
    WHERE {whose} AND p.at >= %(since)s AND p.at < %(until)s
    GROUP BY day, p.currency ORDER BY day, p.currency
"""


def days(scope: Scope, bounds: Sequence[datetime], until: datetime) -> list[Row]:
    """Minor units by the number of the bound, from 1, and currency."""
    joined = "" if scope.provider_id is None else "JOIN payments y ON y.id = p.payment_id"
    values = {**scope.values, "bounds": list(bounds), "since": bounds[0], "until": until}
    return fetch_planned(_DAYS.format(joined=joined, whose=scope.condition("y")), values)
