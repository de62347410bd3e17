"""What messages are written from."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, aliased

from app.accounts.models import User
from app.bookings.models import Booking, BookingHost
from app.invoices.models import Invoice
from app.kernel.money import Money
from app.notifications import reading
from app.notifications.facts import Appointment, Asked, Bundle, Entry, Paid, Person, Refunded, Wished
from app.notifications.kinds import Kind, Role
from app.notifications.models import Delivery, DeliveryStatus
from app.payments.models import Dispute, DisputeStatus, Payment, PaymentStatus, Refund, RefundStatus
from app.promotions.models import PackagePurchase
from app.providers.models import Offering, OfferingHost, Provider
from app.reviews.models import Review
from app.swaps import queries as swaps
from app.waitlist.models import Wish
from app.waitlist.rules import WishStatus

Thing = tuple[int | None, int | None]  # what was paid for: a booking, or a purchase
# The users whom a message is for, by what they are in it.
People = dict[Role, Sequence[int]]
_LIVE = (DeliveryStatus.OWED, DeliveryStatus.SENT, DeliveryStatus.DELIVERED)


def people_of_booking(session: Session, booking_id: int) -> People:
    """The users behind each role; nobody where there is no such booking.

    Of a team's booking those who serve it are told what a provider is told.
    """
    people = people_of_money(session, booking_id)
    hosts = session.scalars(_serving(booking_id).with_only_columns(Provider.user_id)).all()
    return people | ({Role.PROVIDER: hosts} if hosts and people else {})


def people_of_money(session: Session, booking_id: int) -> People:
    """Who pays, and who is paid: of a team's booking its owner."""
    query = select(Booking.client_id, Provider.user_id).join(Provider, Provider.id == Booking.provider_id)
    row = session.execute(query.where(Booking.id == booking_id)).first()
    return {} if row is None else {Role.CLIENT: [row[0]], Role.PROVIDER: [row[1]]}


def _serving(booking_id: int) -> Select[Any]:
    """The providers who serve a team's booking."""
    return (
        select(Provider)
        .join(BookingHost, BookingHost.provider_id == Provider.id)
        .where(BookingHost.booking_id == booking_id)
        .order_by(Provider.id)
    )


def people_of_purchase(session: Session, purchase_id: int) -> People:
    """The same for a package."""
    query = select(PackagePurchase.client_id, Provider.user_id)
    query = query.join(Provider, Provider.id == PackagePurchase.provider_id)
    row = session.execute(query.where(PackagePurchase.id == purchase_id)).first()
    return {} if row is None else {Role.CLIENT: [row[0]], Role.PROVIDER: [row[1]]}


def thing_of_refund(session: Session, refund_id: int) -> Thing:
    """Of a series' payment the one appointment that it was given back for."""
    booking_id = func.coalesce(Refund.booking_id, Payment.booking_id)
    query = select(booking_id, Payment.purchase_id).select_from(Payment)
    query = query.join(Refund, Refund.payment_id == Payment.id)
    return _thing(session, query.where(Refund.id == refund_id))


def thing_of_dispute(session: Session, dispute_id: int) -> Thing:
    query = select(Payment.booking_id, Payment.purchase_id).join(Dispute, Dispute.payment_id == Payment.id)
    return _thing(session, query.where(Dispute.id == dispute_id))


def _thing(session: Session, query: Select[int | None, int | None]) -> Thing:
    row = session.execute(query).first()
    return (None, None) if row is None else (row[0], row[1])


def disputed(session: Session, dispute_id: int) -> Money | None:
    """What a bank asks back, unless that is decided."""
    query = select(Dispute.amount_minor, Payment.currency).join(Payment, Payment.id == Dispute.payment_id)
    row = session.execute(query.where(Dispute.id == dispute_id, Dispute.status == DisputeStatus.OPEN)).first()
    return row and Money(row[0], row[1])


def thing_of_invoice(session: Session, invoice_id: int) -> Thing:
    return _thing(session, select(Invoice.booking_id, Invoice.purchase_id).where(Invoice.id == invoice_id))


def holder(session: Session, user_id: int) -> People:
    """The owner of an account, unless it is gone."""
    query = select(User.id).where(User.id == user_id, User.deleted_at.is_(None))
    found = session.scalar(query)
    return {} if found is None else {Role.HOLDER: [found]}


def owed(session: Session, delivery_ids: Sequence[int]) -> Sequence[Delivery]:
    """Those of these messages that are still to be sent."""
    wanted = (Delivery.id.in_(delivery_ids), Delivery.status == DeliveryStatus.OWED)
    return session.scalars(select(Delivery).where(*wanted).order_by(Delivery.id)).all()


