"""Calendars against an imitation of Google: the first reading, what changes later, and how soon slots know.

Everything is real but the company, which is a process of its own. The floor of an incremental reading is one
question to the company and two durable statements, measured in the same run.
"""

import contextlib
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import psycopg
from urllib3 import PoolManager

from bench import figures, stack, world
from bench.stack import Stack
from deploy.local.processes import Supervisor

EVENTS, QUICK_EVENTS = 5_000, 1_000
WORKER = "worker-slow"
_READINGS = """
    SELECT extract(epoch FROM done_at - greatest(run_at, created_at))::float8 FROM tasks
    WHERE actor = 'calendars.read' AND state = 'done' AND created_at > %s ORDER BY created_at
"""
_FLOOR = "UPDATE calendar_connections SET failures = 0"

pool = PoolManager(maxsize=4, retries=False)


def run(*, quick: bool) -> dict[str, object]:
    events = QUICK_EVENTS if quick else EVENTS
    with _company(events) as (company, address):
        more = {
            "GOOGLE_CLIENT_ID": "our-client",
            "GOOGLE_CLIENT_SECRET": "a secret of the tests",
            "BOOKMYTIME_GOOGLE_URL": address,
        }
        with stack.running(more) as running:
            desk = _Desk(running, address)
            first = _first_reading(running, desk, events)
            pushed = _pushed(running, desk, 5 if quick else 30)
            floor = _floor(running, address)
            patient = _while_it_hangs(company, desk)
            polled = {} if quick else _polled(desk)
        ratio = round(pushed["reading_p50_ms"] / floor, 2)
        return {**first, **pushed, "floor_ms": floor, "ratio_to_floor": ratio, **patient, **polled}


