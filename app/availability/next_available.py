"""When each provider of a list is free next: one statement for all of them, then the slot engine.

A second one reads what else decides, of all offerings that are more than their provider's time.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, text
from sqlalchemy.orm import Session

from app.availability import stored
from app.availability.extras import Extras, extras_of
from app.availability.facts import BUSY, HOURS, MORE, TERMS, booked
from app.availability.rules import next_available as first_free
from app.db.fast import within
from app.kernel.intervals import Interval
from app.kernel.zones import instant_of, moment_of

REACH = timedelta(days=14)
MARGIN = timedelta(days=2)  # what lasts into the reach, buffers and zones

_FACTS = f"""
    SELECT p.id, o.id AS offering_id, o.seats, {MORE}, {TERMS}, {HOURS}, {BUSY},
           {booked("o.limits <> '[]'")}
    FROM providers p
    JOIN resources r ON r.provider_id = p.id AND r.kind = 'time'
    CROSS JOIN (SELECT CAST(:since AS timestamptz) AS since, CAST(:until AS timestamptz) AS until,
                       0::bigint AS besides) w
    JOIN LATERAL (SELECT * FROM offerings
                  WHERE provider_id = p.id AND deleted_at IS NULL AND active AND listed
                  ORDER BY position, id LIMIT 1) o ON true
    WHERE p.id = ANY(CAST(:ids AS bigint[]))
"""  # noqa: S608 - constants are put together, values are bound


def next_available(
    session: Session, provider_ids: Sequence[int], *, now: datetime
) -> dict[int, datetime | None]:
    """The first bookable start of each provider's first offering within two weeks, or None."""
    if not provider_ids:
        return {}
    values = {"ids": list(provider_ids), "since": now - MARGIN, "until": now + REACH + MARGIN}
    rows = session.execute(text(_FACTS), values).mappings().all()
    others = [row["offering_id"] for row in rows if row["more"]]
    extras = extras_of(within(session), others, since=now - MARGIN, until=now + REACH + MARGIN)
    found = {row["id"]: _first(row, extras.get(row["offering_id"], Extras()), now) for row in rows}
    return {provider_id: found.get(provider_id) for provider_id in provider_ids}


def _first(row: RowMapping, extras: Extras, now: datetime) -> datetime | None:
    terms = stored.terms(row)
    lineup = extras.lineup(stored.timetable(row, row["schedule_id"]), terms, seats=row["seats"])
    window = Interval(terms.earliest(now), instant_of(now + REACH))
    start = first_free(lambda asked: lineup.starts(asked, now), window)
    return None if start is None else moment_of(start)
