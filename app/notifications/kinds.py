"""What can be told, about what, and to whom. A section of each catalogue bears each kind's name."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    BOOKING_REQUESTED = "booking_requested"
    BOOKING_CONFIRMED = "booking_confirmed"
    BOOKED_FOR_YOU = "booked_for_you"
    GUEST_BOOKING = "guest_booking"
    SERIES_BOOKED = "series_booked"
    SERIES_REQUESTED = "series_requested"
    TIME_LAW_CHANGED = "time_law_changed"
    TIME_LAW_CONFLICT = "time_law_conflict"
    SWAP_PROPOSED = "swap_proposed"
    SWAP_REFUSED = "swap_refused"
    WAITLIST_OFFER = "waitlist_offer"
    WAITLIST_LAPSED = "waitlist_lapsed"
    BOOKING_DECLINED = "booking_declined"
    BOOKING_MOVED = "booking_moved"
    BOOKING_CANCELLED = "booking_cancelled"
    BOOKING_EXPIRED = "booking_expired"
    BOOKING_HANDED_OVER = "booking_handed_over"
    PAYMENT_DUE = "payment_due"
    FEE_DUE = "fee_due"
    BOOKING_REJECTED = "booking_rejected"
    BOOKING_REMINDER = "booking_reminder"
    REVIEW_INVITATION = "review_invitation"
    FOLLOW_UP = "follow_up"
    AGENDA_DIGEST = "agenda_digest"
    PACKAGE_BOUGHT = "package_bought"
    PAYMENT_REFUNDED = "payment_refunded"
    PAYMENT_DISPUTED = "payment_disputed"
    INVOICE_ISSUED = "invoice_issued"
    CREDIT_NOTE_ISSUED = "credit_note_issued"
    CALENDAR_LOST = "calendar_lost"
    CALENDAR_CONFLICT = "calendar_conflict"
    CALENDAR_PUT_BACK = "calendar_put_back"
    CALENDAR_ASKS = "calendar_asks"
    PLAN_LAPSED = "plan_lapsed"
    VERIFY_EMAIL = "verify_email"
    PASSWORD_RESET = "password_reset"  # noqa: S105 - the name of a message
    ACCOUNT_EXISTS = "account_exists"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    VERIFY_PHONE = "verify_phone"
    WEBHOOK_PAUSED = "webhook_paused"
    TWO_FACTOR_ON = "two_factor_on"
    TWO_FACTOR_OFF = "two_factor_off"
    API_KEY_MADE = "api_key_made"
    DATA_EXPORT_READY = "data_export_ready"
    HOST_INVITED = "host_invited"


class About(StrEnum):
    BOOKING = "booking"
    PURCHASE = "purchase"
    REFUND = "refund"
    DISPUTE = "dispute"
    INVOICE = "invoice"
    CALENDAR = "calendar"
    EVENT_CHANGE = "event_change"  # what somebody did to a booking's event in their calendar
    PLAN = "plan"
    ACCOUNT = "account"
    AGENDA = "agenda"
    HOSTING = "hosting"


class Role(StrEnum):
    """What the reader is in the story."""

    CLIENT = "client"
    PROVIDER = "provider"  # or, of a team's booking, who serves it
    HOLDER = "holder"  # of the account


class Channel(StrEnum):
    EMAIL = "EMAIL"
    IN_APP = "IN_APP"
    SMS = "SMS"
    PUSH = "PUSH"


class Method(StrEnum):
    """What an attached .ics asks of the reader's calendar (RFC 5546 §1.4)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Announcement:
    """`optional`: people may opt out of it, and it keeps their quiet hours.

    `brief`: it has a short form too, for phones and browsers. `text_alone`: it has no other.
    """

    about: About
    to: tuple[Role, ...]
    calendar: Method | None = None
    optional: bool = False
    brief: bool = False
    text_alone: bool = False


_BOTH = (Role.CLIENT, Role.PROVIDER)

