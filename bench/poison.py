"""Whether work that always fails slows down the rest: bookings beside a thousand poisoned tasks.

The poisoned ones stand in the very queue of the reservations, and are of their kind: they are claimed in the
same batches. Bookings are measured from the moment that they are there.
"""

from collections.abc import Iterator
from itertools import islice

import psycopg

from bench import booking, figures, load, stack, world

POISONED = 1000
LIMIT = 1.2  # of the median without them

_POISON = """
INSERT INTO tasks (id, actor, queue, args, max_attempts)
SELECT gen_random_uuid(), %s, %s, %s::jsonb, %s FROM generate_series(1, %s)
"""
_LEFT = "SELECT count(*), coalesce(sum(attempts), 0) FROM tasks WHERE args @> %s::jsonb"
_BAD = '{"booking_id": "poison"}'


def run(*, quick: bool) -> dict[str, object]:
    with stack.running() as running:
        wanted = booking.bookings(world.providers(booking.PROVIDERS), world.client_tokens(64))
        load.run(running.port, 8, list(islice(wanted, 300)))
        count = 400 if quick else 1500
        clean = _median(running.port, wanted, count)
        with psycopg.connect(running.settings.database_url, autocommit=True) as connection:
            connection.execute(_POISON, ["bookings.reserve", "reservations", _BAD, 12, POISONED])
            beside = _median(running.port, wanted, count)
            tried = connection.execute(_LEFT, [_BAD]).fetchone()
        again = _median(running.port, wanted, count)
        ratio = beside / clean
        print(f"median {clean * 1000:.2f} ms; beside {POISONED} poisoned tasks {beside * 1000:.2f} ms")
        return {
            "clean_p50_ms": round(clean * 1000, 3),
            "poisoned_p50_ms": round(beside * 1000, 3),
            "later_p50_ms": round(again * 1000, 3),
            "ratio": round(ratio, 3),
            "limit": LIMIT,
            "within": ratio <= LIMIT,
            "poisoned": tried[0] if tried else 0,
            "poisoned_tries": int(tried[1]) if tried else 0,
        }


def _median(port: int, wanted: Iterator[bytes], count: int) -> float:
    """Of one client's bookings, each followed to its end."""
    series = load.run(port, 1, list(islice(wanted, count)), booking.follow)
    bad = [answer for answer in series.answers if b'"status":"PENDING"' not in answer.body]
    if bad:
        raise SystemExit(f"{len(bad)} of {len(series.answers)} were not reserved, the first: {bad[0].body!r}")
    return figures.at(sorted(series.times), 0.5)
