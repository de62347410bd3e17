"""Freed time for which somebody waits: kept out of everybody's reach until the queue is served."""

from datetime import timedelta

from sqlalchemy import Select, delete, func, select, text, update
from sqlalchemy.orm import Session

from app.availability.models import Occupancy, Resource

# How long freed time is kept for those who wait, should nobody serve them: a job looks for what is older.
_ASIDE = timedelta(minutes=1)

_REST = text("""
    INSERT INTO occupancies (resource_id, during, kind, offering_id, starts_at, expires_at)
    SELECT was.resource_id, rest, 'waitlist', was.offering_id, was.starts_at, now() + :aside
    FROM jsonb_to_recordset(CAST(:was AS jsonb)) AS was(
        resource_id bigint, during tstzrange, offering_id bigint, starts_at timestamptz),
    LATERAL unnest(tstzmultirange(was.during) - coalesce((
        SELECT range_agg(during) FROM occupancies
        WHERE resource_id = was.resource_id AND active AND during && was.during), '{}')) AS rest
    ON CONFLICT DO NOTHING
""")
_HELD = text("""
    SELECT coalesce(jsonb_agg(jsonb_build_object('resource_id', resource_id, 'during', during,
        'offering_id', offering_id, 'starts_at', starts_at)), '[]')::text
    FROM occupancies WHERE booking_id = :booking_id AND active
      AND resource_id IN (SELECT id FROM resources WHERE provider_id = :provider_id)
""")


def held(session: Session, booking_id: int, provider_id: int) -> str:
    """What a booking holds of a provider, for `set_rest_aside` once it holds something else."""
    found: str = session.execute(_HELD, {"booking_id": booking_id, "provider_id": provider_id}).scalar_one()
    return found


def set_aside(session: Session, booking_id: int, provider_id: int) -> None:
    """Keep what a booking held of a provider for those who wait: it is nobody's, and not free yet."""
    session.execute(
        update(Occupancy)
        .where(Occupancy.booking_id == booking_id, Occupancy.resource_id.in_(_resources(provider_id)))
        .values(kind="waitlist", booking_id=None, expires_at=func.now() + _ASIDE)
    )


def set_rest_aside(session: Session, was: str) -> None:
    """Keep for those who wait what a booking held before it moved, and holds no more."""
    session.execute(_REST, {"was": was, "aside": _ASIDE})


def give_back(session: Session, provider_id: int) -> None:
    """Free all that was set aside of a provider's resources."""
    aside = (Occupancy.resource_id.in_(_resources(provider_id)), Occupancy.kind == "waitlist")
    session.execute(delete(Occupancy).where(*aside))


def _resources(provider_id: int) -> Select[int]:
    return select(Resource.id).where(Resource.provider_id == provider_id)
