"""Putting a timeline together."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import Role
from app.http.tokens import Principal
from app.operations.timeline import queries
from app.operations.timeline.entries import Entry, Side, View


def view_of(booking: dict[str, Any], viewer: Principal) -> View:
    """An administrator sees all, also of bookings of their own."""
    hosts = (host["userId"] for host in booking["hosts"] or ())
    view = View(booking["client_id"], frozenset({booking["provider_user_id"], *hosts}), None)
    if viewer.role == Role.ADMIN:
        return view
    side = Side.CLIENT if viewer.user_id == booking["client_id"] else Side.PROVIDER
    return replace(view, side=side)


def timeline(session: Session, booking_id: int, view: View) -> Sequence[Entry]:
    """Oldest first; what is due lies ahead. At one moment: events, messages, money, then work."""
    found = chain(
        queries.events(session, booking_id, view),
        queries.messages(session, booking_id, view),
        queries.payments(session, booking_id),
        queries.refunds(session, booking_id),
        queries.webhooks(session, booking_id, view),
        queries.tasks(session, booking_id, view),
    )
    shown = found if view.side is None else (replace(entry, attempts=None, error=None) for entry in found)
    return sorted(shown, key=lambda entry: entry.at)
