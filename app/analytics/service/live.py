"""Today so far: what the counters know, and from the database what came after it, or all."""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.analytics.counting import Place
from app.analytics.queries import history
from app.kernel import zones
from app.ports import ports
from app.ports.counters import SITE


def today(session: Session, zone: str, *, now: datetime, provider_id: int | None = None) -> dict[str, Any]:
    """What has happened since midnight on the zone's clock, by kind."""
    date = zones.date_of(zone, zones.instant_of(now))
    since = zones.moment_of(zones.dates_window(zone, date, date).start)
    whose = SITE if provider_id is None else str(provider_id)
    counted = ports().counters.read(whose, since=since, until=now)
    place = Place.of(counted.upto) if counted else Place(since, 0)
    events = Counter(counted.kinds if counted else {})
    events.update(history.kinds(session, provider_id, since=since, at=place.at, event_id=place.event_id))
    return {"since": since, "events": dict(events)}
