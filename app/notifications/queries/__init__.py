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
)
from app.notifications.queries.reminders import Upcoming, start_as_planned, upcoming
from app.notifications.queries.stories import (
    appointment,
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
    told_before,
)

__all__ = [
    "Upcoming",
    "agenda",
    "appointment",
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
    "preferences",
    "quiet_of",
    "refunded",
    "start_as_planned",
    "told_before",
    "unread",
    "upcoming",
    "wishes_of",
    "zones_of_providers",
]
