"""Every SELECT of this feature. A stranger sees what is published; a provider sees what is theirs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, func, or_, select, text
from sqlalchemy.orm import Session, selectinload

from app.accounts.models import User
from app.http.paging import Paging
from app.providers.models import (
    BookingLink,
    Offering,
    OfferingHost,
    OfferingNeed,
    Provider,
    Resource,
    Schedule,
)

ALIVE = and_(
    Provider.deleted_at.is_(None),
    select(User.id).where(User.id == Provider.user_id, User.deleted_at.is_(None)).exists(),
)


def account(session: Session, user_id: int) -> User | None:
    return session.scalar(select(User).where(User.id == user_id, User.deleted_at.is_(None)))


def visible(session: Session, provider_id: int, *, viewer: int | None) -> Provider | None:
    """A published provider, or the viewer's own."""
    return session.scalar(_visible(provider_id, viewer))


def visible_with_offerings(session: Session, provider_id: int, *, viewer: int | None) -> Provider | None:
    wanted = _visible(provider_id, viewer).options(selectinload(Provider.offerings))
    return session.scalar(wanted.execution_options(populate_existing=True))


def profile_of(session: Session, owner: int) -> int | None:
    return session.scalar(select(Provider.id).where(Provider.user_id == owner, ALIVE))


def owned(session: Session, provider_id: int, *, owner: int) -> Provider | None:
    return session.scalar(
        select(Provider).where(Provider.id == provider_id, Provider.user_id == owner, ALIVE)
    )


def owned_locked(session: Session, provider_id: int, *, owner: int) -> Provider | None:
    """The same, locked: changes of one provider take turns. Bookings, which only refer to it, do not wait."""
    wanted = select(Provider).where(Provider.id == provider_id, Provider.user_id == owner, ALIVE)
    return session.scalar(wanted.with_for_update(key_share=True, of=Provider))


def offering(session: Session, provider_id: int, offering_id: int, *, hidden: bool) -> Offering | None:
    """One offering; `hidden` ones are not active or not listed."""
    return session.scalar(_offerings(provider_id, hidden=hidden).where(Offering.id == offering_id))


def offerings(session: Session, provider_id: int, paging: Paging, *, hidden: bool) -> Sequence[Offering]:
    ordered = _offerings(provider_id, hidden=hidden).order_by(Offering.position, Offering.id)
    return session.scalars(ordered.offset(paging.offset).limit(paging.size)).all()


def count_offerings(session: Session, provider_id: int, *, hidden: bool) -> int:
    counted = select(func.count()).select_from(_offerings(provider_id, hidden=hidden).subquery())
    return session.scalar(counted) or 0


def schedule(session: Session, provider_id: int, schedule_id: int) -> Schedule | None:
    wanted = select(Schedule).where(Schedule.provider_id == provider_id, Schedule.id == schedule_id)
    return session.scalar(wanted)


def follows(session: Session, schedule_id: int) -> bool:
    """Whether an offering follows this schedule. Withdrawn ones count: their bookings have its hours."""
    return (
        session.scalar(select(select(Offering.id).where(Offering.schedule_id == schedule_id).exists()))
        or False
    )


def link(session: Session, provider_id: int, offering_id: int, link_id: int) -> BookingLink | None:
    return session.scalar(_links(provider_id, offering_id).where(BookingLink.id == link_id))


def links(session: Session, provider_id: int, offering_id: int, paging: Paging) -> Sequence[BookingLink]:
    ordered = _links(provider_id, offering_id).order_by(BookingLink.id.desc())
    return session.scalars(ordered.offset(paging.offset).limit(paging.size)).all()


def count_links(session: Session, provider_id: int, offering_id: int) -> int:
    counted = select(func.count()).select_from(_links(provider_id, offering_id).subquery())
    return session.scalar(counted) or 0


def link_uses(session: Session, link_ids: Sequence[int]) -> dict[int, int]:
    """How many bookings stand on each of these links."""
    return {row.link_id: row.uses for row in session.execute(text(_LINK_USES), {"ids": list(link_ids)})}


_LINK_USES = """
    SELECT link_id, count(*) AS uses FROM bookings
    WHERE link_id = ANY(:ids) AND status NOT IN ('REJECTED', 'EXPIRED', 'CANCELLED') GROUP BY link_id
"""


def _links(provider_id: int, offering_id: int) -> Select[BookingLink]:
    theirs = (BookingLink.provider_id == provider_id, BookingLink.offering_id == offering_id)
    return select(BookingLink).where(*theirs)


def _visible(provider_id: int, viewer: int | None) -> Select[Provider]:
    seen = or_(Provider.published, Provider.user_id == viewer)
    return select(Provider).where(Provider.id == provider_id, ALIVE, seen)


