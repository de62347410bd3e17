"""A month of one provider's free times: the pure engine, the endpoint, and the next free time of many."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from sqlalchemy import insert, select
from sqlalchemy.dialects.postgresql import Range

from app.availability.models import Occupancy
from app.availability.next_available import next_available
from app.db.session import reading, transaction
from app.providers.models import Resource
from bench import engine_rules, figures, load, stack, world

BOOKED = 200
DAYS = 31
HOURS = (8, 20)
MANY = 100
NEXT_FREE_BOUND_MS = 50.0


def run(*, quick: bool) -> dict[str, object]:
    found = engine_rules.run(quick=quick)
    with stack.running() as running:
        first, *others = world.providers(1 + MANY, minutes=60, step=15, hours=HOURS)
        path = _path(first)
        load.run(running.port, 4, [load.request("GET", path)] * 100)
        trivial = load.run(running.port, 1, [load.request("GET", "/health")] * (300 if quick else 3000))
        found["trivial_p50_ms"] = figures.summary(trivial.times)["p50_ms"]
        print(figures.line("trivial request, 1 client", figures.summary(trivial.times), rate=trivial.rate))
        for clients, count in ((1, 300), (16, 600)) if quick else ((1, 3000), (16, 6000)):
            series = load.run(running.port, clients, [load.request("GET", path)] * count)
            _check(series)
            found[f"clients_{clients}"] = {
                **figures.summary(series.times),
                "per_second": round(series.rate),
            }
            print(figures.line(f"slots, {clients} clients", figures.summary(series.times), rate=series.rate))
            if clients == 1:
                ratio = figures.summary(series.times)["p50_ms"] / figures.summary(trivial.times)["p50_ms"]
                found["ratio_to_trivial"] = round(ratio, 2)
        return found | _next_free(others, 20 if quick else 200)


def _next_free(providers: Sequence[int], rounds: int) -> dict[str, object]:
    """When each of a hundred providers is free next, from the database, beside one trivial statement."""
    _book_out(providers)
    with reading() as session:
        floor = engine_rules.timed(lambda: session.execute(select(1)).scalar_one(), rounds)
        times = engine_rules.timed(lambda: next_available(session, providers, now=datetime.now(UTC)), rounds)
    print(figures.line(f"next free time of {len(providers)} providers", figures.summary(times)))
    took = figures.summary(times)["p50_ms"]
    return {
        "next_free_bound_ms": NEXT_FREE_BOUND_MS,
        "next_free_p50_ms": took,
        "next_free_to_statement": round(took / figures.summary(floor)["p50_ms"], 1),
    }


def _book_out(providers: Sequence[int]) -> None:
    """Take most of the next days, so that the first free time has to be looked for."""
    since = world.tomorrow() - timedelta(days=2)
    with transaction() as session:
        resources = session.scalars(select(Resource.id).where(Resource.provider_id.in_(providers)))
        rows = [
            {
                "resource_id": resource,
                "during": Range(since + timedelta(hours=hour), since + timedelta(hours=hour + 1)),
                "kind": "booking",
                "starts_at": since + timedelta(hours=hour),
            }
            for resource in resources
            for hour in range(3 * 24)
        ]
        session.execute(insert(Occupancy), rows)


def _path(provider_id: int) -> str:
    """Where to ask for 31 days of a provider who has 200 bookings in them."""
    first = world.tomorrow()
    chance = random.Random(7)  # noqa: S311 - the same world each time, no secret
    hours = [24 * day + hour for day in range(DAYS) for hour in range(*HOURS)]
    with transaction() as session:
        resource = session.scalars(select(Resource.id).where(Resource.provider_id == provider_id)).one()
        rows = [
            {
                "resource_id": resource,
                "during": Range(first + timedelta(hours=hour), first + timedelta(hours=hour + 1)),
                "kind": "booking",
                "starts_at": first + timedelta(hours=hour),
            }
            for hour in chance.sample(hours, BOOKED)
        ]
        session.execute(insert(Occupancy), rows)
    window = {
        "from": first.isoformat(),
        "to": (first + timedelta(days=DAYS)).isoformat(),
        "timezone": "America/New_York",
    }
    return f"/v1/providers/{provider_id}/slots?{urlencode(window)}"


def _check(series: load.Series) -> None:
    bad = [answer for answer in series.answers if answer.status != stack.OK]
    if bad:
        raise SystemExit(f"{len(bad)} answers were refused, the first: {bad[0].body[:300]!r}")
