"""Writing a letter when its turn comes, from what is true by then."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import structlog
from sqlalchemy.orm import Session

from app.invoices.rules.paper import Paper
from app.invoices.service import filed
from app.notifications import contacts, links, queries, rules
from app.notifications.facts import Appointment, Story
from app.notifications.kinds import ANNOUNCEMENTS, About, Channel, Kind, Role
from app.notifications.metrics import DROPPED, REMINDERS
from app.notifications.models import Block, Delivery, DeliveryStatus
from app.notifications.reading import Told
from app.notifications.service.packing import Blocked, NobodyThere, Parcel, packed
from app.notifications.service.shelf import Shelf
from app.ports import ports

log = structlog.get_logger(__name__)

_NEWS = frozenset({Kind.BOOKING_REQUESTED, Kind.BOOKING_CONFIRMED, Kind.BOOKING_MOVED})
_OF_SERIES = frozenset({Kind.SERIES_BOOKED, Kind.SERIES_REQUESTED})
_OFFERS = frozenset({Kind.WAITLIST_OFFER, Kind.WAITLIST_LAPSED})
_INVITATIONS = frozenset({Kind.BOOKING_CONFIRMED, Kind.BOOKING_MOVED})


def compose(session: Session, delivery_id: int, *, now: datetime) -> Parcel | None:
    """What is to be handed over for a delivery.

    None: it was sent already, it is no longer true and was dropped, its address is blocked, or it is told in
    the app alone.
    """
    return compose_all(session, [delivery_id], now=now).get(delivery_id)


def compose_all(session: Session, delivery_ids: Sequence[int], *, now: datetime) -> Mapping[int, Parcel]:
    """What is to be handed over for several, by their ids."""
    deliveries = queries.owed(session, delivery_ids)
    shelf = Shelf.of(session, deliveries)
    stories = [(each, _story(session, each, shelf)) for each in deliveries]
    with session.no_autoflush:  # what is noted of each message is written in one go
        blocked = _blocked(session, [story for _, story in stories])
        made = {each.id: _composed(session, each, story, blocked, now) for each, story in stories}
    return {delivery_id: parcel for delivery_id, parcel in made.items() if parcel is not None}


def _blocked(session: Session, stories: Sequence[Story]) -> Mapping[bytes, Block]:
    """What is known against the readers' mail addresses."""
    addresses = {story.reader.email for story in stories}
    hashes = {each for address in addresses for each in contacts.known_as(Channel.EMAIL, address)}
    return queries.blocks(session, hashes)


def _composed(
    session: Session, delivery: Delivery, story: Story, blocked: Mapping[bytes, Block], now: datetime
) -> Parcel | None:
    if (objection := rules.objection(story, now=now)) is not None:
        _drop(delivery, objection)
        return None
    if delivery.channel == Channel.IN_APP:
        delivery.status, delivery.sent_at = DeliveryStatus.SENT, now
        return None
    try:
        return packed(session, delivery, story, blocked=blocked, now=now)
    except NobodyThere as missing:
        _drop(delivery, str(missing))
    except Blocked as refusal:
        delivery.status, delivery.last_error = DeliveryStatus.REFUSED, str(refusal)
        log.info("message not sent", delivery_id=delivery.id, kind=delivery.kind, why=str(refusal))
    return None


def _drop(delivery: Delivery, why: str) -> None:
    delivery.status, delivery.last_error = DeliveryStatus.DROPPED, why
    _count_dropped(delivery.kind, why)
    log.info("message dropped", delivery_id=delivery.id, kind=delivery.kind, why=why)


def _count_dropped(kind: str, objection: str) -> None:
    DROPPED.labels(kind).inc()
    if kind == Kind.BOOKING_REMINDER:
        REMINDERS.labels("missed" if objection == rules.TOO_LATE else "dropped").inc()


