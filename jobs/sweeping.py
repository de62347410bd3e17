"""The loop that rings for what nobody was told of: four times a second, through every outage."""

import threading

import structlog

from app.db import ledger
from app.ports import ports
from jobs import metrics

EVERY = 0.25
BATCH = 500
FIGURES_EVERY = 5.0

log = structlog.get_logger(__name__)


class Sweeper:
    """`start` it once; it logs when it begins to fail and when it works again, and nothing between."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._failing = False
        self._thread = threading.Thread(target=self._run, name="sweep", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join(1)

    def sweep(self) -> None:
        """Ring for everything that waits, a batch at a time."""
        while not self._stopped.is_set():
            rings = ledger.sweep(BATCH)
            if rings:
                ports().bell.ring(rings)
                metrics.SWEPT.inc(len(rings))
            if len(rings) < BATCH:
                break
        metrics.LAST_SWEEP.set_to_current_time()

    def _run(self) -> None:
        rounds = 0
        while not self._stopped.is_set():
            try:
                self.sweep()
                if rounds % int(FIGURES_EVERY / EVERY) == 0:
                    metrics.show_lag()
            except Exception as error:  # noqa: BLE001 - without this loop the product stops: it outlives all
                self._note(failing=True, error=type(error).__name__)
            else:
                self._note(failing=False)
            rounds += 1
            self._stopped.wait(EVERY)

    def _note(self, *, failing: bool, **facts: str) -> None:
        if failing != self._failing:
            self._failing = failing
            log.warning("the sweep fails" if failing else "the sweep works again", **facts)
