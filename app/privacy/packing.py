"""The file of an export: `data.json` with a section a table, and `bookings.ics` for any calendar."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.accounts import phones
from app.accounts.models import User
from app.bookings import sealed
from app.calendars.queries.bookings import fed
from app.calendars.service.words import discreet
from app.kernel import ics
from app.ports import ports
from app.privacy import queries
from app.privacy.sections import SECTIONS

_EVER = datetime(2000, 1, 1, tzinfo=UTC)
_MOST_EVENTS = 100_000


def packed(session: Session, owner: User, *, now: datetime) -> bytes:
    """Everything the site knows of a person, read in one transaction, as a ZIP file."""
    told: dict[str, Any] = {"site": ports().site.name, "written_at": now.isoformat(), "user_id": owner.id}
    told |= {table: queries.rows(session, table, owner.id) for table in SECTIONS}
    told |= {"phone": phones.unseal(owner.id, owner.phone_encrypted), "answers": _answers(session, owner.id)}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(told, ensure_ascii=False, indent=1, default=str))
        archive.writestr("bookings.ics", _calendar(session, owner.id))
    return file.getvalue()


def _answers(session: Session, user_id: int) -> Sequence[Mapping[str, Any]]:
    return [
        {"booking_id": kept.booking_id, "answers": sealed.unseal(kept.booking_id, kept.sealed)}
        for kept in queries.answers(session, user_id)
    ]


def _calendar(session: Session, user_id: int) -> bytes:
    calendar = ics.wrapper(ports().site.name)
    for booking in fed(session, user_id, _EVER, _MOST_EVENTS):
        calendar.add_component(ics.vevent(discreet(booking), now=booking["updated_at"]))
    text: bytes = calendar.to_ical()
    return text
