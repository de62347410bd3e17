"""Every SELECT of notifications."""

from app.notifications.queries.agendas import agenda, busy_providers, owner, zones_of_providers
from app.notifications.queries.mine import mine, unread
from app.notifications.queries.people import (
    block,
    devices_of,
    phone_of,
    preferences,
    quiet_of,
    wishes_of,
    wishes_of_all,
)
from app.notifications.queries.reminders import Upcoming, planned, upcoming
from app.notifications.queries.stories import (
    appointments,
    booking_of_dispute,
    booking_of_invoice,
    booking_of_refund,
    disputed,
    holder,
    is_answered,
    outcome,
    owed,
    people_of_booking,
    person,
    refunded,
    told_of,
)

__all__ = [
    "Upcoming",
    "agenda",
    "appointments",
    "block",
    "booking_of_dispute",
    "booking_of_invoice",
    "booking_of_refund",
    "busy_providers",
    "devices_of",
    "disputed",
    "holder",
    "is_answered",
    "mine",
    "outcome",
    "owed",
    "owner",
    "people_of_booking",
    "person",
    "phone_of",
    "planned",
    "preferences",
    "quiet_of",
    "refunded",
    "told_of",
    "unread",
    "upcoming",
    "wishes_of",
    "wishes_of_all",
    "zones_of_providers",
]
