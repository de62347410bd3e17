"""Telling people: what is owed to whom, the letter when its turn comes, and what became of it."""

from app.notifications.service.compose import compose
from app.notifications.service.digests import digest
from app.notifications.service.digests import plan as plan_digests
from app.notifications.service.preferences import change_preferences, preferences
from app.notifications.service.reading import mark_all_read, mark_read
from app.notifications.service.rejections import tell_rejection
from app.notifications.service.reminders import plan as plan_reminders
from app.notifications.service.reminders import remind
from app.notifications.service.settle import mark_refused, mark_sent
from app.notifications.service.tell import tell

__all__ = [
    "change_preferences",
    "compose",
    "digest",
    "mark_all_read",
    "mark_read",
    "mark_refused",
    "mark_sent",
    "plan_digests",
    "plan_reminders",
    "preferences",
    "remind",
    "tell",
    "tell_rejection",
]
