"""Somebody changed our event in their calendar: the provider's rule says what follows, or a person does."""

from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.bookings.events import CancelBooking, ChangeBooking
from app.bookings.service.cancel import cancel_booking
from app.bookings.service.change import change_booking
from app.calendars.errors import WishDecided
from app.calendars.models import Rules, Wish
from app.calendars.queries import wishes
from app.calendars.rules.words import Deleted, Moved, WishKind, WishState
from app.calendars.service import agreeing, telling
from app.calendars.service.agreeing import Pair
from app.db import ledger
from app.kernel.errors import NotFound
from app.providers import queries as providers

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Policy:
    moved: Moved
    deleted: Deleted


USUAL = Policy(Moved.ACCEPT, Deleted.ASK)


def policy_of(session: Session, booking_id: int) -> Policy:
    return _read(wishes.rules_of_booking(session, booking_id))


def own_policy(session: Session, user_id: int) -> Policy:
    """Raises NotFound: this person is no provider."""
    return _read(wishes.rules_of(session, _provider(session, user_id)))


def set_policy(session: Session, user_id: int, policy: Policy) -> Policy:
    """Raises NotFound: this person is no provider."""
    provider_id = _provider(session, user_id)
    rules = wishes.rules_of(session, provider_id)
    if rules is None:
        rules = Rules(provider_id=provider_id)
        session.add(rules)
    rules.moved, rules.deleted = policy.moved, policy.deleted
    session.flush()
    return policy


def move(session: Session, pair: Pair, start: datetime, *, now: datetime) -> None:
    """The booking follows its event. Raises what `change_booking` refuses with."""
    change_booking(
        session,
        ChangeBooking(booking_id=pair.booking_id, actor_id=pair.user_id, version=None, start=start),
        now=now,
    )
    _note(session, pair, WishKind.MOVED, start, WishState.ACCEPTED)


def put_back(session: Session, pair: Pair, kind: WishKind, start: datetime | None) -> None:
    """The event stands again as the booking has it, and whoever changed it is told."""
    wish = _note(session, pair, kind, start, WishState.REFUSED)
    telling.tell_wish(session, "calendar_put_back", wish.id)


def ask(session: Session, pair: Pair, kind: WishKind, start: datetime | None) -> None:
    """A person is to decide; they are told once. What they wanted before no longer counts."""
    agreeing.asked(session, pair)
    standing = wishes.open_one(session, pair.booking_id, pair.calendar_id)
    if standing is not None and (standing.kind, standing.start_time) == (kind, start):
        return
    if standing is not None:
        standing.state = WishState.VOID
        session.flush()
    wish = _note(session, pair, kind, start, WishState.OPEN)
    telling.tell_wish(session, "calendar_asks", wish.id)


def accept(session: Session, wish_id: int, *, user_id: int, now: datetime) -> Wish:
    """Yes: the booking moves, or is cancelled. Raises what a booking refuses with, WishDecided, NotFound."""
    wish = _decide(session, wish_id, user_id, WishState.ACCEPTED, now)
    if wish.kind == WishKind.DELETED:
        command = CancelBooking(booking_id=wish.booking_id, actor_id=user_id, version=None)
        cancel_booking(session, command, now=now)
    else:
        moved = ChangeBooking(
            booking_id=wish.booking_id, actor_id=user_id, version=None, start=wish.start_time
        )
        change_booking(session, moved, now=now)
    agreeing.restore(session, wish.booking_id, wish.calendar_id)
    _agree(session, wish)
    return wish


def refuse(session: Session, wish_id: int, *, user_id: int, now: datetime) -> Wish:
    """No: the booking stays, and its event stands again as it was. Raises WishDecided, NotFound."""
    wish = _decide(session, wish_id, user_id, WishState.REFUSED, now)
    agreeing.restore(session, wish.booking_id, wish.calendar_id)
    _agree(session, wish)
    return wish


def void(session: Session, pair: Pair) -> None:
    """The booking and its event agree again: nobody need decide any more."""
    standing = wishes.open_one(session, pair.booking_id, pair.calendar_id)
    if standing is not None:
        standing.state = WishState.VOID


def _decide(session: Session, wish_id: int, user_id: int, state: WishState, now: datetime) -> Wish:
    """Two decisions at once: one of them is made."""
    wish = wishes.owned(session, wish_id, owner=user_id)
    if wish is None:
        raise NotFound
    deciding = update(Wish).where(Wish.id == wish_id, Wish.state == WishState.OPEN)
    if session.scalar(deciding.values(state=state, decided_at=now).returning(Wish.id)) is None:
        raise WishDecided
    session.refresh(wish)
    return wish


def _note(session: Session, pair: Pair, kind: WishKind, start: datetime | None, state: WishState) -> Wish:
    wish = Wish(
        booking_id=pair.booking_id,
        calendar_id=pair.calendar_id,
        user_id=pair.user_id,
        kind=kind,
        start_time=start,
        state=state,
    )
    session.add(wish)
    session.flush()
    log.info("calendar wish", booking_id=pair.booking_id, kind=kind.value, state=state.value)
    return wish


def _agree(session: Session, wish: Wish) -> None:
    ledger.enqueue(session, "calendars.agree", booking_id=wish.booking_id, calendar_id=wish.calendar_id)


def _read(rules: Rules | None) -> Policy:
    return USUAL if rules is None else Policy(Moved(rules.moved), Deleted(rules.deleted))


def _provider(session: Session, user_id: int) -> int:
    found = providers.profile_of(session, user_id)
    if found is None:
        raise NotFound
    return found
