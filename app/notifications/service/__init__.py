"""Telling people: what is owed to whom, the letter when its turn comes, and what became of it."""

from app.notifications.service.compose import compose
from app.notifications.service.settle import mark_refused, mark_sent
from app.notifications.service.tell import tell

__all__ = ["compose", "mark_refused", "mark_sent", "tell"]
