"""A booking end to end: HTTP, ledger, worker, HTTP answer; beside its floors, measured in the same run."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from time import perf_counter

import psycopg

from bench import figures, load, stack, world

SLOTS_A_DAY = 48
PROVIDERS = 200


def run(*, quick: bool) -> dict[str, object]:
    with stack.running() as running:
        providers = world.providers(PROVIDERS)
        tokens = world.client_tokens(64)
        wanted = bookings(providers, tokens)
        _warm(running.port, wanted)
        trivial = load.run(running.port, 1, [load.request("GET", "/health")] * (300 if quick else 2000))
        floor = _floor(running.settings.database_url, 200 if quick else 1500)
        print(figures.line("trivial request, 1 client", figures.summary(trivial.times), rate=trivial.rate))
        print(figures.line("durable insert, 1 client", figures.summary(floor), rate=len(floor) / sum(floor)))
        found: dict[str, dict[str, float]] = {}
        for clients, count in (
            ((1, 400), (16, 2000), (48, 2000)) if quick else ((1, 3000), (16, 12000), (48, 12000))
        ):
            series = load.run(running.port, clients, list(islice(wanted, count)), follow)
            _check(series)
            found[f"clients_{clients}"] = {**figures.summary(series.times), "per_second": round(series.rate)}
            label = f"booking, {clients} clients"
            print(figures.line(label, figures.summary(series.times), rate=series.rate))
        return {**found, **_ratios(trivial.times, floor, found)}


def _ratios(
    trivial: list[float], floor: list[float], found: dict[str, dict[str, float]]
) -> dict[str, object]:
    request_ms, insert_ms = figures.summary(trivial)["p50_ms"], figures.summary(floor)["p50_ms"]
    one = found["clients_1"]
    return {
        "trivial_p50_ms": request_ms,
        "insert_p50_ms": insert_ms,
        "ratio_to_floor": round(one["p50_ms"] / (request_ms + insert_ms), 2),
        "p99_to_p50": round(one["p99_ms"] / one["p50_ms"], 2),
    }


def bookings(providers: list[int], tokens: list[str]) -> Iterator[bytes]:
    """Requests for ever new slots, spread over providers and clients."""
    first = world.tomorrow()
    for number in range(SLOTS_A_DAY * 50):
        for place, provider in enumerate(providers):
            start = first + timedelta(minutes=30) * number
            yield _request(provider, start, tokens[(number + place) % len(tokens)])


def _request(provider: int, start: datetime, token: str) -> bytes:
    body = {
        "providerId": provider,
        "startTime": start.isoformat(),
        "endTime": (start + timedelta(minutes=30)).isoformat(),
        "notes": "First lesson, beginner level",
        "timezone": "America/Los_Angeles",
    }
    return load.request(
        "POST", "/v1/bookings", token=token, body=json.dumps(body).encode(), more="Prefer: wait=10"
    )


def follow(connection: load.Connection, wanted: bytes, answer: load.Answer) -> load.Answer:
    """A 202 is followed to its end: the client's time runs on until it knows."""
    seconds = answer.seconds
    token = wanted.split(b"Bearer ", 1)[1].split(b"\r\n", 1)[0].decode()
    place = answer.header("location")
    while not answer.body or b'"status":"REQUESTED"' in answer.body:
        tag = answer.header("etag")
        answer = connection.send(
            load.request("GET", place, token=token, more=f"Prefer: wait=10\r\nIf-None-Match: {tag}")
        )
        seconds += answer.seconds
    return load.Answer(answer.status, answer.body, seconds, answer.headers)


def _warm(port: int, wanted: Iterator[bytes]) -> None:
    load.run(port, 8, list(islice(wanted, 200)))


def _check(series: load.Series) -> None:
    bad = [answer for answer in series.answers if b'"status":"PENDING"' not in answer.body]
    if bad:
        raise SystemExit(f"{len(bad)} of {len(series.answers)} were not reserved, the first: {bad[0].body!r}")


def _floor(url: str, count: int) -> list[float]:
    """One durable INSERT under the exclusion constraint, on the same server."""
    times = []
    with psycopg.connect(url, autocommit=True) as connection:
        resource = connection.execute("SELECT max(id) FROM resources").fetchone()
        statement = (
            "INSERT INTO occupancies (resource_id, during, kind, starts_at) VALUES"
            " (%s, tstzrange(%s, %s, '[)'), 'hold', %s) ON CONFLICT DO NOTHING RETURNING id"
        )
        start = datetime.fromisoformat("2031-01-01T00:00:00+00:00")
        for number in range(count):
            at = start + timedelta(hours=number)
            began = perf_counter()
            connection.execute(
                statement, (resource[0] if resource else 0, at, at + timedelta(minutes=30), at)
            ).fetchone()
            times.append(perf_counter() - began)
    return times
