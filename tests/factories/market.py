"""A small market of providers, written straight into the tables."""

import random
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert

from app.accounts.models import User
from app.availability.models import AvailabilityRule, Resource
from app.db.session import transaction
from app.providers.models import Offering, Provider

NAMED: list[dict[str, Any]] = [
    {"name": "Zoë Barber", "bio": "A gentle cut.", "specializations": ["barber"]},
    {"name": "Paul Piano", "bio": "Scales.", "specializations": ["piano"], "offers": "Sonata lessons"},
    {"name": "Petra Piano", "bio": "Chords.", "specializations": ["piano"]},
    {"name": "Tom Tax", "bio": "I was a barber once.", "specializations": ["tax"]},
]
PLACES = [
    (52.5, 13.4),
    (52.6, 13.5),
    (48.1, 11.6),
    (-36.8, 174.7),
    (-18.1, 178.4),
    (-18.0, -179.9),
    (89.0, 0.0),
]


@dataclass(frozen=True)
class Market:
    """`mark` is a word and `skill` a specialization that nobody else has; `midnight` the day's, by UTC."""

    mark: str
    skill: str
    names: dict[int, str]
    midnight: int

    def id_of(self, name: str) -> int:
        return next(number for number, other in self.names.items() if other == name)


def market(count: int = 20) -> Market:
    mark = f"m{uuid.uuid4().hex[:12]}"
    chance = random.Random(11)  # noqa: S311 - the same market each time
    profiles = [_profile(number, mark, chance) for number in range(count)]
    offers = [profile.pop("offers") for profile in profiles]
    with transaction() as session:
        users = insert(User).returning(User.id, sort_by_parameter_order=True)
        owners = session.scalars(users, [_user(mark, number) for number in range(count)]).all()
        rows = [{**profile, "user_id": owner} for profile, owner in zip(profiles, owners, strict=True)]
        write = insert(Provider).execution_options(render_nulls=True)
        ids = session.scalars(write.returning(Provider.id, sort_by_parameter_order=True), rows).all()
        session.execute(insert(Resource), [{"provider_id": number} for number in ids])
        session.execute(insert(Offering), [_offering(*pair) for pair in zip(ids, offers, strict=True)])
        session.execute(insert(AvailabilityRule), [_hours(number, place) for place, number in enumerate(ids)])
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    names = {number: row["name"] for number, row in zip(ids, rows, strict=True)}
    return Market(mark, f"skill_{mark}", names, int(midnight.timestamp()))


def _profile(number: int, mark: str, chance: random.Random) -> dict[str, Any]:
    given = NAMED[number] if number < len(NAMED) else {"name": f"Nobody {number}", "bio": "Yoga."}
    place = chance.choice([*PLACES, None])
    currency = chance.choice(["EUR", "EUR", "JPY"])
    return {
        "name": given["name"],
        "bio": f"{given['bio']} {mark}",
        "specializations": [
            *given.get("specializations", ["yoga"]),
            *([f"skill_{mark}"] if "Piano" in given["name"] else []),
        ],
        "languages": chance.sample(["english", "german", "finnish"], chance.randint(1, 3)),
        "hourly_rate_minor": chance.randrange(2000, 9000)
        if currency == "EUR"
        else chance.randrange(3000, 9000),
        "currency": currency,
        "meeting": chance.choice(["ONLINE", "IN_PERSON", "BOTH"]),
        "latitude": place and place[0],
        "longitude": place and place[1],
        "rating": chance.choice([None, 3.5, 4.0, 4.35, 4.9, 5.0]),
        "total_reviews": chance.randrange(50),
        "timezone": chance.choice(["UTC", "Europe/Berlin", "America/New_York"]),
        "offers": given.get("offers", "Session"),
    }


def _user(mark: str, number: int) -> dict[str, Any]:
    return {
        "email": f"{mark}-{number}@example.com",
        "password_hash": "-",
        "role": "PROVIDER",
        "first_name": "Ada",
        "last_name": str(number),
        "timezone": "UTC",
    }


def _offering(provider_id: int, title: str) -> dict[str, Any]:
    minutes = (30, 60, 90)[provider_id % 3]
    return {
        "provider_id": provider_id,
        "title": title,
        "duration_minutes": minutes,
        "step_minutes": 30,
        "price_minor": 1000,
        "currency": "EUR",
    }


def _hours(provider_id: int, place: int) -> dict[str, Any]:
    """Open on one day of the week alone, each on their own."""
    opens = 60 * (8 + place % 5)
    return {
        "provider_id": provider_id,
        "day_of_week": 1 + place % 7,
        "start_minute": opens,
        "end_minute": opens + 240,
    }