def told_of(session: Session, booking_ids: Collection[int]) -> Sequence[reading.Told]:
    """Every message about these bookings that was sent or will be."""
    if not booking_ids:
        return ()
    query = select(
        Delivery.booking_id,
        Delivery.user_id,
        Delivery.id,
        Delivery.kind,
        Delivery.data["version"].as_integer(),
    ).where(Delivery.booking_id.in_(booking_ids), Delivery.status.in_(_LIVE))
    return [reading.Told(*row) for row in session.execute(query)]


def person(session: Session, user_id: int) -> Person:
    row = session.execute(select(*_person(User), User.timezone).where(User.id == user_id)).one()
    return reading.person(row[:-1], zone=row[-1])


def appointments(session: Session, booking_ids: Collection[int]) -> Mapping[int, Appointment]:
    """Bookings with their people, their offerings and their payments, as they are now."""
    if not booking_ids:
        return {}
    paid = {**_paid(session, booking_ids), **_shares(session, booking_ids)}
    client, host = aliased(User), aliased(User)
    query = (
        select(Booking, Provider, Offering.title, *_person(client), *_person(host))
        .join(Provider, Provider.id == Booking.provider_id)
        .join(Offering, Offering.id == Booking.offering_id)
        .join(client, client.id == Booking.client_id)
        .join(host, host.id == Provider.user_id)
        .where(Booking.id.in_(booking_ids))
    )
    rows = session.execute(query).all()
    hosts = _hosts(session, [row[0].id for row in rows if row[0].joint])
    found = (_appointment(row, paid, hosts) for row in rows)
    return {each.booking_id: each for each in found}


def _appointment(
    row: Any, paid: Mapping[int, Paid], hosts: Mapping[int, Mapping[int, Person]]
) -> Appointment:
    booking, provider, title, *people = row
    half = len(people) // 2
    return reading.appointment(
        booking,
        provider,
        title=title,
        client=reading.person(people[:half], zone=booking.client_timezone),
        host=reading.person(people[half:], zone=provider.timezone, name=provider.name),
        hosts=hosts.get(booking.id, {}),
        paid=paid.get(booking.id),
    )


def bundle(session: Session, purchase_id: int) -> Bundle | None:
    """A package that was bought, with its people, as they are now."""
    client, host = aliased(User), aliased(User)
    query = (
        select(PackagePurchase, Provider, client.timezone, *_person(client), *_person(host))
        .join(Provider, Provider.id == PackagePurchase.provider_id)
        .join(client, client.id == PackagePurchase.client_id)
        .join(host, host.id == Provider.user_id)
        .where(PackagePurchase.id == purchase_id)
    )
    row = session.execute(query).first()
    if row is None:
        return None
    bought, provider, zone, *people = row
    half = len(people) // 2
    return reading.bundle(
        bought,
        provider,
        client=reading.person(people[:half], zone=zone),
        host=reading.person(people[half:], zone=provider.timezone, name=provider.name),
    )


def _hosts(session: Session, booking_ids: Collection[int]) -> Mapping[int, Mapping[int, Person]]:
    """Who serve these, by their users: providers, on clocks of their own."""
    if not booking_ids:
        return {}
    columns = (BookingHost.booking_id, Provider.user_id, Provider.name, Provider.timezone, *_person(User))
    query = (
        select(*columns)
        .join(Provider, Provider.id == BookingHost.provider_id)
        .join(User, User.id == Provider.user_id)
        .where(BookingHost.booking_id.in_(booking_ids))
        .order_by(Provider.id)
    )
    found: dict[int, dict[int, Person]] = {}
    for booking_id, user_id, name, zone, *who in session.execute(query):
        found.setdefault(booking_id, {})[user_id] = reading.person(who, zone=zone, name=name)
    return found


def provider_of(session: Session, user_id: int) -> Person | None:
    """Somebody as the provider they are, on the clock of their profile."""
    query = select(Provider.name, Provider.timezone, *_person(User)).join(User, User.id == Provider.user_id)
    row = session.execute(query.where(User.id == user_id)).first()
    return None if row is None else reading.person(row[2:], zone=row[1], name=row[0])


def asked(session: Session, offering_id: int, user_id: int) -> Asked | None:
    """That somebody is asked to serve an offering, as long as they have not answered."""
    owner, host = aliased(Provider), aliased(Provider)
    query = (
        select(owner.name, Offering.title)
        .select_from(OfferingHost)
        .join(host, host.id == OfferingHost.provider_id)
        .join(Offering, Offering.id == OfferingHost.offering_id)
        .join(owner, owner.id == Offering.provider_id)
        .where(OfferingHost.offering_id == offering_id, host.user_id == user_id)
        .where(OfferingHost.accepted_at.is_(None), Offering.deleted_at.is_(None))
    )
    row = session.execute(query).first()
    return None if row is None else Asked(owner=row[0], title=row[1])


