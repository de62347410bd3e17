"""One appointment as an iCalendar event (RFC 5545), the same in mails, feeds and calendars."""

from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress, vUri


@dataclass(frozen=True, slots=True)
class Attendee:
    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """What is told of a booking. `uid` stays over all versions, `sequence` rises with each."""

    uid: str
    sequence: int
    start: datetime
    end: datetime
    title: str
    description: str = ""
    place: str = ""
    link: str = ""
    organizer: Attendee | None = None
    attendee: Attendee | None = None
    others: tuple[Attendee, ...] = ()
    created: datetime | None = None
    cancelled: bool = False


# What we write of an event, and so may take out of one; alarms, colours and notes of its owner are not ours.
OURS = (
    *("UID", "SEQUENCE", "STATUS", "DTSTAMP", "CREATED", "DTSTART", "DTEND", "DURATION", "SUMMARY"),
    *("DESCRIPTION", "LOCATION", "URL", "ORGANIZER", "ATTENDEE", "TRANSP"),
)


def wrapper(site: str, *, method: str | None = None) -> Calendar:
    """A calendar without events."""
    made = Calendar()
    made.add("prodid", f"-//{site}//Bookings//EN")
    made.add("version", "2.0")
    if method is not None:
        made.add("method", method)
    return made


def vevent(told: Appointment, *, now: datetime, quiet: bool = False) -> Event:
    """`quiet`: a server that keeps it sends nobody an invitation of its own (RFC 6638, SCHEDULE-AGENT)."""
    event = Event()
    event.add("uid", told.uid)
    event.add("sequence", told.sequence)
    event.add("status", "CANCELLED" if told.cancelled else "CONFIRMED")
    event.add("dtstamp", now.astimezone(UTC))
    if told.created is not None:
        event.add("created", told.created.astimezone(UTC))
    event.add("dtstart", told.start.astimezone(UTC))
    event.add("dtend", told.end.astimezone(UTC))
    event.add("summary", told.title)
    for name, text in (("description", told.description), ("location", told.place or told.link)):
        if text:
            event.add(name, text)
    if told.link:
        event.add("url", vUri(told.link), encode=False)
    _people(event, told, quiet=quiet)
    event.add("transp", "OPAQUE")
    return event


def _people(event: Event, told: Appointment, *, quiet: bool) -> None:
    agent = {"SCHEDULE-AGENT": "CLIENT"} if quiet else {}
    if told.organizer is not None:
        address = vCalAddress.new(told.organizer.email, cn=told.organizer.name)
        address.params.update(agent)
        event.add("organizer", address, encode=False)
    attendees = (told.attendee, *told.others) if told.attendee is not None else told.others
    for attendee in attendees:
        # Who booked has said yes already, and so has who serves it: no answer is asked for.
        address = vCalAddress.new(
            attendee.email,
            cn=attendee.name,
            partstat="ACCEPTED",
            role="REQ-PARTICIPANT",
            rsvp=False,
        )
        address.params.update(agent)
        event.add("attendee", address, encode=False)
