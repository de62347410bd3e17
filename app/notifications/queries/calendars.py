"""What messages about calendars are written from."""

from sqlalchemy.orm import Session

from app.calendars.models import Connection, Wish
from app.calendars.queries import busy
from app.calendars.rules.words import State, WishKind, WishState
from app.notifications.facts import EventChange, Outside

_COMPANIES = {"google": "Google", "microsoft": "Microsoft", "caldav": "CalDAV", "ics": "iCalendar"}


def owner_of_connection(session: Session, connection_id: int) -> int | None:
    connection = session.get(Connection, connection_id)
    return None if connection is None or connection.state == State.LEAVING else connection.user_id


def outside(session: Session, connection_id: int) -> Outside | None:
    """An account as it stands now; None: it was disconnected."""
    connection = session.get(Connection, connection_id)
    if connection is None or connection.state == State.LEAVING:
        return None
    return Outside(
        company=_COMPANIES.get(connection.kind, connection.kind),
        lost=connection.state == State.LOST,
        conflicts=busy.count_conflicts(session, connection.user_id),
    )


def person_of_event_change(session: Session, wish_id: int) -> tuple[int, int] | None:
    """The booking, and who did it."""
    wish = session.get(Wish, wish_id)
    return None if wish is None else (wish.booking_id, wish.user_id)


def event_change(session: Session, wish_id: int) -> EventChange | None:
    wish = session.get(Wish, wish_id)
    if wish is None:
        return None
    return EventChange(
        deleted=wish.kind == WishKind.DELETED,
        open=wish.state == WishState.OPEN,
        moved_to=wish.start_time,
    )
