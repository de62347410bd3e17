"""Texts in memory, for tests. It refuses what a real phone company refuses."""

import threading

from app.adapters.sms.numbers import demand_number
from app.ports.receipts import Receipt
from app.ports.sms import Text


class MemorySms:
    def __init__(self) -> None:
        self.texts: list[Text] = []
        self._lock = threading.Lock()

    def send(self, text: Text) -> Receipt:
        demand_number(text.to)
        with self._lock:
            self.texts.append(text)
        return Receipt(f"memory-{text.key}")
