"""Finding providers by OpenSearch and by PostgreSQL: time, relevance, freshness, and a killed index."""

import itertools
import os
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from app.adapters.search.opensearch import OpenSearchSearch
from app.adapters.search.postgres import PostgresSearch
from app.http.paging import Paging
from app.ports import install, ports
from app.ports.search import Search
from app.search.service import rebuilding, search
from app.search.wanted import Wanted
from bench import figures, load, market, relevance, search_faults, stack
from bench.search_faults import path
from deploy.local import opensearch

CLIENTS = 16
WORDS = ("piano", "barber", "dental check", "yoga", "math tutor", "lawyer", "massage", "photographer")
BEGUN = ("pi", "bar", "den", "ad", "yo", "le", "mas", "pho")


# A server has more than the small node of tests: a compiler that optimises, and room.
JAVA = "-Xms1g -Xmx1g -XX:TieredStopAtLevel=4"


def run(*, quick: bool) -> dict[str, object]:
    count, requests = (2_000, 400) if quick else (100_000, 2_000)
    os.environ.setdefault("OPENSEARCH_JAVA_OPTS", JAVA)
    with (
        opensearch.temporary() as server,
        stack.running({"OPENSEARCH_URL": server.url, "BOOKMYTIME_WEB_PROCESSES": "2"}) as running,
    ):
        index = OpenSearchSearch(server.url, patience=30)
        install(replace(ports(), search=index))
        market.fill(count)
        found: dict[str, object] = {"providers": count, **_built(count)}
        for name, adapter in (("opensearch", index), ("postgres", PostgresSearch())):
            found[f"{name}_relevance"] = relevance.judged(partial(_trades, by=adapter))
            print(f"{name}: {found[f'{name}_relevance']}")
        install(replace(ports(), search=index))
        found |= _loads(running.port, "opensearch", requests)
        found["fresh"] = search_faults.fresh(running.port, seconds=4 if quick else 20)
        found["killed"] = search_faults.killed(running.port, server, 200 if quick else 1_000)
        server.kill()
        found |= _loads(running.port, "postgres", requests // 4)
        return found


def _built(count: int) -> dict[str, object]:
    """How fast, and how much of this process's memory the pages needed beyond the first tenth's."""
    began, seen = time.perf_counter(), list[tuple[int, int]]()
    rebuilding.rebuild(lambda done, _total: seen.append((done, _resident_mb())))
    rate = round(count / (time.perf_counter() - began))
    early = max(mb for done, mb in seen if done <= max(count // 10, seen[0][0]))
    growth = max(mb for _, mb in seen) - early
    print(
        f"rebuilt: {rate} documents a second; memory grew by {growth} MB after the first tenth ({early} MB)"
    )
    return {"rebuilt_per_second": rate, "rebuild_growth_mb": growth}


def _ratio(port: int, asked: Sequence[bytes]) -> float:
    """How many trivial requests one of these takes, for a client who is alone."""
    trivial = load.run(port, 1, [load.request("GET", "/health")] * len(asked)).times
    return round(
        figures.at(sorted(load.run(port, 1, asked).times), 0.5) / figures.at(sorted(trivial), 0.5), 1
    )


def _resident_mb() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") >> 20


def _trades(words: str, by: Search) -> list[str]:
    install(replace(ports(), search=by))
    found = search(Wanted(q=words, paging=Paging(1, 10)), now=datetime.now(UTC))
    return [one["specializations"][0] for one in found.items]


def _loads(port: int, name: str, requests: int) -> dict[str, object]:
    """The full query with facets and distance, and completion, each by sixteen clients."""
    day = datetime.now(UTC).date() + timedelta(days=3)
    near = {"lat": 52.5, "lon": 13.4, "radiusKm": 1500, "language": "english", "rating_min": 3}
    kinds = {
        "full": [path("", {"q": words, **near}) for words in WORDS],
        "free_time": [path("", {"q": words, "freeOn": day, "freeAfter": "12:00"}) for words in WORDS],
        "autocomplete": [path("/autocomplete", {"q": begun}) for begun in BEGUN],
    }
    found: dict[str, object] = {}
    for kind, paths in kinds.items():
        asked = [load.request("GET", path) for path in itertools.islice(itertools.cycle(paths), requests)]
        load.run(port, CLIENTS, asked[: requests // 2])  # until compilers and caches have seen it
        series = load.run(port, CLIENTS, asked)
        if bad := [answer for answer in series.answers if answer.status != stack.OK]:
            raise SystemExit(f"{len(bad)} were refused, the first: {bad[0].body[:300]!r}")
        summary = figures.summary(series.times)
        found[f"{name}_{kind}"] = {
            **summary,
            "per_second": round(series.rate),
            "alone_to_trivial": _ratio(port, asked[:200]),
        }
        print(figures.line(f"{name}, {kind}, {CLIENTS} clients", summary, rate=series.rate))
    return found
