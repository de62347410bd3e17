"""Keeping the index up to date: documents are made of what the database says now, whatever the task said."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from app.availability.free_times import free_times
from app.db import ledger
from app.kernel.money import Money
from app.ports.search import UNITS, Document
from app.providers import queries as providers
from app.search import queries
from app.search.rules.documents import Facts, Starts, Stretch, document_of, free_of

REACH = timedelta(days=30)  # two more than a search may ask for

Free = Mapping[int, Sequence[Stretch]]


def documents(session: Session, provider_ids: Sequence[int], *, now: datetime) -> list[Document]:
    """These providers as an index is to keep them; who was never there has no document."""
    version = queries.version(session)
    free = _free(session, provider_ids, now)
    return [
        Document(row["id"], version, document_of(_facts(row, free.get(row["id"], {}))))
        for row in queries.facts(session, provider_ids)
    ]


def concerned(session: Session, provider_ids: Collection[int]) -> list[int]:
    """These, and the owners of the teams in which they serve."""
    return sorted({*provider_ids, *providers.owners_served(session, provider_ids)})


def owe(session: Session, provider_ids: Sequence[int]) -> None:
    """Have these indexed soon."""
    for provider_id in provider_ids:
        ledger.enqueue(session, "search.index", provider_id=provider_id)


def _free(session: Session, provider_ids: Sequence[int], now: datetime) -> dict[int, Free]:
    found = free_times(session, provider_ids, since=now, until=now + REACH, now=now)
    return {
        provider_id: free_of(Starts(times.minutes, times.step, times.starts) for times in offered)
        for provider_id, offered in found.items()
    }


def _facts(row: RowMapping, free: Free) -> Facts:
    known = {name: row[name] for name in _SAME}
    parts = {"name": "name_words", "skills": "skills", "offers": "offers", "about": "about"}
    return Facts(
        **known,
        provider_id=row["id"],
        rating=None if row["rating"] is None else float(row["rating"]),
        price=int(Money(row["hourly_rate_minor"], row["currency"]).major * UNITS),
        words={part: row[column] or "" for part, column in parts.items()},
        free=free,
    )


_SAME = (
    "listed",
    "name",
    "bio",
    "specializations",
    "languages",
    "total_reviews",
    "currency",
    "meeting",
    "latitude",
    "longitude",
    "city",
    "country",
)
