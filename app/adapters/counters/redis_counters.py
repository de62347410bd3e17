"""Counters in Redis: a hash for each quarter of an hour and each provider, and the place they counted up to.

The place begins with a generation, which is part of every key: who begins anew leaves the old ones to expire.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial

from redis import Redis

from app.adapters.redis.link import Link
from app.kernel.ids import uuid7
from app.ports.counters import QUARTER, Cell, Counts

PREFIX = "bookmytime.live"
KEPT = timedelta(hours=50)  # today of every zone, and a night to look at it
_PLACE = f"{PREFIX}:place"
_AT_ONCE = 500  # what fits a patience

# The place and the counts move together, or not at all.
_ADD = """
if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
for at = 4, #ARGV, 3 do
  redis.call('hincrby', ARGV[at], ARGV[at + 1], ARGV[at + 2])
  redis.call('expire', ARGV[at], ARGV[3])
end
redis.call('set', KEYS[1], ARGV[2])
return 1
"""


class RedisCounters:
    def __init__(self, link: Link) -> None:
        self._link = link

    def add(self, counts: Mapping[Cell, int], *, after: str, upto: str) -> bool:
        generation, place = self._place()
        if generation is None or place != after:
            return False
        old, new = f"{generation} {after}", f"{generation} {upto}"
        arguments = [old, new, str(int(KEPT.total_seconds())), *_cells(generation, counts)]
        return self._link.attempt(lambda redis: redis.eval(_ADD, 1, _PLACE, *arguments)) == 1

    def put(self, counts: Mapping[Cell, int], *, upto: str) -> None:
        """In the keys of a new generation, some at a time: nobody reads them before the place names it."""
        generation, cells = uuid7().hex, list(counts.items())
        for first in range(0, len(cells), _AT_ONCE):
            part = dict(cells[first : first + _AT_ONCE])
            if self._link.attempt(partial(_write, generation=generation, counts=part)) is None:
                return
        self._link.attempt(lambda redis: redis.set(_PLACE, f"{generation} {upto}"))

    def read(self, whose: str, *, since: datetime, until: datetime) -> Counts | None:
        generation, place = self._place()
        if generation is None or not place:
            return None

        def all_of(redis: Redis) -> list[dict[bytes, bytes]]:
            with redis.pipeline(transaction=False) as pipe:
                for quarter in _quarters(since, until):
                    pipe.hgetall(_key(generation, quarter, whose))
                return list(pipe.execute())

        found = self._link.attempt(all_of)
        return None if found is None else Counts(_summed(found), place)

    def _place(self) -> tuple[str | None, str]:
        """The generation, and how far it counted; no generation where nobody knows."""
        found = self._link.attempt(lambda redis: redis.get(_PLACE))
        if not isinstance(found, bytes):
            return None, ""
        generation, _, place = found.decode().partition(" ")
        return generation, place


def _write(redis: Redis, *, generation: str, counts: Mapping[Cell, int]) -> bool:
    with redis.pipeline(transaction=False) as pipe:
        for (quarter, whose, kind), number in counts.items():
            key = _key(generation, quarter, whose)
            pipe.hincrby(key, kind, number)
            pipe.expire(key, KEPT)
        pipe.execute()
    return True


def _cells(generation: str, counts: Mapping[Cell, int]) -> Iterator[str]:
    for (quarter, whose, kind), number in counts.items():
        yield from (_key(generation, quarter, whose), kind, str(number))


def _key(generation: str, quarter: datetime, whose: str) -> str:
    return f"{PREFIX}:{generation}:{int(quarter.timestamp())}:{whose}"


def _quarters(since: datetime, until: datetime) -> Iterator[datetime]:
    while since < until:
        yield since
        since += QUARTER


def _summed(found: list[dict[bytes, bytes]]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for quarter in found:
        for kind, number in quarter.items():
            sums[kind.decode()] = sums.get(kind.decode(), 0) + int(number)
    return sums
