"""The truth a message is written from: read afresh when its turn comes, plain values without a database."""

from dataclasses import dataclass
from datetime import datetime

from app.kernel.money import Money
from app.notifications.kinds import Kind, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`zone` is where this person reads the clock; a `gone` one has deleted the account."""

    name: str
    first_name: str
    email: str
    zone: str
    locale: str
    verified: bool = True
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """The payment of a booking. `refunded` counts what is on its way back already."""

    status: str
    amount: Money
    captured: Money
    refunded: Money
    pay_url: str | None = None  # while it can be paid


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A booking as its people see it."""

    booking_id: int
    reference: str
    version: int
    status: str
    step: str | None
    starts: datetime
    ends: datetime
    title: str
    price: Money
    payment_required: bool
    address: str | None
    video_link: str | None
    notes: str | None
    reason: str | None
    cancelled_by: Role | None
    cancel_free_hours: int
    cancel_late_percent: int
    answer_by: datetime | None
    created: datetime
    client: Person
    provider: Person
    paid: Paid | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refunded:
    amount: Money
    failed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One message to one reader.

    `heard`: the reader was told of this booking before, so a change of it means something.
    `invited`: one of those mails put it into the reader's calendar.
    `superseded`: the same kind was told again since, of a later version.
    """

    kind: Kind
    role: Role
    reader: Person
    appointment: Appointment | None = None
    refund: Refunded | None = None
    disputed: Money | None = None
    heard: bool = False
    invited: bool = False
    superseded: bool = False
