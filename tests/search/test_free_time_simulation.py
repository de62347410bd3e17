"""A seeded life of two providers, and a real index that lags behind their bookings, time off and hours."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from app import ports
from app.adapters.search.fallback import SearchWithFallback
from app.adapters.search.opensearch import OpenSearchSearch
from app.adapters.search.postgres import PostgresSearch
from app.ports import Ports
from tests.api import Person
from tests.bookings.asking import book
from tests.factories.desks import Desk, open_desk
from tests.patience import eventually
from tests.search.indexing import work_off

STEPS = 40
INDEXED_EVERY = 8


@pytest.fixture
def real_index(installed: Ports, opensearch_url: str) -> Iterator[OpenSearchSearch]:
    index = OpenSearchSearch(opensearch_url, alias=f"t{uuid4().hex}", patience=20)
    index.build().swap()
    ports.install(replace(installed, search=SearchWithFallback(index, PostgresSearch())))
    yield index
    ports.install(installed)


@dataclass
class Life:
    """What happens is drawn from a seed; nobody tells the index but the workers."""

    chance: random.Random
    desks: list[Desk]
    client: Person
    bookings: list[int] = field(default_factory=list)

    def go_on(self) -> None:
        desk = self.chance.choice(self.desks)
        self.chance.choice([self._book, self._book, self._book, self._cancel, self._close, self._move_hours])(
            desk
        )

    def _book(self, desk: Desk) -> None:
        start = self.chance.choice(bookable(self.client, desk) or [""])
        if start:
            self.bookings.append(book(self.client, desk, datetime.fromisoformat(start)))

    def _cancel(self, desk: Desk) -> None:
        del desk
        if self.bookings:
            number = self.bookings.pop(self.chance.randrange(len(self.bookings)))
            self.client.delete(f"/v1/bookings/{number}")

    def _close(self, desk: Desk) -> None:
        start = desk.at(self.chance.randrange(8, 17))
        span = {"startTime": start.isoformat(), "endTime": (start + timedelta(hours=1)).isoformat()}
        answer = desk.owner.post(f"/v1/providers/{desk.provider_id}/time-off", span)
        assert answer.status_code in {201, 409}, answer.text

    def _move_hours(self, desk: Desk) -> None:
        opens = self.chance.randrange(7, 12)
        days = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"]
        hours = [
            {"dayOfWeek": day, "startTime": f"{opens:02}:00", "endTime": f"{opens + 7:02}:00"} for day in days
        ]
        answer = desk.owner.put(f"/v1/providers/{desk.provider_id}/availability", {"rules": hours})
        assert answer.status_code == 200, answer.text


def bookable(who: Person, desk: Desk, after: int = 0) -> list[str]:
    """The truth: what the slots of the day say at this moment."""
    window = {"from": desk.at(after).isoformat(), "to": desk.at(24).isoformat(), "timezone": "UTC"}
    slots = who.get(desk.slots, query_string=window).get_json()["data"]["slots"]
    return [one["startTime"] for one in slots]


def found(who: Person, life: Life, after: int) -> dict[int, list[str]]:
    day = life.desks[0].at(0).date().isoformat()
    query = {"freeOn": day, "freeAfter": f"{after:02}:00", "freeFor": 60, "size": 100}
    answer = who.get("/v1/providers", query_string=query).get_json()
    assert answer["degraded"] is False
    return {one["id"]: [slot["startTime"] for slot in one["availability"]["slots"]] for one in answer["data"]}


@pytest.mark.usefixtures("real_index")
@pytest.mark.parametrize("seed", [3, 8])
def test_what_is_found_is_free_and_what_was_indexed_is_found(
    ada: Person, cleo: Person, ben: Person, stranger: Person, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same life each time
    life = Life(chance, [open_desk(ada), open_desk(cleo)], ben)
    for step in range(STEPS):
        life.go_on()
        after = life.chance.randrange(7, 18)
        truth = {desk.provider_id: bookable(stranger, desk, after)[:3] for desk in life.desks}
        for provider_id, slots in found(stranger, life, after).items():
            assert slots == truth.get(provider_id, slots)

        if step % INDEXED_EVERY == INDEXED_EVERY - 1:
            work_off()
            wanted = {provider_id for provider_id, slots in truth.items() if slots}
            eventually(lambda: wanted <= found(stranger, life, after).keys(), within=20)  # noqa: B023 - asked at once
