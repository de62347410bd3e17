"""The loop that reads the history of bookings for those who want to hear of them: once a second."""

import threading

import structlog

from app.db.session import transaction
from app.webhooks import service

EVERY = 1.0

log = structlog.get_logger(__name__)


class Relay:
    """`start` it once; while the database is away it says so once and tries on."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._failing = False
        self._thread = threading.Thread(target=self._run, name="relay", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join(1)

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                with transaction() as session:
                    service.relay(session)
            except Exception as error:  # noqa: BLE001 - what is not read now is read later: it outlives all
                self._note(failing=True, error=type(error).__name__)
            else:
                self._note(failing=False)
            self._stopped.wait(EVERY)

    def _note(self, *, failing: bool, **facts: str) -> None:
        if failing != self._failing:
            self._failing = failing
            log.warning("the relay fails" if failing else "the relay works again", **facts)
