"""Taking and giving back stretches of a resource. The exclusion constraint decides every race."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import Range, insert
from sqlalchemy.orm import Session

from app.availability.models import Occupancy
from app.availability.rules import Terms
from app.kernel.zones import moment_of


def padded(terms: Terms, start: int) -> Range[datetime]:
    """What a booking at this start keeps occupied: its time and its buffers, half-open."""
    stretch = terms.padded(start)
    return Range(moment_of(stretch.start), moment_of(stretch.end), bounds="[)")


def occupy(
    session: Session,
    *,
    resource_id: int,
    during: Range[datetime],
    kind: str,
    booking_id: int,
    offering_id: int,
    starts_at: datetime,
    expires_at: datetime | None = None,
) -> bool:
    """Take a stretch if nobody has any of it. Never raises for a taken one: that would cost a second each."""
    statement = (
        insert(Occupancy)
        .values(
            resource_id=resource_id,
            during=during,
            kind=kind,
            booking_id=booking_id,
            offering_id=offering_id,
            starts_at=starts_at,
            expires_at=expires_at,
        )
        .on_conflict_do_nothing()
        .returning(Occupancy.id)
    )
    return session.execute(statement).one_or_none() is not None


def release(session: Session, booking_id: int) -> None:
    """Give back whatever a booking holds."""
    session.execute(delete(Occupancy).where(Occupancy.booking_id == booking_id))


def hold_until(session: Session, booking_id: int, expires_at: datetime | None) -> None:
    """Keep what a booking holds as a hold, which expires then."""
    session.execute(
        update(Occupancy).where(Occupancy.booking_id == booking_id).values(kind="hold", expires_at=expires_at)
    )


def keep(session: Session, booking_id: int) -> None:
    """Make a hold firm: it no longer expires."""
    session.execute(
        update(Occupancy).where(Occupancy.booking_id == booking_id).values(kind="booking", expires_at=None)
    )