def _story(session: Session, delivery: Delivery, shelf: Shelf) -> Story:
    kind, role = Kind(delivery.kind), Role(delivery.data["role"])
    if ANNOUNCEMENTS[kind].about is About.AGENDA:
        return _day(session, delivery, kind, role)
    if ANNOUNCEMENTS[kind].about is About.CALENDAR:
        outside = queries.outside(session, delivery.data["connection_id"])
        reader = queries.person(session, delivery.user_id)
        return Story(kind=kind, role=role, reader=reader, outside=outside)
    if (purchase_id := delivery.data.get("purchase_id")) is not None:
        return _sale(session, delivery, purchase_id)
    appointment = _as_read(session, shelf.appointment(delivery), delivery, role)
    if appointment is None:
        return _to_holder(session, delivery, kind, role)
    reader = appointment.provider if role is Role.PROVIDER else appointment.client
    others = shelf.others(delivery)
    wish_id = delivery.data.get("wish_id")
    return Story(
        kind=kind,
        role=role,
        reader=reader,
        appointment=appointment,
        **_about_money(session, delivery),
        event_change=queries.event_change(session, wish_id) if wish_id is not None else None,
        heard=any(other.kind in _NEWS for other in others),
        invited=any(other.kind in _INVITATIONS for other in others),
        superseded=any(_supersedes(other, delivery) for other in others),
        version=delivery.data.get("version"),
        manage_url=links.manage(kind, appointment.booking_id, reader, delivery.user_id),
        wished=queries.wished(session, appointment.booking_id) if kind in _OFFERS else None,
        recurring=queries.recurring(session, appointment) if kind in _OF_SERIES else (),
        swapped=queries.swapped(session, kind, appointment.booking_id),
        answered=queries.is_answered(session, kind, appointment.booking_id),
    )


def _to_holder(session: Session, delivery: Delivery, kind: Kind, role: Role) -> Story:
    """Of an account, its plan, or what somebody is asked to serve."""
    offering_id = delivery.data.get("offering_id")
    return Story(
        kind=kind,
        role=role,
        reader=queries.person(session, delivery.user_id),
        lapses=_lapses(session, delivery),
        hosting=queries.asked(session, offering_id, delivery.user_id) if offering_id is not None else None,
    )


def _about_money(session: Session, delivery: Delivery) -> dict[str, Any]:
    """The refund, the dispute or the paper that a message is about."""
    refund_id, dispute_id = delivery.data.get("refund_id"), delivery.data.get("dispute_id")
    return {
        "refund": queries.refunded(session, refund_id) if refund_id is not None else None,
        "disputed": queries.disputed(session, dispute_id) if dispute_id is not None else None,
        "invoice": _paper(session, delivery.data.get("invoice_id")),
    }


def _sale(session: Session, delivery: Delivery, purchase_id: int) -> Story:
    """Of a package that was bought."""
    bundle = queries.bundle(session, purchase_id)
    role = Role(delivery.data["role"])
    reader = queries.person(session, delivery.user_id)
    if bundle is not None:
        reader = bundle.provider if role is Role.PROVIDER else bundle.client
    money = _about_money(session, delivery)
    return Story(kind=Kind(delivery.kind), role=role, reader=reader, bundle=bundle, **money)


def _as_read(
    session: Session, appointment: Appointment | None, delivery: Delivery, role: Role
) -> Appointment | None:
    """One of a team who reads it, or served it before, is the provider of the story, on their own clock."""
    if appointment is None or role is not Role.PROVIDER or not appointment.hosts:
        return appointment
    user_id = delivery.user_id
    host = appointment.hosts.get(user_id) or queries.provider_of(session, user_id) or appointment.provider
    return replace(appointment, provider=host)


def _paper(session: Session, invoice_id: int | None) -> Paper | None:
    found = filed(session, invoice_id) if invoice_id is not None else None
    return found.paper if found is not None else None


def _day(session: Session, delivery: Delivery, kind: Kind, role: Role) -> Story:
    """A provider's agenda, read by the provider's own clock."""
    reader = queries.person(session, delivery.user_id)
    provider_id, day = delivery.data["provider_id"], date.fromisoformat(delivery.data["day"])
    found = queries.owner(session, provider_id)
    if found is None:
        return Story(kind=kind, role=role, reader=reader)
    zone = found[1]
    agenda = queries.agenda(session, provider_id, zone, day)
    return Story(kind=kind, role=role, reader=replace(reader, zone=zone), agenda=agenda)


def _lapses(session: Session, delivery: Delivery) -> datetime | None:
    """When a profile is taken down, where the site wants a plan and there is none in force."""
    provider_id, site = delivery.data.get("provider_id"), ports().site
    if provider_id is None or not site.plan_required:
        return None
    lapsed = queries.lapsed_at(session, provider_id)
    return lapsed + site.plan_grace if lapsed is not None else None


def _supersedes(other: Told, delivery: Delivery) -> bool:
    """The same told again later; and to one who took over in a move, that move."""
    mine, theirs = delivery.data.get("version"), other.version
    if mine is None or theirs is None:
        return False
    if (delivery.kind, other.kind) == (Kind.BOOKING_MOVED, Kind.BOOKING_CONFIRMED):
        return bool(theirs == mine)
    return bool(other.kind == delivery.kind and theirs > mine)
