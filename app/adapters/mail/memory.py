"""A letter box in memory, for tests. It refuses what a real one refuses."""

import threading
from datetime import UTC, datetime

from app.adapters.mail import mime
from app.ports.mail import Letter, Receipt

SENDER = "BookMyTime <bookings@memory.example>"


class MemoryMail:
    def __init__(self, sender: str = SENDER) -> None:
        self.letters: list[Letter] = []
        self.messages: list[bytes] = []
        self._sender = sender
        self._lock = threading.Lock()

    def send(self, letter: Letter) -> Receipt:
        message = mime.build(letter, sender=self._sender, now=datetime.now(UTC))
        with self._lock:
            self.letters.append(letter)
            self.messages.append(message.as_bytes())
        return Receipt(message["Message-ID"])
