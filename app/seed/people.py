"""Accounts of the demo world."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.accounts.models import Client, Role, User
from app.seed.cast import ADMIN, CLIENTS
from app.seed.market import SHOPS
from app.seed.rows import write, write_for_ids

JOINED = timedelta(days=200)


@dataclass(frozen=True, slots=True)
class Guest:
    """A client with their id."""

    user_id: int
    first_name: str
    timezone: str


def admit(session: Session, *, now: datetime, password_hash: str) -> tuple[list[int], list[Guest]]:
    """Open all accounts: the ids of those who offer, in their shops' order, and those who book."""
    common = {"password_hash": password_hash, "email_verified_at": now - JOINED, "created_at": now - JOINED}
    shops = [
        {"role": Role.PROVIDER, "email": shop.email, "timezone": shop.city.timezone}
        | {"first_name": shop.first_name, "last_name": shop.last_name}
        for shop in SHOPS
    ]
    others = [
        {"role": role, "email": person.email, "timezone": person.timezone}
        | {"first_name": person.first_name, "last_name": person.last_name}
        for role, people in ((Role.CLIENT, CLIENTS), (Role.ADMIN, (ADMIN,)))
        for person in people
    ]
    ids = write_for_ids(session, User, [common | row for row in [*shops, *others]])
    clients = ids[len(SHOPS) : len(SHOPS) + len(CLIENTS)]
    guests = [
        Guest(user_id, person.first_name, person.timezone)
        for user_id, person in zip(clients, CLIENTS, strict=True)
    ]
    rows = [{"user_id": guest.user_id, "timezone": guest.timezone} for guest in guests]
    write(session, Client, rows)
    return ids[: len(SHOPS)], guests
