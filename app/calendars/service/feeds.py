"""Secret addresses under which a person's bookings can be subscribed to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.accounts import opaque
from app.accounts.models import User
from app.calendars.errors import TooMany, UnknownFeed
from app.calendars.models import Feed
from app.calendars.queries import bookings, wishes
from app.calendars.service.words import discreet
from app.kernel import ics
from app.kernel.errors import NotFound
from app.ports import ports

MOST = 10
PAST = timedelta(days=90)
LONGEST = 2_000  # bookings


@dataclass(frozen=True, slots=True)
class Made:
    """The address is told once: only its hash is kept."""

    feed: Feed
    url: str


def make(session: Session, user_id: int, label: str) -> Made:
    """Raises TooMany."""
    if len(wishes.feeds(session, user_id)) >= MOST:
        raise TooMany(f"At most {MOST} feeds: remove one first.")
    token, stored = opaque.mint()
    feed = Feed(user_id=user_id, token_hash=stored, label=label)
    session.add(feed)
    session.flush()
    return Made(feed, ports().site.link(f"/cal/{token}.ics"))


def mine(session: Session, user_id: int) -> Sequence[Feed]:
    return wishes.feeds(session, user_id)


def revoke(session: Session, feed_id: int, *, user_id: int) -> None:
    """Whoever has the address finds nothing there from now on. Raises NotFound."""
    feed = wishes.feed(session, feed_id, owner=user_id)
    if feed is None:
        raise NotFound
    session.delete(feed)


def written(session: Session, token: str, *, now: datetime) -> bytes:
    """The calendar behind an address. Raises UnknownFeed."""
    feed = wishes.feed_by(session, opaque.digest(token))
    owner = session.get(User, feed.user_id) if feed is not None else None
    if feed is None or owner is None or owner.deleted_at is not None:
        raise UnknownFeed
    if feed.read_at is None or now - feed.read_at > timedelta(minutes=1):
        wishes.note_feed_read(session, feed.id, now)
    calendar = ics.wrapper(ports().site.name)
    calendar.add("x-wr-calname", ports().site.name)
    for booking in bookings.fed(session, feed.user_id, now - PAST, LONGEST):
        calendar.add_component(ics.vevent(discreet(booking), now=booking["updated_at"]))
    text: bytes = calendar.to_ical()
    return text
