"""The providers of a simulation, their rules drawn by chance, and the clients who book them."""

import json
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask

from app.availability.slots.quote import quote_of
from app.availability.slots.service import Wanted, Window, free_slots
from app.kernel.zones import moment_of
from tests.api import Person, join
from tests.factories.desks import Desk, offer, open_desk

# From the first to the last zone of a date, over half hours, quarters, and clocks that change.
ZONES = (
    "Pacific/Kiritimati",
    "Pacific/Chatham",
    "Pacific/Auckland",
    "Australia/Lord_Howe",
    "Asia/Tokyo",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Europe/London",
    "Europe/Berlin",
    "Africa/Casablanca",
    "America/St_Johns",
    "America/New_York",
    "America/Sao_Paulo",
    "America/Los_Angeles",
    "Pacific/Marquesas",
    "Pacific/Niue",
)
YEAR = 360
DAYS = 3  # a listing asks for


@dataclass(frozen=True)
class Shop:
    """A provider with some offerings."""

    desk: Desk
    offerings: tuple[int, ...]


@dataclass(frozen=True)
class Booked:
    """What stands: whose it is, and where."""

    booking_id: int
    client: Person
    shop: Shop
    offering_id: int


@dataclass(frozen=True)
class Choice:
    """One free time out of a listing, and the quote that came with it."""

    wanted: Wanted
    start: datetime
    quote: str

    @property
    def offering_id(self) -> int:
        assert self.wanted.offering_id is not None
        return self.wanted.offering_id


@dataclass
class Town:
    """Whoever takes part draws from the same chance, so a seed tells the whole story."""

    chance: random.Random
    shops: list[Shop]
    clients: list[Person]
    standing: list[Booked] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def shop(self) -> Shop:
        return self.chance.choice(self.shops)

    def client(self) -> Person:
        return self.chance.choice(self.clients)

    def day(self) -> date:
        """Somewhere within the year, far enough ahead that no notice runs out in between."""
        return (datetime.now(UTC) + timedelta(days=self.chance.randint(4, YEAR))).date()

    def choose(self, shop: Shop, offering_id: int | None = None, minutes: int | None = None) -> Choice | None:
        """Look at some days of the year, and pick one of the times that are listed."""
        wanted = Wanted(
            provider_id=shop.desk.provider_id,
            offering_id=offering_id or self.chance.choice(shop.offerings),
            minutes=minutes,
        )
        since = datetime.combine(self.day(), datetime.min.time(), UTC)
        window = Window(since=since, until=since + timedelta(days=DAYS), zone=None)
        offer, starts = free_slots(wanted, window)
        self.told["listings"] += 1
        self.told["times listed"] += len(starts)
        if not starts:
            return None
        quote = quote_of(offer.schedule, window.since, window.until, starts)
        return Choice(wanted, moment_of(self.chance.choice(starts)), quote)

    def wrongly(self, what: str, **facts: Any) -> None:
        """Something that must not be."""
        self.wrong.append(f"{what}: {facts}")


def found(app: Flask, chance: random.Random, *, shops: int, clients: int) -> Town:
    """Open the shops and let the clients in."""
    opened = [_shop(app, chance, ZONES[n % len(ZONES)]) for n in range(shops)]
    people = [join(app, "Ben", "CLIENT") for _ in range(clients)]
    return Town(chance, opened, people)


def _shop(app: Flask, chance: random.Random, zone: str) -> Shop:
    owner = join(app, "Ada", "PROVIDER")
    hours = chance.choice([(480, 1080), (540, 1440), (0, 1440), (1200, 240), (550, 1015)])
    desk = open_desk(owner, timezone=zone, opens=hours[0], closes=hours[1], **rules(chance))
    offerings = (desk.offering_id, *(offer(desk.provider_id, **rules(chance)) for _ in range(2)))
    if chance.random() < 0.3:
        desk.is_now(rest_minutes=chance.choice([5, 20, 60]))
    if chance.random() < 0.3:
        desk.is_now(limits=json.dumps([{"period": "WEEK", "count": chance.randint(5, 20), "minutes": None}]))
    return Shop(desk, offerings)


def rules(chance: random.Random) -> dict[str, Any]:
    """The terms of an offering, any of them."""
    minutes, step = chance.choice([25, 30, 45, 60, 90]), chance.choice([10, 15, 20, 30, 60])
    further = [{"minutes": minutes + more, "price_minor": 0} for more in (15, 60) if chance.random() < 0.3]
    limits = (
        [{"period": "DAY", "count": chance.randint(1, 4), "minutes": 600}] if chance.random() < 0.3 else []
    )
    return {
        "duration_minutes": minutes,
        "further_durations": json.dumps(further),
        "step_minutes": step,
        "grid": chance.choice(["STEP", "STEP", "FIT"]),
        "start_offset_minutes": chance.choice([0, 0, 5]) % step,
        "buffer_before_minutes": chance.choice([0, 0, 5, 15]),
        "buffer_after_minutes": chance.choice([0, 0, 10, 30]),
        "notice_minutes": chance.choice([0, 90, 1440]),
        "horizon_days": 730,
        "horizon_kind": chance.choice(["ROLLING", "ROLLING", "BOOKABLE_DAYS"]),
        "limits": json.dumps(limits),
        "price_minor": chance.choice([0, 0, 0, 4500]),
        "needs_approval": chance.random() < 0.1,
    }
