"""When a dead process is started again: at once, and with growing pauses only if it keeps dying young."""

import signal
from dataclasses import dataclass

SOON_S = 0.1
YOUNG_S = 5.0
PATIENT_WITH = 3
LONGEST_S = 15.0


@dataclass(slots=True)
class Restarts:
    early_deaths: int = 0

    def pause_after(self, code: int, lived: float) -> float:
        """A process killed from outside is not to blame for its early death, so it waits no longer."""
        if code == -signal.SIGKILL:
            return SOON_S
        self.early_deaths = self.early_deaths + 1 if lived < YOUNG_S else 0
        if self.early_deaths <= PATIENT_WITH:
            return SOON_S
        return float(min(LONGEST_S, 2 ** (self.early_deaths - PATIENT_WITH)))
