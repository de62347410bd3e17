"""Rows of other features as the facts that mail is written from."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from app.bookings.models import Booking
from app.kernel.money import Money
from app.notifications.facts import Appointment, Bundle, Paid, Person
from app.notifications.kinds import Role
from app.payments.models import Payment
from app.payments.rules import UNPAID, Purpose
from app.payments.service import pay_link
from app.promotions.models import PackagePurchase
from app.promotions.rules import PurchaseStatus
from app.providers.models import Provider


class Told(NamedTuple):
    """A message to somebody about a booking."""

    booking_id: int
    user_id: int
    delivery_id: int
    kind: str
    version: int | None


def person(row: Sequence[Any], *, zone: str, name: str | None = None) -> Person:
    """`name` is what a provider goes by in public."""
    first_name, last_name, email, locale, clock, verified_at, deleted_at, guest, written_to = row
    return Person(
        name=name or f"{first_name} {last_name}".strip(),
        first_name=first_name,
        email=email,
        zone=zone,
        locale=locale,
        clock=clock,
        verified=verified_at is not None,
        gone=deleted_at is not None,
        guest=guest,
        written_to=written_to,
    )


def appointment(
    booking: Booking,
    provider: Provider,
    *,
    title: str,
    client: Person,
    host: Person,
    hosts: Mapping[int, Person],
    paid: Paid | None,
) -> Appointment:
    """`hosts` are those who serve it, by their users, where it is a team's."""
    return Appointment(
        booking_id=booking.id,
        reference=booking.reference,
        version=booking.version,
        status=booking.status,
        step=booking.step,
        starts=booking.start_time,
        ends=booking.end_time,
        title=title,
        price=Money(booking.amount_minor, booking.currency),
        payment_required=booking.payment_required and not booking.card_hold,
        address=provider.address if provider.meeting != "ONLINE" else None,
        video_link=booking.video_call_link
        or (provider.video_link if provider.meeting != "IN_PERSON" else None),
        notes=booking.notes,
        reason=booking.reason,
        cancelled_by=_role(booking.cancelled_by, booking, {provider.user_id, *hosts}),
        cancel_free_hours=booking.cancel_free_hours,
        cancel_late_percent=booking.cancel_late_percent,
        answer_by=booking.hold_expires_at,
        created=booking.created_at,
        client=client,
        provider=host,
        paid=paid,
        provider_id=provider.id,
        explanation=booking.explanation,
        seats=booking.seats,
        hosts=hosts,
    )


def bundle(bought: PackagePurchase, provider: Provider, *, client: Person, host: Person) -> Bundle:
    return Bundle(
        title=bought.title,
        credits=bought.credits,
        price=bought.price,
        bought=bought.created_at,
        expires=bought.expires_at,
        paid=bought.status == PurchaseStatus.ACTIVE,
        client=client,
        provider=host,
        provider_id=provider.id,
    )


def paid(payment: Payment, *, returned: int) -> Paid:
    return Paid(
        status=payment.status,
        amount=Money(payment.amount_minor, payment.currency),
        captured=Money(payment.captured_minor, payment.currency),
        refunded=Money(returned, payment.currency),
        pay_url=pay_link(payment.id) if payment.status in UNPAID else None,
        secures=payment.purpose == Purpose.CARD_HOLD,
        claimed=Money(payment.claimed_minor, payment.currency) if payment.claimed_minor else None,
        fee=payment.purpose == Purpose.FEE,
    )


def share(booking: Booking, payment: Payment, *, returned: int) -> Paid:
    """One appointment's part of the payment of its series."""
    due, taken = booking.due_minor, payment.captured_minor > 0
    return Paid(
        status=payment.status if payment.status in UNPAID or not taken else "CAPTURED",
        amount=Money(due, payment.currency),
        captured=Money(due if taken else 0, payment.currency),
        refunded=Money(returned, payment.currency),
        pay_url=pay_link(payment.id) if payment.status in UNPAID else None,
    )


def _role(user_id: int | None, booking: Booking, providers: Collection[int]) -> Role | None:
    """None too for somebody of the house."""
    if user_id == booking.client_id:
        return Role.CLIENT
    return Role.PROVIDER if user_id in providers else None
