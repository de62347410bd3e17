"""Telling people: what is owed to whom, the letter when its turn comes, and what became of it."""

from app.notifications.service.blocking import unblock
from app.notifications.service.compose import compose
from app.notifications.service.contacting import Contacts, contacts_of
from app.notifications.service.devices import (
    AddDevice,
    add_device,
    devices,
    forget_devices,
    remove_device,
)
from app.notifications.service.digests import digest
from app.notifications.service.digests import plan as plan_digests
from app.notifications.service.handing import Outcome, hand_over
from app.notifications.service.preferences import change_preferences, mute, preferences
from app.notifications.service.reading import mark_all_read, mark_read
from app.notifications.service.rejections import tell_rejection
from app.notifications.service.reminders import plan as plan_reminders
from app.notifications.service.reminders import remind
from app.notifications.service.reports import apply_report, receive
from app.notifications.service.settle import mark_refused, mark_sent, settle
from app.notifications.service.tell import tell

__all__ = [
    "AddDevice",
    "Contacts",
    "Outcome",
    "add_device",
    "apply_report",
    "change_preferences",
    "compose",
    "contacts_of",
    "devices",
    "digest",
    "forget_devices",
    "hand_over",
    "mark_all_read",
    "mark_read",
    "mark_refused",
    "mark_sent",
    "mute",
    "plan_digests",
    "plan_reminders",
    "preferences",
    "receive",
    "remind",
    "remove_device",
    "settle",
    "tell",
    "tell_rejection",
    "unblock",
]
