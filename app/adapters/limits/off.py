"""No limits at all: for benchmarks and for tests that are about something else."""

from app.ports.limits import Quota, Verdict


class Unlimited:
    def hit(self, quota: Quota, who: str) -> Verdict | None:
        del quota, who
        return None

    def forget(self, quota: Quota, who: str) -> None:
        del quota, who
