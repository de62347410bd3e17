"""Finding providers by OpenSearch and by PostgreSQL: time, relevance, freshness, and a killed index."""

import itertools
import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import text

from app.adapters.search.opensearch import OpenSearchSearch
from app.adapters.search.postgres import PostgresSearch
from app.db.session import reading, transaction
from app.http.paging import Paging
from app.ports import install, ports
from app.ports.search import Search
from app.providers.events import looks_changed
from app.search.service import checking, search
from app.search.wanted import Wanted
from bench import figures, load, market, relevance, stack
from deploy.local import opensearch
from deploy.local.opensearch import OpenSearchServer

CLIENTS = 16
WORDS = ("piano", "barber", "dental check", "yoga", "math tutor", "lawyer", "massage", "photographer")
BEGUN = ("pi", "bar", "den", "ad", "yo", "le", "mas", "pho")


def run(*, quick: bool) -> dict[str, object]:
    count, requests = (2_000, 400) if quick else (100_000, 3_000)
    with opensearch.temporary() as server, stack.running({"OPENSEARCH_URL": server.url}) as running:
        index = OpenSearchSearch(server.url, patience=30)
        install(replace(ports(), search=index))
        market.fill(count)
        found: dict[str, object] = {"providers": count, **_built(count)}
        for name, adapter in (("opensearch", index), ("postgres", PostgresSearch())):
            found[f"{name}_relevance"] = relevance.judged(partial(_trades, by=adapter))
            print(f"{name}: {found[f'{name}_relevance']}")
        found |= _loads(running.port, "opensearch", requests)
        found["fresh"] = _fresh(running.port, 20 if quick else 200)
        found["killed"] = _killed(running.port, server, requests)
        found |= _loads(running.port, "postgres", requests // 2)
        return found


def _built(count: int) -> dict[str, object]:
    began = time.perf_counter()
    checking.rebuild()
    rate = round(count / (time.perf_counter() - began))
    print(f"rebuilt: {rate} documents a second")
    return {"rebuilt_per_second": rate}


def _trades(words: str, by: Search) -> list[str]:
    install(replace(ports(), search=by))
    found = search(Wanted(q=words, paging=Paging(1, 10)), now=datetime.now(UTC))
    return [one.specializations[0] for one in found.items]


def _loads(port: int, name: str, requests: int) -> dict[str, object]:
    """The full query with facets and distance, and completion, each by sixteen clients."""
    day = datetime.now(UTC).date() + timedelta(days=3)
    near = {"lat": 52.5, "lon": 13.4, "radiusKm": 1500, "language": "english", "rating_min": 3}
    kinds = {
        "full": [_path("", {"q": words, **near}) for words in WORDS],
        "free_time": [_path("", {"q": words, "freeOn": day, "freeAfter": "12:00"}) for words in WORDS],
        "autocomplete": [_path("/autocomplete", {"q": begun}) for begun in BEGUN],
    }
    found: dict[str, object] = {}
    for kind, paths in kinds.items():
        asked = [load.request("GET", path) for path in itertools.islice(itertools.cycle(paths), requests)]
        load.run(port, CLIENTS, asked[:50])
        series = load.run(port, CLIENTS, asked)
        if bad := [answer for answer in series.answers if answer.status != stack.OK]:
            raise SystemExit(f"{len(bad)} were refused, the first: {bad[0].body[:300]!r}")
        summary = figures.summary(series.times)
        found[f"{name}_{kind}"] = {**summary, "per_second": round(series.rate)}
        print(figures.line(f"{name}, {kind}, {CLIENTS} clients", summary, rate=series.rate))
    return found


def _fresh(port: int, changes: int) -> dict[str, float]:
    """From the commit of a new word in a text to the first answer that finds it."""
    with reading() as session:
        ids = session.scalars(text("SELECT id FROM providers ORDER BY id LIMIT :n"), {"n": changes}).all()
    waited = []
    for provider_id in ids:
        word = f"w{provider_id}x{time.time_ns()}"
        _write(provider_id, word)
        waited.append(_until_found(port, word))
    summary = figures.summary(waited)
    print(figures.line("from a commit to the answer", summary))
    return summary


def _write(provider_id: int, word: str) -> None:
    with transaction() as session:
        changed = text("UPDATE providers SET bio = :word WHERE id = :id")
        session.execute(changed, {"word": word, "id": provider_id})
        looks_changed(session, provider_id)


def _until_found(port: int, word: str) -> float:
    began, path = time.perf_counter(), _path("", {"q": word})
    connection = load.Connection(port)
    while time.perf_counter() - began < 30:  # noqa: PLR2004 - something is broken by then
        answer: dict[str, Any] = json.loads(connection.send(load.request("GET", path)).body)
        if answer["data"]:
            connection.close()
            return time.perf_counter() - began
    raise SystemExit("a change was not found within 30 s")


def _killed(port: int, server: OpenSearchServer, requests: int) -> dict[str, object]:
    """The index dies amid searches and changes, and comes back: no 5xx, and then no difference."""
    server.kill()
    asked = [load.request("GET", _path("", {"q": words, "page": 1})) for words in WORDS]
    series = load.run(port, CLIENTS, list(itertools.islice(itertools.cycle(asked), requests)))
    with reading() as session:
        ids = session.scalars(text("SELECT id FROM providers ORDER BY id LIMIT 50")).all()
    for provider_id in ids:
        _write(provider_id, f"w{provider_id}away")
    server.start()
    install(replace(ports(), search=OpenSearchSearch(server.url, patience=30)))
    caught_up = _until_equal(ids)
    server.kill()
    bad = sum(answer.status >= 500 for answer in series.answers)  # noqa: PLR2004 - as HTTP has it
    print(f"index killed: {bad} of {requests} were 5xx; equal again after {caught_up:.1f} s")
    return {"searches": requests, "server_errors": bad, "equal_after_s": round(caught_up, 1)}


def _until_equal(ids: Any) -> float:
    began = time.perf_counter()
    while time.perf_counter() - began < 60:  # noqa: PLR2004 - something is broken by then
        with reading() as session:
            if not checking.differing(session, ids, now=datetime.now(UTC)):
                return time.perf_counter() - began
        time.sleep(0.2)
    raise SystemExit("the index did not catch up within a minute")


def _path(below: str, query: dict[str, Any]) -> str:
    return f"/v1/providers{below}?{urlencode(query)}"
