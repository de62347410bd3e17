"""Notifications in memory, for tests."""

import threading

from app.adapters.push.encryption import demand_keys
from app.ports.push import Device, Nudge
from app.ports.receipts import Receipt


class MemoryPush:
    public_key = "BAlocalkey"

    def __init__(self) -> None:
        self.nudges: list[tuple[Device, Nudge]] = []
        self._lock = threading.Lock()

    def send(self, device: Device, nudge: Nudge) -> Receipt:
        demand_keys(device)
        with self._lock:
            self.nudges.append((device, nudge))
        return Receipt(f"memory-{nudge.key}")
