"""What a booking of an offering takes besides somebody's time: so many of some rooms or devices."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from app.http import etag
from app.kernel.errors import InvalidInput, NotFound
from app.providers import events, queries, rules
from app.providers.models import Offering, OfferingNeed
from app.providers.service.profiles import claim

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Need:
    """So many of these, the first that are free, in this order."""

    any_of: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Needs:
    """All of an offering's needs, in one version of it."""

    offering_id: int
    version: int
    needs: Sequence[Need]


def show_needs(session: Session, provider_id: int, offering_id: int, *, user_id: int) -> Needs:
    if queries.owned(session, provider_id, owner=user_id) is None:
        raise NotFound
    return _as_they_stand(session, _offering(session, provider_id, offering_id))


def replace_needs(
    session: Session,
    provider_id: int,
    offering_id: int,
    needs: Sequence[Need],
    *,
    user_id: int,
    expected: int | None,
) -> Needs:
    """Put these in the place of all that stood. Bookings made keep what they have.

    Raises:
        NotFound, PreconditionFailed.
        InvalidInput: naming the need that cannot be.
    """
    provider = claim(session, provider_id, owner=user_id)
    offering = _offering(session, provider_id, offering_id)
    etag.demand(offering.version, expected)
    _check(needs, queries.resource_ids(session, provider_id))
    _write(session, offering, needs)
    offering.version += 1
    provider.timetable_version += 1
    events.times_changed(session, provider_id)
    log.info("needs replaced", provider_id=provider_id, offering_id=offering_id)
    session.flush()
    return _as_they_stand(session, offering)


def _check(needs: Sequence[Need], known: frozenset[int]) -> None:
    if sum(need.count for need in needs) > rules.MOST_NEEDED:
        raise InvalidInput.at("needs", f"At most {rules.MOST_NEEDED} rooms and devices for one booking.")
    seen: set[int] = set()
    for place, need in enumerate(needs):
        field = f"needs.{place}.anyOf"
        if len(set(need.any_of)) < len(need.any_of):
            raise InvalidInput.at(field, "Each stands here once.")
        if not known.issuperset(need.any_of):
            raise InvalidInput.at(field, "These are rooms and devices of this provider.")
        if not seen.isdisjoint(need.any_of):
            raise InvalidInput.at(field, "Each stands at one need; ask for several of them by `count`.")
        if need.count > len(need.any_of):
            raise InvalidInput.at(f"needs.{place}.count", "There are not so many to choose from.")
        seen.update(need.any_of)


def _write(session: Session, offering: Offering, needs: Sequence[Need]) -> None:
    """A position for each one that is taken: where several of the same are, they have all of them."""
    session.execute(delete(OfferingNeed).where(OfferingNeed.offering_id == offering.id))
    positions = [need.any_of for need in needs for _ in range(need.count)]
    rows = [
        {"offering_id": offering.id, "position": position, "resource_id": resource_id, "place": place}
        for position, any_of in enumerate(positions)
        for place, resource_id in enumerate(any_of)
    ]
    if rows:
        session.execute(insert(OfferingNeed), rows)
    offering.needs_count = len(positions)


def _as_they_stand(session: Session, offering: Offering) -> Needs:
    found: dict[int, list[int]] = {}
    for position, resource_id in queries.needs(session, offering.id):
        found.setdefault(position, []).append(resource_id)
    counts: dict[tuple[int, ...], int] = {}
    for any_of in map(tuple, found.values()):
        counts[any_of] = counts.get(any_of, 0) + 1
    return Needs(offering.id, offering.version, [Need(any_of, count) for any_of, count in counts.items()])


def _offering(session: Session, provider_id: int, offering_id: int) -> Offering:
    offering = queries.offering(session, provider_id, offering_id, hidden=True)
    if offering is None:
        raise NotFound
    return offering


def needs_of(body: dict[str, Any]) -> list[Need]:
    """What the API was told."""
    return [Need(tuple(need["any_of"]), need["count"]) for need in body["needs"]]
