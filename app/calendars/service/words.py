"""How a booking is told in a calendar, and in a feed."""

from sqlalchemy import RowMapping

from app.calendars.host import host
from app.calendars.rules.ours import uid_of
from app.kernel.ics import Appointment, Attendee
from app.kernel.ids import reference


def appointment(booking: RowMapping, *, reader: int) -> Appointment:
    """For a person of the booking: they read whom they meet, and what was noted."""
    provider = Attendee(booking["provider_name"], booking["provider_email"])
    client = Attendee(booking["client_name"], booking["client_email"])
    other = provider if reader == booking["client_id"] else client
    link = booking["video_call_link"] or (
        booking["video_link"] if booking["meeting"] != "IN_PERSON" else None
    )
    parts = (reference(booking["id"]), other.name, booking["notes"], link)
    return Appointment(
        uid=uid_of(booking["id"], host()),
        sequence=booking["version"],
        start=booking["start_time"],
        end=booking["end_time"],
        title=f"{booking['title']}: {other.name}",
        description="\n\n".join(part for part in parts if part),
        place=(booking["address"] if booking["meeting"] != "ONLINE" else None) or "",
        link=link or "",
        organizer=provider,
        attendee=client,
        created=booking["created_at"],
    )


def discreet(booking: RowMapping) -> Appointment:
    """For an address that anybody may open who has it: nothing of other people."""
    number = reference(booking["id"])
    return Appointment(
        uid=uid_of(booking["id"], host()),
        sequence=booking["version"],
        start=booking["start_time"],
        end=booking["end_time"],
        title=f"{booking['title']} ({number})",
        description=number,
        created=booking["created_at"],
    )