def refunded(session: Session, refund_id: int) -> Refunded | None:
    query = select(Refund.amount_minor, Payment.currency, Refund.status)
    query = query.join(Payment, Payment.id == Refund.payment_id).where(Refund.id == refund_id)
    row = session.execute(query).first()
    return row and Refunded(amount=Money(row[0], row[1]), failed=row[2] == RefundStatus.FAILED)


def wished(session: Session, booking_id: int) -> Wished | None:
    """What the offer was made for, if the booking is or was one."""
    moved = aliased(Booking)
    query = (
        select(moved.start_time, Wish.status)
        .select_from(Booking)
        .join(Wish, Wish.id == Booking.wish_id)
        .outerjoin(moved, moved.id == Booking.replaces_id)
        .where(Booking.id == booking_id)
    )
    row = session.execute(query).first()
    return row and Wished(instead_of=row[0], waiting=row[1] == WishStatus.WAITING)


def recurring(session: Session, first: Appointment) -> tuple[Entry, ...]:
    """The appointments of a series that stand, by their start."""
    mine = select(Booking.series_id).where(Booking.id == first.booking_id).scalar_subquery()
    live = Booking.status.in_(("PENDING", "CONFIRMED"))
    times = select(Booking.start_time, Booking.end_time).where(Booking.series_id == mine, live)
    rows = session.execute(times.order_by(Booking.start_time, Booking.id))
    return tuple(
        Entry(starts=starts, ends=ends, title=first.title, client=first.client.name) for starts, ends in rows
    )


def swapped(session: Session, kind: Kind, booking_id: int) -> datetime | None:
    """The other time of the swap that a message is about."""
    if kind is Kind.SWAP_PROPOSED:
        return swaps.open_for(session, booking_id)
    return swaps.refused_for(session, booking_id) if kind is Kind.SWAP_REFUSED else None


def outcome(session: Session, booking_id: int) -> tuple[str, str | None, int] | None:
    """Status, reason and version of a booking."""
    query = select(Booking.status, Booking.reason, Booking.version).where(Booking.id == booking_id)
    row = session.execute(query).first()
    return None if row is None else (row[0], row[1], row[2])


def is_answered(session: Session, kind: Kind, booking_id: int) -> bool:
    """Whether the reader did already what a message asks for."""
    if kind is Kind.REVIEW_INVITATION:
        return bool(session.scalar(select(exists().where(Review.booking_id == booking_id))))
    if kind is not Kind.FOLLOW_UP:
        return False
    later = aliased(Booking)
    again = exists().where(
        later.client_id == Booking.client_id,
        later.provider_id == Booking.provider_id,
        later.start_time > Booking.start_time,
        later.status.in_(("REQUESTED", "PENDING", "CONFIRMED", "COMPLETED")),
    )
    return bool(session.scalar(select(again).where(Booking.id == booking_id)))


def _person(user: Any) -> tuple[Any, ...]:
    return (
        user.first_name,
        user.last_name,
        user.email,
        user.locale,
        user.clock,
        user.email_verified_at,
        user.deleted_at,
        user.guest,
        user.receives_events,
    )


def _paid(session: Session, booking_ids: Collection[int]) -> Mapping[int, Paid]:
    """The payments that count: the one alive, or else the last; refunds under way count as given back."""
    returned = func.sum(Refund.amount_minor).filter(Refund.status != RefundStatus.FAILED)
    dead = Payment.status.in_((PaymentStatus.VOIDED, PaymentStatus.FAILED))
    query = (
        select(Payment, func.coalesce(returned, 0))
        .outerjoin(Refund, Refund.payment_id == Payment.id)
        .where(Payment.booking_id.in_(booking_ids))
        .group_by(Payment.id)
        .ext(distinct_on(Payment.booking_id))
        .order_by(Payment.booking_id, dead, Payment.created_at.desc(), Payment.id)
    )
    rows = session.execute(query)
    return {
        payment.booking_id: reading.paid(payment, returned=int(returned))
        for payment, returned in rows
        if payment.booking_id is not None
    }


def _shares(session: Session, booking_ids: Collection[int]) -> Mapping[int, Paid]:
    """What of a series' payment is each appointment's; nothing for what is in no series."""
    returned = func.sum(Refund.amount_minor).filter(Refund.status != RefundStatus.FAILED)
    dead = Payment.status.in_((PaymentStatus.VOIDED, PaymentStatus.FAILED))
    query = (
        select(Booking, Payment, func.coalesce(returned, 0))
        .join(Payment, Payment.series_id == Booking.series_id)
        .outerjoin(Refund, and_(Refund.payment_id == Payment.id, Refund.booking_id == Booking.id))
        .where(Booking.id.in_(booking_ids))
        .group_by(Booking.id, Payment.id)
        .ext(distinct_on(Booking.id))
        .order_by(Booking.id, dead, Payment.created_at.desc(), Payment.id)
    )
    return {
        booking.id: reading.share(booking, payment, returned=int(returned_minor))
        for booking, payment, returned_minor in session.execute(query)
    }
