"""A mail server that can be slow, busy or silent, and remembers every copy of every mail."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from enum import Enum, auto
from typing import Any

from aiosmtpd.smtp import Envelope

from tests.servers.smtp import FreePort

SLOW = 14.0  # longer than we wait for an answer


class Mood(Enum):
    GOOD = auto()
    SLOW = auto()
    BUSY = auto()
    MUTE = auto()  # takes the mail and says nothing


class Post:
    """aiosmtpd's handler. `copies` counts what was taken, by recipient and Message-ID.

    `silences`: how often nobody was told that it was. Whoever hands mail over has to try again then, and
    cannot know better.
    """

    def __init__(self) -> None:
        self.mood = Mood.GOOD
        self.copies: Counter[tuple[str, str]] = Counter()
        self.silences: Counter[tuple[str, str]] = Counter()
        self.refuses: Counter[str] = Counter()  # recipients, and how often they are still sent away

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        del session
        [recipient] = envelope.rcpt_tos
        if self.mood is Mood.BUSY or self.refuses[recipient] > 0:
            self.refuses[recipient] -= self.refuses[recipient] > 0
            return "451 4.3.0 Try again later"
        if self.mood is Mood.SLOW:
            await asyncio.sleep(SLOW)
        content = envelope.content
        assert isinstance(content, bytes)
        mail = recipient, str(message_from_bytes(content)["Message-ID"])
        self.copies[mail] += 1
        if self.mood is Mood.MUTE:
            self.silences[mail] += 1
            server.transport.abort()
        return "250 2.0.0 Taken"

    def to(self, recipient: str) -> dict[str, int]:
        """The mails that somebody got, each with how many copies."""
        return {number: copies for (who, number), copies in self.copies.items() if who == recipient}

    def kept_from(self, recipient: str) -> int:
        """How often it was kept silent that a mail to them was taken."""
        return sum(times for (who, _), times in self.silences.items() if who == recipient)


@contextmanager
def post() -> Iterator[tuple[Post, int]]:
    office = Post()
    controller = FreePort(office, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        yield office, controller.bound_port
    finally:
        controller.stop()
