"""Microsoft 365 and Outlook, by Microsoft Graph v1.0."""

from app.adapters.calendars.microsoft.adapter import MicrosoftCalendars

__all__ = ["MicrosoftCalendars"]
