"""Figures of messages for Prometheus."""

from prometheus_client import Counter

REMINDERS = Counter("reminders_total", "Reminders whose time had come, by what became of them", ["outcome"])
OWED = Counter("messages_owed_total", "Messages owed to somebody", ["kind", "channel"])
DROPPED = Counter("messages_dropped_total", "Messages that were no longer true or of use", ["kind"])
BLOCKED = Counter("addresses_blocked_total", "Addresses to which nothing more is sent", ["why"])
SILENCED = Counter("messages_silenced_total", "Messages whose reader has opted out", ["kind"])
