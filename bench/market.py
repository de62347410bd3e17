"""A synthetic market of any size: twenty trades in ten cities, the same each time."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session

from app.availability.models import AvailabilityRule, Occupancy, Resource
from app.db.session import transaction
from app.providers.models import Offering, Provider
from app.providers.wording import rewrite
from bench.world import people

# What they call themselves, what can be booked, and what they say of it.
TRADES: dict[str, tuple[str, str]] = {
    "barber": ("Haircut and beard trim", "Classic cuts with scissors and razor."),
    "piano_teacher": ("Piano lesson", "Scales, sonatas and songs for every age."),
    "guitar_teacher": ("Guitar lesson", "Chords, blues and fingerstyle."),
    "yoga": ("Vinyasa hour", "Breath, balance and calm."),
    "physiotherapist": ("Physiotherapy session", "Back pain, knees and sports injuries."),
    "dentist": ("Dental check", "Teeth cleaning and fillings."),
    "language_tutor": ("Conversation hour", "Grammar and pronunciation."),
    "math_tutor": ("Algebra hour", "Calculus, geometry and exams."),
    "photographer": ("Portrait session", "Weddings, families and passports."),
    "lawyer": ("First consultation", "Contracts, tenancy and labour law."),
    "accountant": ("Tax return", "Books, invoices and annual accounts."),
    "massage": ("Deep tissue massage", "Neck, shoulders and feet."),
    "personal_trainer": ("Training hour", "Strength and endurance."),
    "career_coach": ("Coaching hour", "Applications and interviews."),
    "plumber": ("Leak repair", "Pipes, taps and heating."),
    "electrician": ("Wiring check", "Sockets, lights and fuses."),
    "veterinarian": ("Pet check", "Cats, dogs and rabbits."),
    "dog_walker": ("Long walk", "Parks and forests with your dog."),
    "makeup_artist": ("Bridal makeup", "Skin care and colours."),
    "cook": ("Cooking class", "Pasta, curry and bread."),
}
CITIES = {
    "Berlin": (52.52, 13.40),
    "Paris": (48.86, 2.35),
    "Madrid": (40.42, -3.70),
    "London": (51.51, -0.13),
    "Lisbon": (38.72, -9.14),
    "Vienna": (48.21, 16.37),
    "Zurich": (47.38, 8.54),
    "Dublin": (53.35, -6.26),
    "Rome": (41.90, 12.50),
    "Oslo": (59.91, 10.75),
}
FIRST = ("Ada", "Ben", "Cleo", "Dana", "Emil", "Fatima", "Goran", "Hana", "Ivo", "Jade", "Kofi", "Lena")
LAST = ("Silva", "Novak", "Weber", "Rossi", "Murphy", "Larsen", "Dubois", "Garcia", "Okafor", "Tanaka")
LANGUAGES = ("english", "german", "french", "spanish")
PAGE = 2000


def fill(count: int) -> None:
    for first in range(0, count, PAGE):
        with transaction() as session:
            _page(session, range(first, min(first + PAGE, count)))
    with transaction() as session:
        session.execute(text("ANALYZE"))


def _page(session: Session, numbers: range) -> None:
    owners = people(session, len(numbers), "PROVIDER", first=numbers.start)
    profiles = [_profile(number, owner) for number, owner in zip(numbers, owners, strict=True)]
    ids = list(
        session.scalars(insert(Provider).returning(Provider.id, sort_by_parameter_order=True), profiles)
    )
    resources = session.scalars(
        insert(Resource).returning(Resource.id, sort_by_parameter_order=True),
        [{"provider_id": one} for one in ids],
    )
    session.execute(insert(Offering), [_offering(one, row) for one, row in zip(ids, profiles, strict=True)])
    session.execute(insert(AvailabilityRule), [row for one in ids for row in _hours(one)])
    session.execute(insert(Occupancy), [row for one in resources for row in _booked(one)])
    rewrite(session, ids)


def _profile(number: int, owner: int) -> dict[str, Any]:
    chance = random.Random(number)  # noqa: S311 - the same market each time
    trade = list(TRADES)[number % len(TRADES)]
    city = chance.choice(list(CITIES))
    other = chance.choice(list(TRADES.values()))[1] if chance.random() < 0.2 else ""  # noqa: PLR2004 - one in five
    return {
        "user_id": owner,
        "name": f"{chance.choice(FIRST)} {chance.choice(LAST)} {number}",
        "bio": f"{TRADES[trade][1]} {other} In {city} for {chance.randint(1, 30)} years.",
        "specializations": [trade],
        "languages": chance.sample(LANGUAGES, chance.randint(1, 3)),
        "hourly_rate_minor": chance.randrange(2000, 15000, 100),
        "currency": "EUR",
        "meeting": chance.choice(("ONLINE", "IN_PERSON", "BOTH")),
        "city": city,
        "latitude": CITIES[city][0] + chance.uniform(-0.2, 0.2),
        "longitude": CITIES[city][1] + chance.uniform(-0.2, 0.2),
        "rating": round(chance.uniform(2.5, 5), 2),
        "total_reviews": chance.randint(1, 200),
        "timezone": "Europe/Berlin",
    }


def _offering(provider_id: int, profile: dict[str, Any]) -> dict[str, Any]:
    return {
        "provider_id": provider_id,
        "title": TRADES[profile["specializations"][0]][0],
        "duration_minutes": 60,
        "step_minutes": 30,
        "price_minor": profile["hourly_rate_minor"],
        "currency": "EUR",
    }


def _hours(provider_id: int) -> Iterator[dict[str, Any]]:
    """Two spans a day, which hardly anybody shares with another one."""
    chance = random.Random(provider_id)  # noqa: S311 - the same market each time
    opens, noon, closes = (chance.randrange(*span, 15) for span in ((420, 600), (700, 780), (960, 1260)))
    for day in chance.sample(range(1, 8), 5):
        yield {"provider_id": provider_id, "day_of_week": day, "start_minute": opens, "end_minute": noon}
        yield {
            "provider_id": provider_id,
            "day_of_week": day,
            "start_minute": noon + 30,
            "end_minute": closes,
        }


def _booked(resource_id: int) -> Iterator[dict[str, Any]]:
    """Three bookings within the next weeks."""
    chance = random.Random(resource_id)  # noqa: S311 - the same market each time
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    for day in chance.sample(range(1, 28), 3):
        start = midnight + timedelta(days=day, minutes=chance.randrange(480, 1020, 30))
        during = Range(start, start + timedelta(hours=1))
        yield {"resource_id": resource_id, "during": during, "kind": "booking", "starts_at": start}
