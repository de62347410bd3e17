"""Facts of this installation that features may read."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """`secret` is the root of all derived keys; `public_url` has no trailing slash."""

    name: str
    public_url: str
    production: bool
    secret: bytes
    mail_from: str
    hold: timedelta
    wait: timedelta
    wait_slots: int

    def link(self, path: str) -> str:
        return f"{self.public_url}{path}"