def _offerings(provider_id: int, *, hidden: bool) -> Select[Offering]:
    kept = select(Offering).where(Offering.provider_id == provider_id, Offering.deleted_at.is_(None))
    return kept if hidden else kept.where(Offering.active, Offering.listed)


def resource(session: Session, provider_id: int, resource_id: int) -> Resource | None:
    return session.scalar(_things(provider_id).where(Resource.id == resource_id))


def resources(session: Session, provider_id: int, paging: Paging) -> Sequence[Resource]:
    ordered = _things(provider_id).order_by(Resource.id)
    return session.scalars(ordered.offset(paging.offset).limit(paging.size)).all()


def count_resources(session: Session, provider_id: int) -> int:
    return session.scalar(select(func.count()).select_from(_things(provider_id).subquery())) or 0


def resource_ids(session: Session, provider_id: int) -> frozenset[int]:
    """Every room and device that can be needed."""
    return frozenset(session.scalars(_things(provider_id).with_only_columns(Resource.id)))


def needs(session: Session, offering_id: int) -> Sequence[tuple[int, int]]:
    """Position and resource, in the order in which they are tried."""
    columns = select(OfferingNeed.position, OfferingNeed.resource_id)
    ordered = columns.where(OfferingNeed.offering_id == offering_id).order_by(
        OfferingNeed.position, OfferingNeed.place
    )
    return [(position, resource_id) for position, resource_id in session.execute(ordered)]


def offerings_that_need(session: Session, resource_id: int) -> Sequence[int]:
    """Those that are still offered."""
    wanted = (
        select(OfferingNeed.offering_id)
        .join(Offering, Offering.id == OfferingNeed.offering_id)
        .where(OfferingNeed.resource_id == resource_id, Offering.deleted_at.is_(None))
    )
    return session.scalars(wanted.distinct().order_by(OfferingNeed.offering_id)).all()


def _things(provider_id: int) -> Select[Resource]:
    """What can be occupied besides the provider's own time."""
    return select(Resource).where(
        Resource.provider_id == provider_id, Resource.kind != "time", Resource.deleted_at.is_(None)
    )


@dataclass(frozen=True, slots=True)
class Serving:
    """A host of an offering, for its owner."""

    host: OfferingHost
    name: str


@dataclass(frozen=True, slots=True)
class Hosting:
    """An offering that somebody serves or was asked to serve, for that host."""

    host: OfferingHost
    offering: Offering
    owner: Provider


def hosts(session: Session, offering_id: int) -> Sequence[Serving]:
    ordered = _serving(offering_id).order_by(OfferingHost.provider_id)
    return [Serving(host, name) for host, name in session.execute(ordered)]


def host(session: Session, offering_id: int, host_id: int) -> Serving | None:
    row = session.execute(_serving(offering_id).where(OfferingHost.provider_id == host_id)).first()
    return None if row is None else Serving(row[0], row[1])


def hosting(session: Session, profile: int, paging: Paging) -> Sequence[Hosting]:
    ordered = _hosting(profile).order_by(OfferingHost.offering_id)
    rows = session.execute(ordered.offset(paging.offset).limit(paging.size))
    return [Hosting(host, offering, owner) for host, offering, owner in rows]


def count_hosting(session: Session, profile: int) -> int:
    counted = _hosting(profile).with_only_columns(func.count())
    return session.scalar(counted) or 0


def hosting_of(session: Session, offering_id: int, profile: int) -> Hosting | None:
    row = session.execute(_hosting(profile).where(OfferingHost.offering_id == offering_id)).first()
    return None if row is None else Hosting(row[0], row[1], row[2])


def owners_served(session: Session, provider_ids: Collection[int]) -> Sequence[int]:
    """The owners of the teams in which these serve: when those are free follows from when these are."""
    wanted = (
        select(Offering.provider_id)
        .join(OfferingHost, OfferingHost.offering_id == Offering.id)
        .where(OfferingHost.provider_id.in_(provider_ids), OfferingHost.accepted_at.is_not(None))
        .where(Offering.provider_id.not_in(provider_ids), Offering.deleted_at.is_(None))
    )
    return session.scalars(wanted.distinct()).all()


def _serving(offering_id: int) -> Select[OfferingHost, str]:
    columns = select(OfferingHost, Provider.name).join(Provider, Provider.id == OfferingHost.provider_id)
    return columns.where(OfferingHost.offering_id == offering_id, Provider.deleted_at.is_(None))


def _hosting(profile: int) -> Select[OfferingHost, Offering, Provider]:
    columns = (
        select(OfferingHost, Offering, Provider)
        .join(Offering, Offering.id == OfferingHost.offering_id)
        .join(Provider, Provider.id == Offering.provider_id)
    )
    return columns.where(
        OfferingHost.provider_id == profile, Offering.deleted_at.is_(None), Provider.deleted_at.is_(None)
    )
