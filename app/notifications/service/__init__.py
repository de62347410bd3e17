"""Telling people: what is owed to whom, the letter when its turn comes, and what became of it."""

from app.notifications.service.blocking import unblock
from app.notifications.service.compose import compose, compose_all
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
from app.notifications.service.handing import Outcome, hand_over, hand_over_all
from app.notifications.service.preferences import change_preferences, mute, preferences
from app.notifications.service.reading import mark_all_read, mark_read
from app.notifications.service.rejections import tell_rejection
from app.notifications.service.reminders import Due, remind, remind_all
from app.notifications.service.reminders import plan as plan_reminders
from app.notifications.service.reports import apply_report, receive
from app.notifications.service.settle import mark_refused, mark_sent, settle, settle_all
from app.notifications.service.tell import tell

__all__ = [
    "AddDevice",
    "Contacts",
    "Due",
    "Outcome",
    "add_device",
    "apply_report",
    "change_preferences",
    "compose",
    "compose_all",
    "contacts_of",
    "devices",
    "digest",
    "forget_devices",
    "hand_over",
    "hand_over_all",
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
    "remind_all",
    "remove_device",
    "settle",
    "settle_all",
    "tell",
    "tell_rejection",
    "unblock",
]
