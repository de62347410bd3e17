"""Over whom figures are taken: one provider, or everybody."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Scope:
    provider_id: int | None = None

    def condition(self, table: str) -> str:
        """SQL for the rows of `table` that count."""
        return "true" if self.provider_id is None else f"{table}.provider_id = %(provider_id)s"

    @property
    def values(self) -> dict[str, Any]:
        return {} if self.provider_id is None else {"provider_id": self.provider_id}


SITE = Scope()
