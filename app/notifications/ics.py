"""An appointment as an iCalendar object for mail (RFC 5545, RFC 5546, RFC 6047). Pure."""

from datetime import datetime

from app.kernel import ics
from app.notifications.facts import Appointment, Person
from app.notifications.kinds import Method


def calendar(appointment: Appointment, method: Method, *, host: str, site: str, now: datetime) -> bytes:
    """One event. The id stays over all its versions; the booking's version is its SEQUENCE."""
    wrapper = ics.wrapper(site, method=method.value)
    wrapper.add_component(ics.vevent(_told(appointment, method, host), now=now))
    content: bytes = wrapper.to_ical()
    return content


def _told(appointment: Appointment, method: Method, host: str) -> ics.Appointment:
    return ics.Appointment(
        uid=f"{appointment.booking_id}@{host}",
        sequence=appointment.version,
        start=appointment.starts,
        end=appointment.ends,
        title=_summary(appointment),
        description=_description(appointment),
        place=appointment.address or "",
        link=appointment.video_link or "",
        organizer=_attendee(appointment.provider),
        attendee=_attendee(appointment.client),
        others=tuple(
            _attendee(serving)
            for serving in appointment.hosts.values()
            if serving.email != appointment.provider.email
        ),
        created=appointment.created,
        cancelled=method is Method.CANCEL,
    )


def _summary(appointment: Appointment) -> str:
    """The same words for both people, in no language but the offering's."""
    serving = ", ".join(host.name for host in appointment.serving)
    return f"{appointment.title}: {serving} / {appointment.client.name}"


def _description(appointment: Appointment) -> str:
    parts = (appointment.reference, appointment.notes, appointment.video_link)
    return "\n\n".join(part for part in parts if part)


def _attendee(person: Person) -> ics.Attendee:
    return ics.Attendee(person.name, person.email)