ANNOUNCEMENTS = {
    Kind.BOOKING_REQUESTED: Announcement(About.BOOKING, (Role.PROVIDER,), brief=True),
    Kind.BOOKING_CONFIRMED: Announcement(About.BOOKING, _BOTH, Method.REQUEST, brief=True),
    Kind.GUEST_BOOKING: Announcement(About.BOOKING, (Role.CLIENT,)),
    Kind.BOOKED_FOR_YOU: Announcement(About.BOOKING, (Role.CLIENT,)),
    Kind.SERIES_BOOKED: Announcement(About.BOOKING, _BOTH),
    Kind.SERIES_REQUESTED: Announcement(About.BOOKING, (Role.PROVIDER,)),
    Kind.TIME_LAW_CHANGED: Announcement(About.BOOKING, _BOTH, Method.REQUEST),
    Kind.TIME_LAW_CONFLICT: Announcement(About.BOOKING, (Role.PROVIDER,)),
    Kind.SWAP_PROPOSED: Announcement(About.BOOKING, (Role.CLIENT,)),
    Kind.SWAP_REFUSED: Announcement(About.BOOKING, (Role.CLIENT,)),
    Kind.WAITLIST_OFFER: Announcement(About.BOOKING, (Role.CLIENT,), brief=True),
    Kind.WAITLIST_LAPSED: Announcement(About.BOOKING, (Role.CLIENT,)),
    Kind.BOOKING_DECLINED: Announcement(About.BOOKING, (Role.CLIENT,), Method.CANCEL),
    Kind.BOOKING_MOVED: Announcement(About.BOOKING, _BOTH, Method.REQUEST, brief=True),
    Kind.BOOKING_CANCELLED: Announcement(About.BOOKING, _BOTH, Method.CANCEL, brief=True),
    Kind.BOOKING_EXPIRED: Announcement(About.BOOKING, _BOTH, Method.CANCEL),
    Kind.BOOKING_HANDED_OVER: Announcement(About.BOOKING, (Role.PROVIDER,), Method.CANCEL, brief=True),
    Kind.PAYMENT_DUE: Announcement(About.BOOKING, (Role.CLIENT,), brief=True),
    Kind.FEE_DUE: Announcement(About.BOOKING, (Role.CLIENT,)),
    Kind.BOOKING_REJECTED: Announcement(About.BOOKING, (Role.CLIENT,)),
    Kind.BOOKING_REMINDER: Announcement(About.BOOKING, _BOTH, optional=True, brief=True),
    Kind.REVIEW_INVITATION: Announcement(About.BOOKING, (Role.CLIENT,), optional=True),
    Kind.FOLLOW_UP: Announcement(About.BOOKING, (Role.CLIENT,), optional=True),
    Kind.AGENDA_DIGEST: Announcement(About.AGENDA, (Role.PROVIDER,), optional=True),
    Kind.PACKAGE_BOUGHT: Announcement(About.PURCHASE, _BOTH),
    Kind.PAYMENT_REFUNDED: Announcement(About.REFUND, (Role.CLIENT,)),
    Kind.PAYMENT_DISPUTED: Announcement(About.DISPUTE, (Role.PROVIDER,)),
    Kind.INVOICE_ISSUED: Announcement(About.INVOICE, (Role.CLIENT,)),
    Kind.CREDIT_NOTE_ISSUED: Announcement(About.INVOICE, (Role.CLIENT,)),
    Kind.CALENDAR_LOST: Announcement(About.CALENDAR, (Role.HOLDER,)),
    Kind.CALENDAR_CONFLICT: Announcement(About.CALENDAR, (Role.HOLDER,)),
    Kind.CALENDAR_PUT_BACK: Announcement(About.EVENT_CHANGE, _BOTH),
    Kind.CALENDAR_ASKS: Announcement(About.EVENT_CHANGE, _BOTH),
    Kind.PLAN_LAPSED: Announcement(About.PLAN, (Role.HOLDER,)),
    Kind.VERIFY_EMAIL: Announcement(About.ACCOUNT, (Role.HOLDER,)),
    Kind.PASSWORD_RESET: Announcement(About.ACCOUNT, (Role.HOLDER,)),
    Kind.ACCOUNT_EXISTS: Announcement(About.ACCOUNT, (Role.HOLDER,)),
    Kind.PASSWORD_CHANGED: Announcement(About.ACCOUNT, (Role.HOLDER,)),
    Kind.HOST_INVITED: Announcement(About.HOSTING, (Role.HOLDER,)),
    Kind.WEBHOOK_PAUSED: Announcement(About.ACCOUNT, (Role.HOLDER,)),
    Kind.VERIFY_PHONE: Announcement(About.ACCOUNT, (Role.HOLDER,), brief=True, text_alone=True),
    Kind.TWO_FACTOR_ON: Announcement(About.ACCOUNT, (Role.HOLDER,)),
    Kind.TWO_FACTOR_OFF: Announcement(About.ACCOUNT, (Role.HOLDER,)),
    Kind.API_KEY_MADE: Announcement(About.ACCOUNT, (Role.HOLDER,)),
    Kind.DATA_EXPORT_READY: Announcement(About.ACCOUNT, (Role.HOLDER,)),
}

OPTIONAL = tuple(kind for kind, told in ANNOUNCEMENTS.items() if told.optional)
# What always comes by mail, and can come to phones and browsers besides.
ALSO_BRIEF = tuple(
    kind for kind, told in ANNOUNCEMENTS.items() if told.brief and not (told.optional or told.text_alone)
)
