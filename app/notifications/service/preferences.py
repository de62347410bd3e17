"""What a person has chosen to be told."""

from dataclasses import dataclass
from datetime import time
from typing import Any

import structlog
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.notifications import queries
from app.notifications.kinds import OPTIONAL, Channel
from app.notifications.models import Preferences
from app.notifications.wishes import Wishes, muting

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A kind of message, and the channels over which it may come."""

    kind: str
    email: bool
    in_app: bool


@dataclass(frozen=True, slots=True)
class QuietHours:
    begins: time
    ends: time


@dataclass(frozen=True, slots=True)
class Preference:
    kinds: tuple[Chosen, ...]
    quiet_hours: QuietHours | None


def preferences(session: Session, user_id: int) -> Preference:
    """Every optional kind, whether or not anything was ever chosen."""
    kept = queries.preferences(session, user_id)
    wishes = Wishes(frozenset(kept.muted if kept else ()))
    kinds = tuple(
        Chosen(kind, wishes.wants(kind, Channel.EMAIL), wishes.wants(kind, Channel.IN_APP))
        for kind in OPTIONAL
    )
    hours = None
    if kept is not None and kept.quiet_from is not None and kept.quiet_until is not None:
        hours = QuietHours(kept.quiet_from, kept.quiet_until)
    return Preference(kinds, hours)


def change_preferences(session: Session, user_id: int, changes: dict[str, Any]) -> Preference:
    """Change what is named and leave the rest. Reminders that are planned keep their time."""
    session.execute(insert(Preferences).values(user_id=user_id).on_conflict_do_nothing())
    kept = session.get(Preferences, user_id, with_for_update=True, populate_existing=True)
    assert kept is not None  # noqa: S101 - it was written in this very transaction
    muted = set(kept.muted)
    for each in changes.get("kinds", ()):
        _mute(muted, each["kind"], Channel.EMAIL, wanted=each["email"])
        _mute(muted, each["kind"], Channel.IN_APP, wanted=each["in_app"])
    kept.muted = sorted(muted)
    if "quiet_hours" in changes:
        hours = changes["quiet_hours"] or {}
        kept.quiet_from, kept.quiet_until = _time(hours.get("begins")), _time(hours.get("ends"))
    session.flush()
    log.info("notification preferences changed", user_id=user_id)
    return preferences(session, user_id)


def _time(written: str | None) -> time | None:
    return time.fromisoformat(written) if written else None


def _mute(muted: set[str], kind: str, channel: Channel, *, wanted: bool) -> None:
    (muted.discard if wanted else muted.add)(muting(kind, channel))
