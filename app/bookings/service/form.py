"""Keeping a time for a client who fills in the form."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts import queries as accounts
from app.availability.schedule import Schedule
from app.bookings import queries, rules
from app.bookings.errors import TooManyHolds
from app.bookings.events import RequestBooking
from app.bookings.models import Booking
from app.bookings.rules import Step
from app.bookings.service.holding import Hold, hold
from app.db.fast import within
from app.kernel.errors import Unauthenticated
from app.providers import links


def hold_time(session: Session, schedule: Schedule, wish: RequestBooking, *, now: datetime) -> Booking:
    """Keep it for some minutes. Who asks is locked first, so that the count of their holds is true.

    Raises:
        TooManyHolds, SlotTaken, AlreadyRequested.
        Unauthenticated: the account is gone.
    """
    client = accounts.locked_user(session, wish.client_id)
    if client is None:
        raise Unauthenticated("This account was deleted.")
    if queries.forms_open(session, client.id) >= rules.MOST_FORMS:
        raise TooManyHolds
    here = replace(wish, timezone=wish.timezone or client.timezone)
    kept = Hold(step=Step.FORM, until=now + rules.FORM_TIME, kind="form", actor_id=client.id)
    link_id = links.use(within(session), wish.link, schedule.offering_id) if wish.link else None
    return hold(session, schedule, here, kept, link_id=link_id)
