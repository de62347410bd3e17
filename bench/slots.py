"""A month of one provider's free times: the pure engine, and the endpoint beside a trivial request."""

import random
from datetime import timedelta
from time import perf_counter
from urllib.parse import urlencode

from sqlalchemy import insert, select
from sqlalchemy.dialects.postgresql import Range

from app.availability.models import Occupancy
from app.availability.rules import open_slots
from app.db.session import transaction
from app.providers.models import Resource
from bench import engine_case, figures, load, stack, world

BOOKED = 200
DAYS = 31
HOURS = (8, 20)


def run(*, quick: bool) -> dict[str, object]:
    engine = _engine(200 if quick else 2000)
    print(figures.line("engine, 31 days, 200 busy", figures.summary(engine)))
    with stack.running() as running:
        path = _path(world.providers(1, minutes=60, step=15, hours=HOURS)[0])
        load.run(running.port, 4, [load.request("GET", path)] * 100)
        trivial = load.run(running.port, 1, [load.request("GET", "/health")] * (300 if quick else 3000))
        found: dict[str, object] = {
            "engine_p50_ms": figures.summary(engine)["p50_ms"],
            "trivial_p50_ms": figures.summary(trivial.times)["p50_ms"],
        }
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
        return found


def _engine(rounds: int) -> list[float]:
    case, times = engine_case.timetable(), []
    for _ in range(rounds):
        began = perf_counter()
        open_slots(case, engine_case.TERMS, window=engine_case.WINDOW, now=engine_case.NOW)
        times.append(perf_counter() - began)
    return times


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
