"""Owing messages: one delivery a person and channel, taken once however often it is told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import structlog
from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from app.db import ledger
from app.notifications import queries
from app.notifications.kinds import ANNOUNCEMENTS, About, Channel, Kind, Role
from app.notifications.metrics import OWED, SILENCED
from app.notifications.queries import Thing
from app.notifications.quiet import awake
from app.notifications.wishes import Wishes
from app.ports import ports

log = structlog.get_logger(__name__)

# Prepared once, however many rows it gets.
_INSERT = text("""
    INSERT INTO notifications (user_id, booking_id, kind, channel, dedupe_key, data)
    SELECT user_id, booking_id, kind, channel, dedupe_key, data FROM jsonb_to_recordset(:rows) AS owed(
        user_id bigint, booking_id bigint, kind text, channel text, dedupe_key text, data jsonb)
    ON CONFLICT (dedupe_key) DO NOTHING
    RETURNING id, channel, user_id, booking_id, data
""").bindparams(bindparam("rows", type_=JSONB))


@dataclass(frozen=True, slots=True)
class Subject:
    """`name` is the first part of the dedupe key; `data` goes with the delivery: ids alone."""

    name: str
    people: Mapping[Role, Sequence[int]]
    booking_id: int | None
    data: Mapping[str, Any]


def tell(session: Session, kind: str, *, occasion: str, **about: int | None) -> list[int]:
    """Owe a message to everybody it concerns, each once, and the sending of it.

    `about` is `booking_id` and `version`, `purchase_id`, `refund_id`, `dispute_id`, `invoice_id`,
    `connection_id` and `generation`, `provider_id` of a plan, `wish_id`, `offering_id` and `host_id`, or
    `user_id`. `occasion` tells two messages of one kind to one account apart: a booking's version, the refund
    or the invoice does that by itself. Nobody is told what concerns nobody.

    Returns:
        The new deliveries' ids.

    Raises:
        ValueError: there is no such kind.
        TypeError: what it is about is not named.
    """
    told = Kind(kind)
    subject = _SUBJECTS[ANNOUNCEMENTS[told].about](session, occasion=occasion, **about)
    return [
        delivery_id for role in ANNOUNCEMENTS[told].to for delivery_id in owe(session, told, role, subject)
    ]


def owe(session: Session, kind: Kind, role: Role, subject: Subject) -> list[int]:
    """Owe a message to whoever has this role, and its sending. The dedupe keys settle the race of two.

    Returns:
        The new deliveries' ids; none of what is owed already, or is not wanted.
    """
    return [each.delivery_id for each in owe_all(session, kind, [(role, subject)])]


class Owed(NamedTuple):
    """A delivery that is new."""

    delivery_id: int
    channel: str
    user_id: int
    booking_id: int | None
    data: Mapping[str, Any]


def owe_all(session: Session, kind: Kind, subjects: Sequence[tuple[Role, Subject]]) -> list[Owed]:
    """Owe one kind of message to several people, in as many statements as to one."""
    readers = [(role, each, user_id) for role, each in subjects for user_id in each.people.get(role, ())]
    wishes = _wishes(session, kind, {user_id for *_, user_id in readers})
    rows = [
        _row(kind, role, subject, user_id, channel)
        for role, subject, user_id in readers
        for channel in _channels(kind, wishes[user_id])
    ]
    if not rows:
        return []
    owed = [Owed(*row) for row in session.execute(_INSERT, {"rows": rows})]
    sending = ledger.Batch()
    for each in owed:
        run_at = _at(kind, Channel(each.channel), wishes[each.user_id])
        sending.add("notifications.send", run_at=run_at, delivery_id=each.delivery_id)
        OWED.labels(kind, each.channel).inc()
        log.info("message owed", kind=kind.value, delivery_id=each.delivery_id, booking_id=each.booking_id)
    ledger.enqueue_all(session, sending)
    return owed


def _channels(kind: Kind, wishes: Wishes) -> Sequence[Channel]:
    channels = wishes.channels(kind)
    if not channels:
        SILENCED.labels(kind).inc()
    return channels


def _wishes(session: Session, kind: Kind, user_ids: Collection[int]) -> Mapping[int, Wishes]:
    """Asked for where it makes a difference."""
    told = ANNOUNCEMENTS[kind]
    if told.optional or told.brief:
        return queries.wishes_of_all(session, user_ids)
    return dict.fromkeys(user_ids, Wishes())


def _at(kind: Kind, channel: Channel, wishes: Wishes) -> datetime | None:
    """None: at once. What rings waits for the end of the quiet hours, and so does what is optional.

    A reminder has its time already, planned around them; a code is waited for.
    """
    told = ANNOUNCEMENTS[kind]
    waits = told.optional or channel in {Channel.SMS, Channel.PUSH}
    if kind is Kind.BOOKING_REMINDER or told.text_alone or not waits or wishes.quiet is None:
        return None
    now = ports().clock.now()
    at = awake(now, wishes.quiet)
    return at if at > now else None


def _row(kind: Kind, role: Role, subject: Subject, user_id: int, channel: Channel) -> dict[str, Any]:
    """Mail and app are two ways to say a thing once, so they share a key."""
    way = Channel.EMAIL if channel is Channel.IN_APP else channel
    return {
        "user_id": user_id,
        "booking_id": subject.booking_id,
        "kind": kind.value,
        "channel": channel.value,
        "dedupe_key": f"{subject.name}:{kind}:{way}:{user_id}",
        "data": {"role": role.value, **subject.data},
    }


def _booking(
    session: Session, *, occasion: str, booking_id: int, version: int | None = None, only: int | None = None
) -> Subject:
    """`only` one of a team, whether or not they serve it."""
    people: Mapping[Role, Sequence[int]] = queries.people_of_booking(session, booking_id)
    if only is not None:
        people = {Role.PROVIDER: queries.users_of(session, [only])}
    return Subject(f"booking-{booking_id}:{version or occasion}", people, booking_id, {"version": version})


def _purchase(session: Session, *, occasion: str, purchase_id: int) -> Subject:
    del occasion
    return _paid_thing(session, f"purchase-{purchase_id}:1", (None, purchase_id), {})


def _hosting(session: Session, *, occasion: str, offering_id: int, host_id: int) -> Subject:
    del occasion  # one letter a week, however often somebody is asked, and asked no longer
    week = ports().clock.now().strftime("%G-%V")
    people = {Role.HOLDER: queries.users_of(session, [host_id])}
    data = {"offering_id": offering_id}
    return Subject(f"hosting-{offering_id}:{week}", people, None, data)


def _refund(session: Session, *, occasion: str, refund_id: int) -> Subject:
    del occasion
    thing = queries.thing_of_refund(session, refund_id)
    return _paid_thing(session, f"refund-{refund_id}:1", thing, {"refund_id": refund_id})


def _dispute(session: Session, *, occasion: str, dispute_id: int) -> Subject:
    del occasion
    thing = queries.thing_of_dispute(session, dispute_id)
    return _paid_thing(session, f"dispute-{dispute_id}:1", thing, {"dispute_id": dispute_id})


def _invoice(session: Session, *, occasion: str, invoice_id: int) -> Subject:
    del occasion
    thing = queries.thing_of_invoice(session, invoice_id)
    return _paid_thing(session, f"invoice-{invoice_id}:1", thing, {"invoice_id": invoice_id})


def _paid_thing(session: Session, name: str, thing: Thing, data: dict[str, Any]) -> Subject:
    """About money for a booking, or for a package that was bought."""
    booking_id, purchase_id = thing
    if purchase_id is not None:
        people = queries.people_of_purchase(session, purchase_id)
        return Subject(name, people, None, {"purchase_id": purchase_id, **data})
    people = queries.people_of_money(session, booking_id) if booking_id is not None else {}
    return Subject(name, people, booking_id, data)


def _calendar(
    session: Session, *, occasion: str, connection_id: int, generation: int | None = None
) -> Subject:
    """Once for each reading that brought the news."""
    owner = queries.owner_of_connection(session, connection_id)
    people = queries.holder(session, owner) if owner is not None else {}
    name = f"calendar-{connection_id}:{generation or occasion}"
    return Subject(name, people, None, {"connection_id": connection_id})


def _plan(session: Session, *, occasion: str, provider_id: int) -> Subject:
    found = queries.owner(session, provider_id)
    people = queries.holder(session, found[0]) if found is not None else {}
    return Subject(f"plan-{provider_id}:{occasion}", people, None, {"provider_id": provider_id})


def _event_change(session: Session, *, occasion: str, wish_id: int) -> Subject:
    """To whoever did it alone."""
    del occasion
    found = queries.person_of_event_change(session, wish_id)
    if found is None:
        return Subject(f"wish-{wish_id}:1", {}, None, {})
    booking_id, user_id = found
    everybody = queries.people_of_booking(session, booking_id)
    people = {role: [user_id] for role, persons in everybody.items() if user_id in persons}
    return Subject(f"wish-{wish_id}:1", people, booking_id, {"wish_id": wish_id})


def _account(session: Session, *, occasion: str, user_id: int) -> Subject:
    return Subject(f"user-{user_id}:{occasion}", queries.holder(session, user_id), None, {})


_SUBJECTS: Mapping[About, Any] = {
    About.BOOKING: _booking,
    About.PURCHASE: _purchase,
    About.REFUND: _refund,
    About.DISPUTE: _dispute,
    About.INVOICE: _invoice,
    About.CALENDAR: _calendar,
    About.PLAN: _plan,
    About.EVENT_CHANGE: _event_change,
    About.ACCOUNT: _account,
    About.HOSTING: _hosting,
}
