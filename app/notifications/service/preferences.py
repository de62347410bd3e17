"""What a person has chosen to be told."""

from dataclasses import dataclass
from datetime import time
from typing import Any

import structlog
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.notifications import queries
from app.notifications.kinds import ALSO_BRIEF, ANNOUNCEMENTS, OPTIONAL, Channel, Kind
from app.notifications.models import Preferences
from app.notifications.wishes import Wishes, choice

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A kind of message, and the channels over which it may come."""

    kind: str
    email: bool
    in_app: bool
    sms: bool
    push: bool


@dataclass(frozen=True, slots=True)
class AlsoBrief:
    """A kind that is always mailed, and whether it comes to phones and browsers besides."""

    kind: str
    sms: bool
    push: bool


@dataclass(frozen=True, slots=True)
class QuietHours:
    begins: time
    ends: time


@dataclass(frozen=True, slots=True)
class Preference:
    kinds: tuple[Chosen, ...]
    always_mailed: tuple[AlsoBrief, ...]
    quiet_hours: QuietHours | None


_WAYS = {"email": Channel.EMAIL, "in_app": Channel.IN_APP, "sms": Channel.SMS, "push": Channel.PUSH}


def preferences(session: Session, user_id: int) -> Preference:
    """Every kind that something can be chosen about, whether or not anything ever was."""
    kept = queries.preferences(session, user_id)
    wishes = Wishes(frozenset(kept.muted if kept else ()), wanted=frozenset(kept.wanted if kept else ()))
    hours = None
    if kept is not None and kept.quiet_from is not None and kept.quiet_until is not None:
        hours = QuietHours(kept.quiet_from, kept.quiet_until)
    return Preference(
        tuple(_chosen(wishes, kind) for kind in OPTIONAL),
        tuple(
            AlsoBrief(kind, wishes.wants(kind, Channel.SMS), wishes.wants(kind, Channel.PUSH))
            for kind in ALSO_BRIEF
        ),
        hours,
    )


def change_preferences(session: Session, user_id: int, changes: dict[str, Any]) -> Preference:
    """Change what is named and leave the rest. Reminders that are planned keep their time."""
    kept = _held(session, user_id)
    for each in (*changes.get("kinds", ()), *changes.get("always_mailed", ())):
        for name in _WAYS.keys() & each.keys():
            _choose(kept, each["kind"], _WAYS[name], wanted=each[name])
    if "quiet_hours" in changes:
        hours = changes["quiet_hours"] or {}
        kept.quiet_from, kept.quiet_until = _time(hours.get("begins")), _time(hours.get("ends"))
    session.flush()
    log.info("notification preferences changed", user_id=user_id)
    return preferences(session, user_id)


def mute(session: Session, user_id: int, kind: Kind, channel: Channel) -> None:
    """Opt out of one kind over one channel. Again changes nothing."""
    _choose(_held(session, user_id), kind, channel, wanted=False)
    log.info("opted out", user_id=user_id, kind=kind.value, channel=channel.value)


def _held(session: Session, user_id: int) -> Preferences:
    session.execute(insert(Preferences).values(user_id=user_id).on_conflict_do_nothing())
    kept = session.get(Preferences, user_id, with_for_update=True, populate_existing=True)
    assert kept is not None  # noqa: S101 - it was written in this very transaction
    return kept


def _chosen(wishes: Wishes, kind: Kind) -> Chosen:
    """A kind without a short form comes to no phone, whatever was wished."""
    short = ANNOUNCEMENTS[kind].brief
    return Chosen(
        kind,
        wishes.wants(kind, Channel.EMAIL),
        wishes.wants(kind, Channel.IN_APP),
        short and wishes.wants(kind, Channel.SMS),
        short and wishes.wants(kind, Channel.PUSH),
    )


def _time(written: str | None) -> time | None:
    return time.fromisoformat(written) if written else None


def _choose(kept: Preferences, kind: str, channel: Channel, *, wanted: bool) -> None:
    chosen = {choice(kind, channel)}
    muted, asked = set(kept.muted), set(kept.wanted)
    kept.muted = sorted(muted - chosen if wanted else muted | chosen)
    kept.wanted = sorted(asked | chosen if wanted else asked - chosen)
