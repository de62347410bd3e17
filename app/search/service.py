"""Finding providers: who matches, and when each is free next. Three statements for any page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.availability.next_available import next_available
from app.http.paging import Page
from app.providers.models import Provider
from app.search import queries
from app.search.queries import Wanted


@dataclass(frozen=True, slots=True)
class Found:
    """A provider of the list, with their next free time."""

    provider: Provider
    next_available: datetime | None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.provider, name)

    @property
    def availability(self) -> dict[str, Any]:
        return {"next_available": self.next_available, "timezone": self.provider.timezone}


def search(session: Session, wanted: Wanted, *, now: datetime) -> Page:
    providers = queries.found(session, wanted)
    free = next_available(session, [provider.id for provider in providers], now=now)
    items = [Found(provider, free[provider.id]) for provider in providers]
    return Page(items, queries.count(session, wanted), wanted.paging)