class _Desk:
    """A provider with a calendar at the company, and whoever looks at their free times."""

    def __init__(self, running: Stack, company: str) -> None:
        self.site, self.company = f"http://127.0.0.1:{running.port}", company
        (self.provider,) = world.providers(1, price_minor=0)
        self.token = world.provider_token(self.provider)
        self.first = world.tomorrow() + timedelta(days=3)

    def connect(self) -> None:
        asked = self._api("POST", "/v1/calendars/consents", {"kind": "google"})
        back = _post(f"{self.company}/control/agree", {"address": asked["address"]})["back"]
        told = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
        self._api("POST", "/v1/calendars/consents/finish", {"state": told["state"], "code": told["code"]})

    @property
    def is_read(self) -> bool:
        found = self._api("GET", "/v1/calendars/connections")
        return any(one["lastReadAt"] for account in found for one in account["calendars"])

    def write(self, key: str, start: datetime) -> None:
        _post(f"{self.company}/control/events/{key}", {"start": start.isoformat()})

    def offers(self, start: datetime) -> bool:
        window = f"from={_z(start)}&to={_z(start + timedelta(minutes=30))}"
        answer = pool.request("GET", f"{self.site}/v1/providers/{self.provider}/slots?{window}")
        return bool(json.loads(answer.data)["data"]["slots"])

    def free(self) -> Iterator[datetime]:
        """Starts that are offered, one after the other."""
        start = self.first
        while True:
            if self.offers(start):
                yield start
            start += timedelta(minutes=30)

    def _api(self, method: str, path: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        content = json.dumps(body).encode() if body is not None else None
        answer = pool.request(method, self.site + path, body=content, headers=headers)
        if answer.status >= 300:  # noqa: PLR2004 - a refusal
            raise SystemExit(f"{method} {path}: {answer.status} {answer.data[:300]!r}")
        return json.loads(answer.data)["data"]


@contextlib.contextmanager
def _company(events: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "tests.servers.google", "--events", str(events)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=stack.ROOT)
    assert process.stdout is not None  # noqa: S101 - it was asked for
    try:
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()


def _first_reading(running: Stack, desk: _Desk, events: int) -> dict[str, float]:
    before = _peak_mb(running.supervisor)
    began = perf_counter()
    desk.connect()
    _until(lambda: desk.is_read, 120)
    seconds, memory = perf_counter() - began, _peak_mb(running.supervisor) - before
    print(f"first reading of {events} events: {seconds:.2f} s from the consent on, {memory:.0f} MB more")
    return {"events": events, "first_reading_s": round(seconds, 2), "first_reading_mb": round(memory, 1)}


def _pushed(running: Stack, desk: _Desk, count: int) -> dict[str, float]:
    """From the event's birth at the company until slots no longer offer its time."""
    since = _now(running)
    seen: list[float] = []
    free = desk.free()
    for number in range(count):
        start = next(free)
        began = perf_counter()
        desk.write(f"pushed{number}", start)
        _until(lambda start=start: not desk.offers(start), 20)  # type: ignore[misc]
        seen.append(perf_counter() - began)
    readings = figures.summary(_readings(running, since))
    told = figures.summary(seen)
    print(figures.line("known by push", told))
    print(figures.line("incremental reading", readings))
    return {
        "push_p50_ms": told["p50_ms"],
        "push_max_ms": round(1000 * max(seen), 1),
        "reading_p50_ms": readings["p50_ms"],
        "reading_p99_ms": readings["p99_ms"],
    }


def _polled(desk: _Desk) -> dict[str, float]:
    """The company no longer tells. Somebody looks all the time."""
    _post(f"{desk.company}/control/silence", {})
    seen = []
    free = desk.free()
    for number in range(3):
        start = next(free)
        began = perf_counter()
        desk.write(f"polled{number}", start)
        _until(lambda start=start: not desk.offers(start), 700)  # type: ignore[misc]
        seen.append(perf_counter() - began)
    print(f"known by polling: {', '.join(f'{one:.1f} s' for one in seen)}")
    return {"poll_max_s": round(max(seen), 1)}


def _while_it_hangs(company: subprocess.Popen[str], desk: _Desk) -> dict[str, float]:
    """No request of a client waits for the company."""
    company.send_signal(signal.SIGSTOP)
    times = []
    for _ in range(100):
        began = perf_counter()
        desk.offers(desk.first)
        times.append(perf_counter() - began)
    company.send_signal(signal.SIGCONT)
    told = figures.summary(times)
    print(figures.line("slots while the company hangs", told))
    return {"slots_while_it_hangs_p99_ms": told["p99_ms"]}


def _floor(running: Stack, address: str) -> float:
    """One question to the company and two durable statements, in milliseconds."""
    times = []
    with psycopg.connect(running.settings.database_url, autocommit=True) as connection:
        for _ in range(50):
            began = perf_counter()
            pool.request("GET", f"{address}/calendar/v3/users/me/calendarList")
            connection.execute(_FLOOR)
            connection.execute(_FLOOR)
            times.append(perf_counter() - began)
    return figures.summary(times)["p50_ms"]


def _readings(running: Stack, since: datetime) -> list[float]:
    with psycopg.connect(running.settings.database_url) as connection:
        return [row[0] for row in connection.execute(_READINGS, (since,))]


def _now(running: Stack) -> datetime:
    with psycopg.connect(running.settings.database_url) as connection:
        row = connection.execute("SELECT now()").fetchone()
    if row is None:
        raise SystemExit("the database tells no time")
    return cast("datetime", row[0])


def _peak_mb(supervisor: Supervisor) -> float:
    """The highest resident size of any process of the slow workers."""
    return max(_high_water(pid) for pid in _family(supervisor.pid(WORKER)))


def _family(parent: int) -> Iterator[int]:
    yield parent
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            if int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == parent:
                yield int(entry.name)


def _high_water(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def _post(url: str, body: Any) -> Any:
    headers = {"Content-Type": "application/json"}
    return json.loads(pool.request("POST", url, body=json.dumps(body).encode(), headers=headers).data)


def _until(true: Callable[[], bool], seconds: float) -> None:
    never, deadline = threading.Event(), perf_counter() + seconds
    while not true():
        if perf_counter() > deadline:
            raise SystemExit("it took too long")
        never.wait(0.01)


def _z(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
