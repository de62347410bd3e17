"""Reading iCalendar: texts apart into events, events into the time that they take."""

from app.adapters.calendars.ics.entries import Entry, entries
from app.adapters.calendars.ics.expanding import Unclear, taken

__all__ = ["Entry", "Unclear", "entries", "taken"]
