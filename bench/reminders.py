"""Ten thousand reminders due within one minute: when each was handed over, how often, and with what memory.

The mail server answers each mail after 50 ms. Everything shares this machine, the mail server included.
"""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg

from bench import figures, post, stack, world
from deploy.local import procfile
from tests.chaos.faults import working_children

ANSWERS_AFTER = 0.05
MINUTE = 60.0
BEGIN_AFTER = 5.0
PATIENCE = 240.0
FOR_COPIES = 2.0

_BOOKINGS = """
INSERT INTO bookings (id, provider_id, client_id, offering_id, start_time, end_time, wall_start, zone,
    tz_version, client_timezone, status, payment_required, amount_minor, currency, cancel_free_hours,
    cancel_late_percent, notes, version)
SELECT 100000000000 + n, o.provider_id, u.id, o.id, t.due + interval '1 hour', t.due + interval '90 minutes',
    t.due + interval '1 hour', 'Europe/London', '-', 'Europe/Berlin', 'CONFIRMED', false, 4500, 'USD', 24, 0,
    'First lesson', 2
FROM generate_series(0, %(count)s - 1) AS n
CROSS JOIN LATERAL (SELECT %(first)s::timestamptz + n * %(apart)s * interval '1 second' AS due) AS t
JOIN (SELECT o.*, row_number() OVER (ORDER BY id) - 1 AS place FROM offerings o) AS o
  ON o.place = n %% %(providers)s
JOIN (SELECT u.*, row_number() OVER (ORDER BY id) - 1 AS place FROM users u WHERE role = 'CLIENT') AS u
  ON u.place = n %% %(clients)s
"""
_REMINDERS = """
INSERT INTO tasks (id, actor, queue, args, dedupe_key, max_attempts, run_at)
SELECT gen_random_uuid(), 'notifications.remind', 'default',
    jsonb_build_object('booking_id', id, 'version', 2, 'minutes', 60, 'role', 'client'),
    'remind:' || id || ':2:60:client', 12, start_time - interval '1 hour'
FROM bookings WHERE notes = 'First lesson'
"""


def run(*, quick: bool) -> dict[str, object]:
    count = 2000 if quick else 10_000
    minute = MINUTE * count / 10_000
    commands = procfile.read(stack.ROOT / "Procfile")
    with post.serving(ANSWERS_AFTER) as office:
        more = {"BOOKMYTIME_MAIL": "smtp", "BOOKMYTIME_SMTP_URL": f"smtp://127.0.0.1:{office.port}"}
        with stack.running(more) as running:
            first = datetime.now(UTC) + timedelta(seconds=BEGIN_AFTER)
            with psycopg.connect(running.settings.database_url, autocommit=True) as connection:
                plan(connection, count, first=first, apart=minute / count)
            workers = [name for name in commands if name.startswith("worker")]
            _wait(office, count // 10, first.timestamp())  # by then everything that is loaded late is there
            before = {name: _memory(running.supervisor.pid(name)) for name in workers}
            _wait(office, count, first.timestamp())
            after = {name: _memory(running.supervisor.pid(name)) for name in workers}
            time.sleep(FOR_COPIES)
            taken = office.taken()
            growth = {name: round(after[name] / before[name], 3) for name in before}
            return {
                **_figures(taken, count, first=first.timestamp(), minute=minute),
                "memory_mb": {name: round(each) for name, each in after.items()},
                "memory_growth": growth,
            }


def plan(connection: psycopg.Connection[Any], count: int, *, first: datetime, apart: float) -> None:
    """So many bookings, and a reminder of each, that fall due from `first` on, so many seconds apart."""
    providers, clients = world.providers(100), world.client_tokens(500)
    values = {"count": count, "first": first, "apart": apart}
    connection.execute(_BOOKINGS, values | {"providers": len(providers), "clients": len(clients)})
    connection.execute(_REMINDERS)
    connection.execute("ANALYZE")


def _wait(office: post.Post, count: int, first: float) -> None:
    """Until so many have arrived."""
    while True:
        time.sleep(1)
        taken = office.taken()
        print(f"{time.time() - first:6.1f} s  {len(taken)} mails", flush=True)
        if len(taken) >= count or time.time() - first > PATIENCE:
            return


def _figures(taken: list[tuple[float, str]], count: int, *, first: float, minute: float) -> dict[str, object]:
    names = [name for _, name in taken]
    last = max((at for at, _ in taken), default=first) - first
    in_time = sum(at - first <= minute + 1 for at, _ in taken)
    print(f"{len(set(names))} of {count} reminders, the last {last:.1f} s after the first was due")
    return {
        "reminders": count,
        "due_within_s": minute,
        "handed_over": len(set(names)),
        "doubled": len(names) - len(set(names)),
        "within_the_minute": in_time,
        "last_s": round(last, 1),
        "ratio_to_due": round(last / minute, 3),
        "per_second": round(count / last, 1) if last > 0 else 0.0,
        "median_s": round(figures.at(sorted(at - first for at, _ in taken), 0.5), 1) if taken else None,
    }


def _memory(leader: int) -> float:
    """Resident megabytes of a worker's process."""
    return sum(_resident(pid) for pid in working_children(leader))


def _resident(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024
