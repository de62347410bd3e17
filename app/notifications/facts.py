"""The truth a message is written from: read afresh when its turn comes, plain values without a database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from app.invoices.rules.paper import Paper
from app.kernel.money import Money
from app.notifications.kinds import Kind, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`zone` and `clock` are where and how this person reads the time; a `gone` one deleted the account."""

    name: str
    first_name: str
    email: str
    zone: str
    locale: str
    clock: str | None = None
    verified: bool = True
    gone: bool = False
    guest: bool = False
    written_to: bool = False  # a calendar of theirs receives their bookings


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """The payment of a booking. `refunded` counts what is on its way back already.

    `secures`: nothing was paid, and a card is kept, of which `claimed` is taken.
    """

    status: str
    amount: Money
    captured: Money
    refunded: Money
    pay_url: str | None = None  # while it can be paid
    secures: bool = False
    claimed: Money | None = None
    fee: bool = False  # it is what the policy keeps, asked for by itself


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
    provider_id: int
    explanation: str | None = None
    seats: int = 1
    hosts: Mapping[int, Person] = field(default_factory=dict)  # who serve it, where it is a team's

    @property
    def serving(self) -> Sequence[Person]:
        """Whom the client meets."""
        return tuple(self.hosts.values()) or (self.provider,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """What an offer was made for: `instead_of` is the start of the booking that would move there.

    `waiting`: the reader is still in the queue.
    """

    instead_of: datetime | None
    waiting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A package of appointments that was bought."""

    title: str
    credits: int
    price: Money
    bought: datetime
    expires: datetime | None
    paid: bool
    client: Person
    provider: Person
    provider_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Refunded:
    amount: Money
    failed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One appointment of a provider's day."""

    starts: datetime
    ends: datetime
    title: str
    client: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """A date of a provider, and what stands on it."""

    day: date
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """An account of somebody's calendars. `conflicts`: bookings that lie under events, not settled yet."""

    company: str
    lost: bool
    conflicts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChange:
    """What the reader did to our event in their calendar."""

    deleted: bool
    open: bool
    moved_to: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Somebody asks the reader to serve an offering of theirs."""

    owner: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One message to one reader.

    `heard`: the reader was told of this booking before, so a change of it means something.
    `invited`: one of those mails put it into the reader's calendar.
    `superseded`: the same kind was told again since, of a later version.
    `version`: of the booking, when this message was owed.
    `manage_url`: where a guest, who has no account, looks after the booking.
    `recurring`: all appointments of the series that the message is about.
    `swapped`: the time that a swap would give, or would have given.
    `lapses`: when the reader's profile is taken down for want of a plan.
    `answered`: what it asks for was done already: the review is written, the next booking made.
    """

    kind: Kind
    role: Role
    reader: Person
    appointment: Appointment | None = None
    bundle: Bundle | None = None
    refund: Refunded | None = None
    disputed: Money | None = None
    invoice: Paper | None = None
    heard: bool = False
    invited: bool = False
    superseded: bool = False
    version: int | None = None
    answered: bool = False
    manage_url: str | None = None
    wished: Wished | None = None
    swapped: datetime | None = None
    recurring: tuple[Entry, ...] = ()
    agenda: Agenda | None = None
    outside: Outside | None = None
    lapses: datetime | None = None
    event_change: EventChange | None = None
    hosting: Asked | None = None
