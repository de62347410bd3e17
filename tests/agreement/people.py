"""What clients, the provider and their calendar program do, by the seed's chance."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from tests.api import Person
from tests.contracts.calendars.outsides import event_text, moved_text
from tests.factories.desks import Desk
from tests.servers.radicale import Radicale

HOUR = timedelta(hours=1)
ASYNC = {"Prefer": "respond-async"}


@dataclass
class People:
    """`done` counts what happened. Hours are handed out in turn, so that most wishes can be had."""

    desk: Desk
    clients: list[Person]
    server: Radicale
    calendar: str
    chance: random.Random
    numbers: list[int] = field(default_factory=list)
    outside: dict[str, datetime] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)
    _hours: Iterator[int] = field(default_factory=lambda: count(1))
    _events: Iterator[int] = field(default_factory=count)

    def act(self) -> None:
        """One thing that somebody does."""
        acts = {
            self.book: 5,
            self.move: 2,
            self.cancel: 1,
            self.move_event: 2,
            self.delete_event: 1,
            self.add_outside: 1,
            self.drop_outside: 1,
        }
        act = self.chance.choices(list(acts), list(acts.values()))[0]
        if act():
            self.done[act.__name__] = self.done.get(act.__name__, 0) + 1

    def book(self) -> bool:
        client = self.chance.choice(self.clients)
        answer = client.post("/v1/bookings", self.desk.wanted(self._hour()), headers=ASYNC)
        assert answer.status_code == 202, answer.text
        self.numbers.append(answer.get_json()["data"]["id"])
        return True

    def move(self) -> bool:
        """By a client or by the provider, in the app."""
        if not self.numbers:
            return False
        number = self.chance.choice(self.numbers)
        start = {"startTime": self._hour().isoformat()}
        return self.desk.owner.put(f"/v1/bookings/{number}", start).status_code == 200

    def cancel(self) -> bool:
        if not self.numbers:
            return False
        number = self.chance.choice(self.numbers)
        return self.desk.owner.delete(f"/v1/bookings/{number}").status_code == 204

    def move_event(self) -> bool:
        """In the calendar: mostly to an hour that is free, now and then onto another booking."""
        number = self.chance.choice(self.numbers or [0])
        status, text = self._ask("GET", self._place(number))
        if status != 200:
            return False
        start = self._hour() if self.chance.random() < 0.8 else self.desk.at(1, day=1)
        return self._ask("PUT", self._place(number), moved_text(text, start, start + HOUR))[0] in {201, 204}

    def delete_event(self) -> bool:
        number = self.chance.choice(self.numbers or [0])
        return self._ask("DELETE", self._place(number))[0] == 200

    def add_outside(self) -> bool:
        key, start = f"private-{next(self._events)}", self._hour()
        if self._ask("PUT", f"{self.calendar}{key}.ics", event_text(key, start, start + HOUR))[0] not in {
            201,
            204,
        }:
            return False
        self.outside[key] = start
        return True

    def drop_outside(self) -> bool:
        if not self.outside:
            return False
        key = self.chance.choice(sorted(self.outside))
        if self._ask("DELETE", f"{self.calendar}{key}.ics")[0] != 200:
            return False
        del self.outside[key]
        return True

    def decide(self) -> int:
        """The provider answers every open question, one way or the other."""
        answered = 0
        for page in range(1, 200):
            wishes = self.desk.owner.get(f"/v1/calendars/wishes?size=100&page={page}").get_json()["data"]
            for wish in wishes:
                if wish["state"] == "OPEN":
                    word = self.chance.choice(["accept", "refuse"])
                    self.desk.owner.post(f"/v1/calendars/wishes/{wish['id']}/{word}")
                    answered += 1
            if not wishes:
                break
        return answered

    def _hour(self) -> datetime:
        return self.desk.at(0, day=1) + next(self._hours) * HOUR

    def _place(self, number: int) -> str:
        return f"{self.calendar}{number}@bookmytime.test.ics"

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        """A calendar program at a server that is down finds nobody."""
        return self.server.ask(method, path, body) if self.server.process is not None else (0, "")
