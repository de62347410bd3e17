"""Nobody goes while others count on them."""

from sqlalchemy.orm import Session

from app.bookings import queries
from app.bookings.errors import BookingsAhead
from app.db.session import database_now


def refuse_with_bookings_ahead(session: Session, user_id: int) -> None:
    """Raises BookingsAhead where the account still has open bookings to come, on either side."""
    ahead = queries.future_promises(session, user_id, database_now(session))
    if ahead:
        raise BookingsAhead(f"Cancel your open bookings first: there are {ahead}.")
