"""The whole demo world, written in one transaction of some twenty statements."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select, text
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.availability.service.time_off import TakeTimeOff, take_time_off
from app.providers.wording import rewrite
from app.seed import books, letters, money, papers, people, shops, teams, voices
from app.seed.plot import plot
from app.seed.shops import OpenShop

_ONE_SEEDER = 4_117_733_002  # any constant: two at once take turns


@dataclass(frozen=True, slots=True)
class Census:
    """How many there are of each."""

    providers: int
    clients: int
    bookings: int


def inhabited(session: Session) -> bool:
    """Whether anybody has an account. Who asks first keeps others waiting until their transaction ends."""
    session.execute(text("SET LOCAL lock_timeout = '1min'"))
    session.execute(text("SET LOCAL statement_timeout = '1min'"))
    session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_SEEDER})
    return bool(session.scalar(select(exists().select_from(User))))


def populate(session: Session, *, now: datetime, password_hash: str) -> Census:
    """Fill an empty database. The same people, prices and fates every time, around today."""
    now = now.replace(second=0, microsecond=0)
    provider_users, guests = people.admit(session, now=now, password_hash=password_hash)
    opened = shops.open_shops(session, provider_users, now=now)
    teams.gather(session, opened, now=now)
    rewrite(session, [shop.provider_id for shop in opened])
    papers.write_billing(session, opened)
    entries = plot(opened, guests, now=now)
    books.write_bookings(session, entries)
    refund_ids = money.write_payments(session, entries, now=now)
    papers.write_papers(session, entries)
    letters.write_letters(session, entries, refund_ids)
    voices.write_reviews(session, entries, now=now)
    _go_on_holiday(session, opened[-1], now)
    return Census(len(opened), len(guests), len(entries))


def _go_on_holiday(session: Session, shop: OpenShop, now: datetime) -> None:
    """One provider is away for some days, bookings or not."""
    leaves = now.replace(hour=0, minute=0) + timedelta(days=8)
    away = TakeTimeOff(leaves, leaves + timedelta(days=5), "Diving")
    take_time_off(session, shop.provider_id, away, user_id=shop.user_id, now=now)
