"""Any CalDAV server (RFC 4791): plain WebDAV over the guarded web (docs/adr, calendar clients)."""

from app.adapters.calendars.caldav.adapter import CalDavCalendars

__all__ = ["CalDavCalendars"]
