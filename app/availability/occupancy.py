"""Taking and giving back stretches of resources. The exclusion constraint decides every race."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.availability.models import Occupancy
from app.availability.rules import Terms
from app.db.fast import OpenTransaction, Run
from app.kernel.intervals import Pair
from app.kernel.zones import moment_of

# Sorted, so that two who want the same resources never wait for each other. A taken one is passed over: to
# let it raise would cost a second each. What is taken for other reasons overlaps itself, and is looked at.
_TAKE = """
    WITH wanted AS (
        SELECT * FROM unnest(%(resources)s::bigint[], %(since)s::timestamptz[], %(until)s::timestamptz[])
            AS w(resource_id, since, until)
    ), taken AS (
        INSERT INTO occupancies (resource_id, during, kind, booking_id, offering_id, starts_at, expires_at)
        SELECT resource_id, tstzrange(since, until, '[)'), %(kind)s, %(booking_id)s, %(offering_id)s,
               %(starts_at)s, %(expires_at)s
        FROM wanted
        WHERE NOT EXISTS (SELECT FROM busy_times AS busy WHERE busy.resource_id = wanted.resource_id
                          AND busy.during && tstzrange(since, until))
        ORDER BY resource_id, since
        ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT count(*) AS got FROM taken
"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a booking keeps of one resource, `[since, until)`, its buffers included."""

    resource_id: int
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whose a stretch is to be. With `expires_at` it is a hold until then; firm ones are kept."""

    booking_id: int
    offering_id: int
    starts_at: datetime
    kind: str
    expires_at: datetime | None = None


def padded(resource_id: int, terms: Terms, start: int) -> Stretch:
    """What a booking at this start keeps occupied: its time and its buffers."""
    return stretch(resource_id, terms.padded(start))


def stretch(resource_id: int, kept: Pair) -> Stretch:
    return Stretch(resource_id, moment_of(kept[0]), moment_of(kept[1]))


def take(run: OpenTransaction, stretches: Sequence[Stretch], holder: Holder) -> bool:
    """Take all of these stretches if nobody has any part of them, else none."""
    if len(stretches) == 1:
        return _taken(run, stretches, holder)
    got = False
    with run.or_nothing() as undo:
        got = _taken(run, stretches, holder)
        if not got:
            raise undo
    return got


def _taken(run: Run, stretches: Sequence[Stretch], holder: Holder) -> bool:
    values = {
        "resources": [stretch.resource_id for stretch in stretches],
        "since": [stretch.since for stretch in stretches],
        "until": [stretch.until for stretch in stretches],
        "kind": holder.kind,
        "booking_id": holder.booking_id,
        "offering_id": holder.offering_id,
        "starts_at": holder.starts_at,
        "expires_at": holder.expires_at,
    }
    row = run(_TAKE, values)
    return row is not None and row["got"] == len(stretches)


def release(session: Session, booking_id: int) -> bool:
    """Give back the stretches that a booking has for itself. Whether there were any."""
    kept = delete(Occupancy).where(Occupancy.booking_id == booking_id).returning(Occupancy.id)
    return bool(session.scalars(kept).all())


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
