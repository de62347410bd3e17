"""Bad days on request: before the effect, after it, or without an answer."""

import re
import threading
from dataclasses import dataclass, field


@dataclass
class Fault:
    """`kind`: error (500), busy (429), broken (500 after the effect), cut (no answer after the effect)."""

    kind: str
    calls: re.Pattern[str]
    left: int


@dataclass
class Faults:
    _waiting: list[Fault] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, calls: str, *, times: int = 1) -> None:
        """`calls` is looked for in `POST /v2/…`."""
        with self._lock:
            self._waiting.append(Fault(kind, re.compile(calls), times))

    def of(self, call: str) -> str | None:
        with self._lock:
            for fault in self._waiting:
                if fault.left > 0 and fault.calls.search(call):
                    fault.left -= 1
                    return fault.kind
        return None
