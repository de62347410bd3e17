"""The index under change: how soon an answer knows of one, and what a killed index leaves behind."""

import itertools
import json
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import text

from app.db.session import reading, transaction
from app.providers.events import looks_changed, times_changed
from app.search import queries
from app.search.service import checking
from bench import figures, load
from deploy.local.opensearch import OpenSearchServer

A_SECOND = 50
EVERY = 25  # of so many changes one is followed to its answer: more would be a load of their own
PATIENCE_S = 120
PAGE = 1_000
WORDS = ("piano", "barber", "yoga", "lawyer")
_WORD = text("UPDATE providers SET bio = :word WHERE id = :id")
_TAKE = text("""
    INSERT INTO occupancies (resource_id, during, kind, starts_at)
    SELECT id, tstzrange(:start, :start + interval '1 hour'), 'booking', :start
    FROM resources WHERE provider_id = :id ON CONFLICT DO NOTHING
""")
_OPEN = text("SELECT count(*) FROM tasks WHERE actor = 'search.index' AND state IN ('ready', 'running')")


def fresh(port: int, *, seconds: int) -> dict[str, float]:
    """Fifty changes a second; from the commit of a new word in a text to the first answer that finds it."""
    waited: list[Future[float]] = []
    with ThreadPoolExecutor(16) as followers:
        for number, provider_id in enumerate(_paced(_some(A_SECOND * seconds))):
            if number % EVERY:
                _take(provider_id, number)
                continue
            word = f"w{provider_id}x{time.time_ns()}"
            _write(provider_id, word)
            waited.append(followers.submit(_until_found, port, word))
    summary = figures.summary([future.result() for future in waited])
    print(figures.line(f"commit to answer, {A_SECOND} changes a second", summary))
    return summary


def killed(port: int, server: OpenSearchServer, count: int) -> dict[str, object]:
    """The index dies amid searches and changes, and comes back: no 5xx, and then no difference anywhere."""
    asked = [load.request("GET", path("", {"q": words})) for words in WORDS]
    found: list[load.Series] = []
    searching = threading.Thread(
        target=lambda: found.append(load.run(port, 4, itertools.islice(itertools.cycle(asked), count)))
    )
    searching.start()
    for number, provider_id in enumerate(_paced(_some(count))):
        if number == count * 4 // 10:
            server.kill()
        if number % 2:
            _take(provider_id, number)
        else:
            _write(provider_id, f"w{provider_id}killed{number}")
        if number == count * 6 // 10:
            server.start()
    searching.join()
    began = time.perf_counter()
    _until(lambda: not _count(_OPEN))
    settled = time.perf_counter() - began
    bad = sum(answer.status >= 500 for answer in found[0].answers)  # noqa: PLR2004 - as HTTP has it
    differing = _compared()
    print(f"index killed: {bad} of {count} were 5xx; settled after {settled:.1f} s, {differing} differ")
    return {
        "searches": count,
        "changes": count,
        "server_errors": bad,
        "settled_s": round(settled, 1),
        "differing": differing,
    }


def path(below: str, query: dict[str, Any]) -> str:
    return f"/v1/providers{below}?{urlencode(query)}"


def _some(count: int) -> Sequence[int]:
    """So many providers, the same each time; one may come twice."""
    with reading() as session:
        ids = session.scalars(text("SELECT id FROM providers ORDER BY id")).all()
    return random.Random(8).choices(ids, k=count)  # noqa: S311 - the same changes each time


def _paced(ids: Sequence[int]) -> Iterator[int]:
    began = time.perf_counter()
    for number, provider_id in enumerate(ids):
        time.sleep(max(0.0, began + number / A_SECOND - time.perf_counter()))
        yield provider_id


def _write(provider_id: int, word: str) -> None:
    with transaction() as session:
        session.execute(_WORD, {"word": word, "id": provider_id})
        looks_changed(session, provider_id)


def _take(provider_id: int, number: int) -> None:
    start = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=24 + number % 600)
    with transaction() as session:
        session.execute(_TAKE, {"id": provider_id, "start": start})
        times_changed(session, provider_id)


def _until_found(port: int, word: str) -> float:
    began, asked = time.perf_counter(), load.request("GET", path("", {"q": word}))
    connection = load.Connection(port)
    try:
        _until(lambda: bool(json.loads(connection.send(asked).body)["data"]))
    finally:
        connection.close()
    return time.perf_counter() - began


def _until(true: Callable[[], bool]) -> None:
    deadline = time.perf_counter() + PATIENCE_S
    while not true():
        if time.perf_counter() > deadline:
            raise SystemExit(f"something was not so within {PATIENCE_S} s")
        time.sleep(0.1)  # often enough for the figure, and no load of its own


def _count(statement: Any) -> int:
    with reading() as session:
        return int(session.execute(statement).scalar_one())


def _compared() -> int:
    """How many documents of all differ from the database."""
    after, differing = 0, 0
    while True:
        with reading() as session:
            ids = queries.ids_after(session, after, PAGE)
            if not ids:
                return differing
            differing += len(checking.differing(session, ids, now=datetime.now(UTC)))
        after = ids[-1]
