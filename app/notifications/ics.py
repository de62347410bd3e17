"""An appointment as an iCalendar object for mail (RFC 5545, RFC 5546, RFC 6047). Pure."""

from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress

from app.notifications.facts import Appointment, Person
from app.notifications.kinds import Method

_STATUS = {Method.REQUEST: "CONFIRMED", Method.CANCEL: "CANCELLED"}


def calendar(appointment: Appointment, method: Method, *, host: str, site: str, now: datetime) -> bytes:
    """One event. The id stays over all its versions; the booking's version is its SEQUENCE."""
    wrapper = Calendar()
    wrapper.add("prodid", f"-//{site}//Bookings//EN")
    wrapper.add("version", "2.0")
    wrapper.add("method", method.value)
    wrapper.add_component(_event(appointment, method, host=host, now=now))
    content: bytes = wrapper.to_ical()
    return content


def _event(appointment: Appointment, method: Method, *, host: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{appointment.booking_id}@{host}")
    event.add("sequence", appointment.version)
    event.add("status", _STATUS[method])
    event.add("dtstamp", now.astimezone(UTC))
    event.add("created", appointment.created.astimezone(UTC))
    event.add("dtstart", appointment.starts.astimezone(UTC))
    event.add("dtend", appointment.ends.astimezone(UTC))
    event.add("summary", _summary(appointment))
    event.add("description", _description(appointment))
    if place := appointment.address or appointment.video_link:
        event.add("location", place)
    event.add("organizer", _address(appointment.provider), encode=False)
    event.add("attendee", _attendee(appointment.client), encode=False)
    event.add("transp", "OPAQUE")
    return event


def _summary(appointment: Appointment) -> str:
    """The same words for both people, in no language but the offering's."""
    return f"{appointment.title}: {appointment.provider.name} / {appointment.client.name}"


def _description(appointment: Appointment) -> str:
    parts = (appointment.reference, appointment.notes, appointment.video_link)
    return "\n\n".join(part for part in parts if part)


def _address(person: Person) -> vCalAddress:
    return vCalAddress.new(person.email, cn=person.name)


def _attendee(person: Person) -> vCalAddress:
    """Who booked has said yes already: no answer is asked for."""
    return vCalAddress.new(
        person.email, cn=person.name, partstat="ACCEPTED", role="REQ-PARTICIPANT", rsvp=False
    )
