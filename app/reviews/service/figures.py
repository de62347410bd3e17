"""A provider's rating and number of reviews: counted anew from the reviews, while nobody else may count."""

from collections.abc import Sequence

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.providers.events import times_changed
from app.providers.models import Provider

# Read after the lock was had, so that it sees all that was committed before.
_RECOUNT = text("""
    UPDATE providers p SET rating = counted.rating, total_reviews = counted.number
    FROM (
        SELECT asked.id, round(avg(r.rating), 2) AS rating, count(r.id) AS number
        FROM unnest(cast(:ids AS bigint[])) AS asked(id)
        LEFT JOIN reviews r ON r.provider_id = asked.id AND r.hidden_at IS NULL
        GROUP BY asked.id
    ) counted
    WHERE p.id = counted.id AND (p.rating, p.total_reviews) IS DISTINCT FROM (counted.rating, counted.number)
    RETURNING p.id
""")


def recount(session: Session, provider_ids: Sequence[int]) -> int:
    """Make these providers' figures exact; how many were not."""
    ids = sorted(provider_ids)
    locked = select(Provider.id).where(Provider.id.in_(ids)).order_by(Provider.id)
    session.execute(locked.with_for_update(key_share=True))
    changed = session.scalars(_RECOUNT, {"ids": ids}).all()
    for provider_id in changed:
        times_changed(session, provider_id)
    return len(changed)
