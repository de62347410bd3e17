"""What administrators ask of the trail."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.db.trail.models import AuditEvent
from app.http.paging import Page, Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailFilter:
    """What is None filters nothing. `action` may be a feature's name: `account` finds `account.deleted`."""

    actor_id: int | None = None
    action: str | None = None
    subject: str | None = None
    subject_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        same = {
            AuditEvent.actor_id: self.actor_id,
            AuditEvent.subject: self.subject,
            AuditEvent.subject_id: self.subject_id,
        }
        wanted: list[ColumnElement[bool]] = [
            column == value for column, value in same.items() if value is not None
        ]
        if self.action is not None:
            dotted = AuditEvent.action.startswith(f"{self.action}.", autoescape=True)
            wanted.append(AuditEvent.action == self.action if "." in self.action else dotted)
        if self.since is not None:
            wanted.append(AuditEvent.at >= self.since)
        if self.until is not None:
            wanted.append(AuditEvent.at < self.until)
        return wanted


def events(session: Session, wanted: TrailFilter, paging: Paging) -> Page:
    """One page, the newest first."""
    conditions = wanted.conditions()
    total = session.scalar(select(func.count()).select_from(AuditEvent).where(*conditions)) or 0
    rows = (
        select(AuditEvent)
        .where(*conditions)
        .order_by(AuditEvent.id.desc())
        .offset(paging.offset)
        .limit(paging.size)
    )
    return Page(session.scalars(rows).all(), total, paging)
