"""Clients who ask, and ask again with the same key until somebody answers."""

import json
import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus

from bench import load
from bench.load import Answer
from tests.chaos.world import Wish

AGAIN_AFTER = 0.05
PATIENCE = 60.0
PREFERENCES = ("", "", "Prefer: respond-async", "Prefer: wait=5")
CANCELS = 0.08


@dataclass(slots=True)
class Story:
    """What a client lived through with one wish. `booking_id` is there once it was accepted."""

    wish: Wish
    status: int = 0
    booking_id: int | None = None
    code: str = ""
    tries: int = 0
    seconds: float = 0.0
    cancelled: bool = False


@dataclass(slots=True)
class Client:
    """A thread of the load: one kept connection, opened again whenever it breaks."""

    port: int
    chance: random.Random
    pause: float
    wishes: Callable[[], Wish]
    over: threading.Event
    given_up: threading.Event
    stories: list[Story] = field(default_factory=list)
    failures: list[int] = field(default_factory=list)
    _connection: load.Connection | None = None

    def run(self) -> None:
        while not self.over.is_set():
            began = time.monotonic()
            self.stories.append(story := Story(self.wishes()))
            self._book(story)
            if story.status in {201, 202} and self.chance.random() < CANCELS:
                self._cancel(story)
            self.over.wait(max(0.0, self.pause * self.chance.uniform(0.5, 1.5) - (time.monotonic() - began)))
        self._hang_up()

    def _book(self, story: Story) -> None:
        wish = story.wish
        body = {
            "providerId": wish.provider,
            "startTime": wish.start.isoformat(),
            "endTime": (wish.start + timedelta(minutes=wish.minutes)).isoformat(),
            "notes": wish.key,
        }
        more = [f"Idempotency-Key: {wish.key}", self.chance.choice(PREFERENCES)]
        request = load.request(
            "POST",
            "/v1/bookings",
            token=wish.token,
            body=json.dumps(body).encode(),
            more="\r\n".join(filter(None, more)),
        )
        answer = self._insist(request, story)
        if answer is not None:
            story.status = answer.status
            said = json.loads(answer.body)
            story.booking_id = said["data"]["id"] if "data" in said else said["error"].get("bookingId")
            story.code = said.get("error", {}).get("code", "")

    def _cancel(self, story: Story) -> None:
        request = load.request("DELETE", f"/v1/bookings/{story.booking_id}", token=story.wish.token)
        answer = self._insist(request, story)
        story.cancelled = answer is not None and answer.status == HTTPStatus.NO_CONTENT

    def _insist(self, request: bytes, story: Story) -> Answer | None:
        """Ask until there is an answer that says what became of it; None when nobody gives one."""
        began = time.monotonic()
        while time.monotonic() < began + PATIENCE and not self.given_up.is_set():
            story.tries += 1
            answer = self._ask(request)
            if answer is not None and answer.status < HTTPStatus.INTERNAL_SERVER_ERROR:
                story.seconds = time.monotonic() - began
                return answer
            if answer is not None:
                self.failures.append(answer.status)
            self.given_up.wait(AGAIN_AFTER)
        return None

    def _ask(self, request: bytes) -> Answer | None:
        try:
            self._connection = self._connection or load.Connection(self.port)
            return self._connection.send(request)
        except (OSError, ValueError):
            self._hang_up()
            return None

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class Crowd:
    """So many clients at so many requests a second together."""

    def __init__(
        self, port: int, wishes: Callable[[], Wish], *, clients: int, rate: float, seed: int
    ) -> None:
        self._over, self._given_up = threading.Event(), threading.Event()
        self._clients = [
            Client(port, _chance(seed, number), clients / rate, wishes, self._over, self._given_up)
            for number in range(clients)
        ]
        self._threads = [threading.Thread(target=client.run, daemon=True) for client in self._clients]

    def begin(self) -> None:
        for thread in self._threads:
            thread.start()

    def finish(self) -> None:
        """Let everybody end what they have begun."""
        self._over.set()
        for thread in self._threads:
            thread.join(2 * PATIENCE)

    def give_up(self) -> None:
        """Nobody asks any more, answered or not."""
        self._over.set()
        self._given_up.set()

    @property
    def stories(self) -> Sequence[Story]:
        return [story for client in self._clients for story in client.stories]

    @property
    def failures(self) -> Sequence[int]:
        """The status of every answer that sent a client away: 503 where PostgreSQL was gone."""
        return [status for client in self._clients for status in client.failures]


def _chance(seed: int, number: int) -> random.Random:
    return random.Random(f"{seed}.{number}")  # noqa: S311 - repeatable, no secret
