"""Google Calendar, by its REST API v3."""

from app.adapters.calendars.google.adapter import GoogleCalendars

__all__ = ["GoogleCalendars"]
